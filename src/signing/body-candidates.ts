/** What may have been signed instead of the body that is at hand. */
import type { Candidate, Cause } from './cause.ts';
import { concat, decode, encode, toBytes, toCharacters, toCodes } from './encoding.ts';
import { listJsonForms } from './json-forms.ts';

/** A larger body is not written anew in every form. */
const MAX_JSON_BYTES = 1 << 20;

/** Other bodies under which a delivery may verify, but for those of {@link listNewlines}; `options` is the body. */
export function* listBodies(body: Uint8Array): Generator<Candidate<Uint8Array>> {
  const toCandidate = (cause: Cause, what: string, bytes: Uint8Array) => ({ cause, what, options: bytes });
  if (body.length > 0) yield toCandidate('EmptyBody', 'over an empty body', new Uint8Array());
  const text = readText(body);
  if (text !== undefined) {
    for (const form of listForms(text))
      yield toCandidate('BodyReserialized', 'over the same data, written differently', toBytes(form));
  }
  for (const [what, bytes] of listEncodings(body, text)) yield toCandidate('BodyReencoded', what, bytes);
}

/** Bodies with one newline more or less at the end. */
export function* listNewlines(body: Uint8Array): Generator<Candidate<Uint8Array>> {
  for (const newline of ['\n', '\r\n']) {
    const ending = toBytes(newline);
    const what = `over the body with ${JSON.stringify(newline)} at its end`;
    yield { cause: 'TrailingNewline', what, options: concat(body, ending) };
    const start = body.length - ending.length;
    if (start >= 0 && ending.every((byte, index) => body[start + index] === byte)) {
      const what = `over the body without ${JSON.stringify(newline)} at its end`;
      yield { cause: 'TrailingNewline', what, options: body.subarray(0, start) };
    }
  }
}

function listForms(text: string): string[] {
  // A form: a blank may be a plus or an escape.
  if (/^[\w.~%+*-]+=/.test(text)) return [text.replaceAll('+', '%20'), text.replaceAll('%20', '+')];
  if (text.length > MAX_JSON_BYTES) return [];
  const value = parse(text);
  if (typeof value === 'string') return [value, ...listJsonForms(parse(value))];
  return value === undefined ? [] : [...listJsonForms(value), JSON.stringify(text)];
}

function* listEncodings(body: Uint8Array, text: string | undefined): Generator<[what: string, Uint8Array]> {
  yield ['over the body read as Latin-1', toBytes(toCharacters(body))];
  if (text !== undefined && /^[\0-\u00ff]*$/.test(text)) yield ['over the body in Latin-1', toCodes(text)];
  const mark = Uint8Array.of(0xef, 0xbb, 0xbf);
  const hasMark = mark.every((byte, index) => body[index] === byte);
  yield hasMark
    ? ['over the body without its byte order mark', body.subarray(3)]
    : ['over the body behind a byte order mark', concat(mark, body)];
  const unescaped = decode(toCharacters(body).trim(), 'base64');
  if (unescaped) yield ['over what the body holds in base64', unescaped];
  yield ['over the body in base64', toBytes(encode(body, 'base64'))];
  if (text !== undefined) {
    yield ['over the body with LF instead of CRLF', toBytes(text.replaceAll('\r\n', '\n'))];
    yield ['over the body with CRLF instead of LF', toBytes(text.replaceAll(/\r?\n/g, '\r\n'))];
  }
}

/** The text of UTF-8 bytes; undefined for other bytes. */
export function readText(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
