/** Parts of a page that another hand, or another benchmark, writes: they stand between marks. */

/** What stands between the marks of a part; a line break where the page has no such part. */
export function readKept(page: string, name: string): string {
  const [begin, end] = find(page, name);
  return end === -1 ? '\n' : page.slice(begin, end);
}

/** The part with its marks. */
export function markKept(name: string, content: string): string {
  return `${toBegin(name)}${content}${toEnd(name)}`;
}

/** The page with another content of the part; unchanged where it has no such part. */
export function replaceKept(page: string, name: string, content: string): string {
  const [begin, end] = find(page, name);
  return end === -1 ? page : `${page.slice(0, begin)}${content}${page.slice(end)}`;
}

function find(page: string, name: string): readonly [begin: number, end: number] {
  const at = page.indexOf(toBegin(name));
  return [at + toBegin(name).length, at === -1 ? -1 : page.indexOf(toEnd(name), at)];
}

function toBegin(name: string): string {
  return `<!-- ${name} -->`;
}

function toEnd(name: string): string {
  return `<!-- end of ${name} -->`;
}
