/** Where the nodes of a JSON text stand, found on demand: an object is looked through once, when first asked about. */
import { createLines } from './lines.ts';
import { toToken, type Origin } from './place.ts';

interface Entry {
  /** Where the key of a member begins; the value where it has no key. */
  readonly place: number;
  readonly value: number;
  members?: ReadonlyMap<string, Entry>;
}

/** Tells the places of a text that is known to be sound JSON. */
export function createJsonIndex(text: string, file: string): Origin {
  const lines = createLines(text);
  const start = skipSpace(text, 0);
  const root: Entry = { place: 0, value: start };
  return (pointer) => {
    let entry: Entry | undefined = root;
    for (const token of pointer.split('/').slice(1)) {
      entry.members ??= readMembers(text, entry.value);
      entry = entry.members.get(token);
      if (entry === undefined) return undefined;
    }
    return { file, ...lines(entry.place) };
  };
}

function readMembers(text: string, start: number): ReadonlyMap<string, Entry> {
  const members = new Map<string, Entry>();
  const isObject = text[start] === '{';
  if (!isObject && text[start] !== '[') return members;
  let at = skipSpace(text, start + 1);
  while (text[at] !== '}' && text[at] !== ']') {
    const place = at;
    let token = String(members.size);
    if (isObject) {
      at = endOfText(text, place);
      token = toToken(JSON.parse(text.slice(place, at)) as string);
      at = skipSpace(text, skipSpace(text, at) + 1);
    }
    members.set(token, { place, value: at });
    at = skipSpace(text, skipValue(text, at));
    if (text[at] === ',') at = skipSpace(text, at + 1);
  }
  return members;
}

/** What matters on the way to the end of a value: quotes and brackets. */
const MARKS = /["[\]{}]/g;

function skipValue(text: string, start: number): number {
  const first = text[start];
  if (first === '"') return endOfText(text, start);
  let at = start;
  if (first !== '{' && first !== '[') {
    while (at < text.length && !',]}'.includes(text[at]!) && !isSpace(text.charCodeAt(at))) at += 1;
    return at;
  }
  for (let depth = 0; ;) {
    MARKS.lastIndex = at;
    at = MARKS.exec(text)!.index;
    if (text[at] === '"') at = endOfText(text, at);
    else {
      depth += text[at] === '{' || text[at] === '[' ? 1 : -1;
      at += 1;
      if (depth === 0) return at;
    }
  }
}

function skipSpace(text: string, start: number): number {
  let at = start;
  while (isSpace(text.charCodeAt(at))) at += 1;
  return at;
}

/** Offset behind the closing quote of the text that begins at `start`. */
export function endOfText(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === 0x5c) slashes += 1;
    if (slashes % 2 === 0) return end + 1;
  }
  return text.length;
}

/** Whether a character code is white space of JSON. */
export function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}
