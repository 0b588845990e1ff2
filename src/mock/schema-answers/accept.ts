/**
 * Picks the documented media type that an Accept header likes best (RFC 9110, 12.5.1): by quality, then by how exactly a
 * range fits, then by the order of the header, then by the order of the contract.
 */

interface Range {
  readonly type: string;
  readonly subtype: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly q: number;
  readonly order: number;
}

interface Fit {
  readonly q: number;
  readonly exactness: number;
  readonly order: number;
  readonly index: number;
}

/**
 * The best of `types` for an Accept header; undefined when none is acceptable. A range with parameters that nothing
 * fits is tried once more without them, as Prism does: `application/json; version=2` still gets `application/json`.
 */
export function selectMediaType(types: readonly string[], accept: string): string | undefined {
  const ranges = readRanges(accept);
  const best = select(types, ranges);
  if (best !== undefined || !ranges.some(({ parameters }) => parameters.size > 0)) return best;
  const bare = ranges
    .filter(({ parameters }) => parameters.size > 0)
    .map((range, order) => ({ ...range, parameters: new Map(), order }));
  return select(types, bare);
}

/**
 * The media type to send for a documented range such as `text/*`: the one that is asked for and lies in it, else a
 * common one of its family.
 * @param isText whether the body is text, where the range leaves it open
 */
export function toConcreteType(documented: string, accept: string | undefined, isText: boolean): string {
  if (!documented.includes('*')) return documented;
  const [family] = documented.split('/') as [string];
  const asked = readRanges(accept ?? '')
    .filter(
      ({ type, subtype, q }) => q > 0 && type !== '*' && subtype !== '*' && covers(documented, `${type}/${subtype}`),
    )
    .sort((a, b) => b.q - a.q || a.order - b.order)[0];
  if (asked) return `${asked.type}/${asked.subtype}`;
  if (family === '*') return isText ? 'text/plain' : 'application/json';
  return COMMON[family.toLowerCase()] ?? 'application/octet-stream';
}

/** A documented range that covers a type which the header asks for. */
export function findRange(types: readonly string[], accept: string): string | undefined {
  const asked = readRanges(accept).filter(({ q }) => q > 0);
  return types.find(
    (type) => type.includes('*') && asked.some((range) => covers(type, `${range.type}/${range.subtype}`)),
  );
}

const COMMON: Readonly<Record<string, string>> = {
  application: 'application/json',
  text: 'text/plain',
  image: 'image/png',
  audio: 'audio/mpeg',
  video: 'video/mp4',
};

function covers(range: string, type: string): boolean {
  const [family, subtype] = range.toLowerCase().split(';')[0]!.trim().split('/');
  const [sentFamily, sentSubtype] = type.split('/');
  return (family === '*' || family === sentFamily) && (subtype === '*' || subtype === sentSubtype);
}

function select(types: readonly string[], ranges: readonly Range[]): string | undefined {
  const fits = types
    .map((type, index) => fitBest(type, index, ranges))
    .filter((fit) => fit !== undefined)
    .sort((a, b) => b.q - a.q || b.exactness - a.exactness || a.order - b.order || a.index - b.index);
  return fits[0] && types[fits[0].index];
}

function fitBest(type: string, index: number, ranges: readonly Range[]): Fit | undefined {
  const documented = readRange(type, 0);
  if (!documented) return undefined;
  let best: Fit = { q: 0, exactness: 0, order: -1, index };
  for (const range of ranges) {
    const exactness = measure(documented, range);
    if (exactness === undefined) continue;
    const fit = { q: range.q, exactness, order: range.order, index };
    if ((fit.exactness - best.exactness || fit.q - best.q || fit.order - best.order) > 0) best = fit;
  }
  return best.q > 0 ? best : undefined;
}

function measure(documented: Range, range: Range): number | undefined {
  let exactness = 0;
  if (range.type === documented.type) exactness += 4;
  else if (range.type !== '*') return undefined;
  if (range.subtype === documented.subtype) exactness += 2;
  else if (range.subtype !== '*') return undefined;
  if (range.parameters.size === 0) return exactness;
  for (const [name, value] of range.parameters) {
    if (value !== '*' && value.toLowerCase() !== (documented.parameters.get(name) ?? '').toLowerCase())
      return undefined;
  }
  return exactness + 1;
}

function readRanges(accept: string): Range[] {
  return splitOutsideQuotes(accept, ',')
    .map(readRange)
    .filter((range) => range !== undefined);
}

function readRange(text: string, order: number): Range | undefined {
  const [, type, subtype, rest = ''] = /^\s*([^\s/;]+)\/([^;\s]+)\s*(?:;(.*))?$/.exec(text) ?? [];
  if (type === undefined || subtype === undefined) return undefined;
  const parameters = new Map<string, string>();
  let q = 1;
  for (const part of splitOutsideQuotes(rest, ';')) {
    if (part.trim() === '') continue;
    const at = part.indexOf('=');
    const name = (at < 0 ? part : part.slice(0, at)).trim().toLowerCase();
    const value =
      at < 0
        ? ''
        : part
            .slice(at + 1)
            .trim()
            .replace(/^"(.*)"$/, '$1');
    if (name === 'q') {
      q = Number.parseFloat(value);
      break;
    }
    parameters.set(name, value);
  }
  return { type: type.toLowerCase(), subtype: subtype.toLowerCase(), parameters, q: Number.isNaN(q) ? 0 : q, order };
}

/** A separator counts where an even number of quotes follows: an unclosed quote holds nothing together. */
function splitOutsideQuotes(text: string, separator: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let quoted = text.split('"').length % 2 === 0;
  for (let index = 0; index < text.length; index++) {
    if (text[index] === '"') quoted = !quoted;
    else if (text[index] === separator && !quoted) {
      parts.push(text.slice(start, index));
      start = index + 1;
    }
  }
  return [...parts, text.slice(start)];
}
