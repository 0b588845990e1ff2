/** Which media type includes which. */

/** Whether everything that may travel as `type` may travel as `range`: equal, or covered by a wildcard. */
export function includesType(range: string, type: string): boolean {
  const [wide, ...wideParameters] = split(range);
  const [narrow, ...narrowParameters] = split(type);
  if (!wideParameters.every((parameter) => narrowParameters.includes(parameter))) return false;
  if (wide === '*/*' || wide === '*' || wide === narrow) return true;
  return wide!.endsWith('/*') && narrow!.startsWith(wide!.slice(0, -1));
}

/** Whether values of this type are written as text, with no mark of what they are: XML, forms, plain text. */
export function isText(type: string): boolean {
  const [essence = ''] = split(type);
  return /^(text|multipart)\/|^application\/x-www-form-urlencoded$|[/+]xml$/.test(essence);
}

// JSON is UTF-8 (RFC 8259, 8.1), so naming the charset says nothing there.
function split(type: string): string[] {
  const [essence = '', ...parameters] = type.split(';');
  const isPlain = essence.endsWith('json');
  return [essence, ...parameters.filter((parameter) => !(isPlain && parameter === 'charset=utf-8'))];
}
