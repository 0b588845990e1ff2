/** Ways to verify, and to sign, otherwise than it is right. */
import { createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Change, Parts, State } from '../receiver.ts';
import { read, toSignature, type Scheme } from '../schemes.ts';
import { nameOf, type Sender } from '../sender.ts';

/** The bytes that are signed, and the signatures that were sent. */
export function open(scheme: Scheme, { headers }: IncomingMessage, body: Buffer) {
  const header = read(headers, scheme.header) ?? '';
  const content = scheme.content(headers, body, scheme.time?.(headers) ?? '');
  return { header, content, given: scheme.signatures(header) ?? [] };
}

/** What else passes besides what is right. */
export function orIf(
  passes: (scheme: Scheme, state: State, request: IncomingMessage, body: Buffer) => boolean,
): Change {
  return (right, state) => ({
    verify: (request, body) => (passes(state.scheme, state, request, body) ? undefined : right.verify(request, body)),
  });
}

/** Compares the right signature with the sent ones in another way. */
export function comparing(compare: (given: string, expected: string) => boolean): Change {
  return orIf((scheme, { secrets }, request, body) => {
    const { header, content, given } = open(scheme, request, body);
    const time = scheme.time?.(request.headers);
    const isLate = scheme.tolerance !== undefined && Math.abs(Date.now() / 1000 - Number(time)) > scheme.tolerance;
    const hasTime = scheme.time === undefined || (/^\d+$/.test(time ?? '') && !isLate);
    return (
      header !== '' &&
      hasTime &&
      secrets.some((secret) => given.some((text) => compare(text, toSignature(scheme, secret, content))))
    );
  });
}

/** Verifies other bytes than those that came. */
export function reading(change: (body: Buffer) => Buffer): Change {
  return (right: Parts) => ({ verify: (request, body) => right.verify(request, change(body)) });
}

/** Passes what this key has signed, too. */
export function alsoKey(key: string): Change {
  return orIf((scheme, _, request, body) => {
    const { content, given } = open(scheme, request, body);
    return given.includes(createHmac('sha256', key).update(content).digest(scheme.encoding));
  });
}

export const sorted = (value: any): any =>
  value === null || typeof value !== 'object' || Array.isArray(value)
    ? value
    : Object.fromEntries(
        Object.keys(value)
          .toSorted()
          .map((key) => [key, sorted(value[key])]),
      );
export const orSame = (body: Buffer, change: (text: string) => string): Buffer => {
  try {
    return Buffer.from(change(body.toString()));
  } catch {
    return body;
  }
};
export const replace =
  (scheme: Scheme, change: (signature: string) => string) => (headers: Record<string, string>, signature: string) => ({
    ...headers,
    [nameOf(scheme, headers)]: headers[nameOf(scheme, headers)]!.replace(signature, change(signature)),
  });
export const alter = (text: string, at: number): string =>
  text.slice(0, at) + (text[at] === '7' ? '3' : '7') + text.slice(at + 1);

export function toList(
  scheme: Scheme,
  headers: Record<string, string>,
  signatures: readonly string[],
): Record<string, string> {
  const name = nameOf(scheme, headers);
  const seconds = Number(/t=(\d+)/.exec(headers[name]!)?.[1] ?? headers['Webhook-Timestamp']);
  return { [name]: scheme.write(signatures, seconds, '')[name]! };
}

/** A delivery under another key or hash. */
export function signedBy(sender: Sender, scheme: Scheme, key: string | Buffer, hash = 'sha256') {
  const id = sender.fresh();
  const seconds = Math.floor(Date.now() / 1000);
  const body = Buffer.from(sender.payload(undefined, id));
  const plain = Object.fromEntries(
    Object.entries(scheme.write([''], seconds, id)).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const content = scheme.content(plain, body, scheme.time?.(plain) ?? '');
  const signature = createHmac(hash, key).update(content).digest(scheme.encoding);
  return sender.deliver({ id, body, edit: (headers) => ({ ...headers, ...scheme.write([signature], seconds, id) }) });
}
