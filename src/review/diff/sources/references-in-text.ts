/** Finds what a text may refer to without parsing it: a file too many costs a copy, one too few stops the loader. */

/** The value of `$ref`, in JSON and in YAML, on the same line or the next. */
const REF = /["']?\$ref["']?\s*:\s*(?:"((?:[^"\\]|\\.)+)"|'([^']+)'|([^\s,}\]#][^\s,}\]]*))/g;

/** Anything that ends as documents do, e.g. in the mapping of a discriminator. */
const FILE = /[^\s"'#,{}[\]()<>]+\.(?:ya?ml|json)(?=$|["'#\s,}\])])/gi;

/** The values of every `$ref`, without their fragments; none twice. */
export function listRefs(text: string): string[] {
  const found = [...text.matchAll(REF)].map(([, double, single, plain]) => toFile(double ?? single ?? plain!));
  return [...new Set(found)].filter((file) => file !== '');
}

/** The values of every `$ref`, and all that looks like the name of a document. */
export function listFileNames(text: string): string[] {
  const named = [...text.matchAll(FILE)].map(([file]) => file.replaceAll(String.raw`\/`, '/'));
  return [...new Set([...listRefs(text), ...named])];
}

function toFile(ref: string): string {
  return ref.replaceAll(String.raw`\/`, '/').split('#')[0]!;
}
