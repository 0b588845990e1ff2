/** Writes plain JSON as XML, byte for byte as Prism does: no attributes, no indentation, one element per list item. */

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  "'": '&apos;',
  '"': '&quot;',
};

/** The element `name` with a JSON value as its content. */
export function toXml(name: string, value: unknown): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.map((item) => toItem(name, item)).join('');
  return toItem(name, value);
}

function toItem(name: string, value: unknown): string {
  if (value === null || value === undefined) return `<${name}/>`;
  if (typeof value !== 'object') {
    const text = String(value).replace(/[&<>'"]/g, (character) => ESCAPES[character]!);
    return name === '#text' ? text : `<${name}>${text}</${name}>`;
  }
  // A list within a list has no names of its own: its positions become them.
  const members = Object.entries(value).map(([key, member]) => toXml(key, member));
  return `<${name}>${members.join('')}</${name}>`;
}
