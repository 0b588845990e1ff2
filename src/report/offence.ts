/** Which part of an answer a finding is about. */
import type { Finding } from './finding.ts';

/** The body (with its pointer), a header, or the status. */
export type Offence =
  | { readonly part: 'body'; readonly pointer: string }
  | { readonly part: 'header'; readonly name: string }
  | { readonly part: 'status' };

/** Codes whose fault stands in a header that the contract does not name by a pointer. */
const HEADER_CODES: Readonly<Record<string, string>> = {
  ContentTypeWrong: 'content-type',
  BodyUnreadable: 'content-type',
  ContentLengthWrong: 'content-length',
};

/** Says where to look. Header names are in lower case. */
export function toOffence({ code, contractPointer, responsePointer }: Finding): Offence {
  if (responsePointer !== undefined) return { part: 'body', pointer: responsePointer };
  const named = /\/headers\/([^/]+)/.exec(contractPointer ?? '')?.[1];
  const header = named?.replaceAll('~1', '/').replaceAll('~0', '~') ?? HEADER_CODES[code];
  return header === undefined ? { part: 'status' } : { part: 'header', name: header.toLowerCase() };
}
