/** How else the text of a secret may have become the key. */
import type { Candidate, Cause } from './cause.ts';
import { decode, encode, toBytes } from './encoding.ts';
import type { SecretForm } from './scheme.ts';

/** A secret together with how it is read. */
export interface Reading {
  readonly secrets: readonly string[];
  readonly form: SecretForm;
}

const NAMES = { utf8: 'as it stands', base64: 'as base64', hex: 'as hex' } as const;

/** Other readings of one secret. */
export function* listReadings(secret: string, form: SecretForm): Generator<Candidate<Reading>> {
  const trimmed = secret.trim();
  if (trimmed !== secret)
    yield toCandidate('TrailingNewline', 'under the secret without the blanks around it', trimmed, form);
  for (const newline of ['\n', '\r\n'])
    yield toCandidate(
      'TrailingNewline',
      `under the secret with ${JSON.stringify(newline)} at its end`,
      secret + newline,
      form,
    );
  const prefix = form.prefix === '' ? (/^[A-Za-z]{2,12}_/.exec(secret)?.[0] ?? '') : form.prefix;
  const hasPrefix = prefix !== '' && secret.startsWith(prefix);
  const rest = hasPrefix ? secret.slice(prefix.length) : secret;
  const texts = prefix === '' ? [{ isCut: form.strip, text: rest }] : listTexts(prefix, rest);
  const ownCut = form.strip ? true : !hasPrefix && form.prefix !== '';
  for (const { isCut, text } of texts) {
    for (const encoding of ['utf8', 'base64', 'hex'] as const) {
      const key = toLooseKey(text, encoding);
      if (key === undefined || (isCut === ownCut && encoding === form.decode)) continue;
      const cause =
        isCut === ownCut || prefix === '' ? 'WrongSecretEncoding' : isCut ? 'PrefixStripped' : 'PrefixNotStripped';
      const part = prefix === '' ? 'the secret' : `the secret ${isCut ? 'without' : 'with'} its prefix`;
      yield toCandidate(toCause(cause, form, hasPrefix), `under ${part}, read ${NAMES[encoding]}`, key, {
        decode: 'hex',
        prefix: '',
        strip: false,
      });
    }
  }
}

// Without its prefix a secret may be given to a scheme that keeps it: then the prefix was cut off beforehand.
function toCause(cause: Cause, form: SecretForm, hasPrefix: boolean): Cause {
  return cause === 'PrefixNotStripped' && !form.strip && !hasPrefix ? 'PrefixStripped' : cause;
}

function listTexts(prefix: string, rest: string): { isCut: boolean; text: string }[] {
  return [
    { isCut: false, text: prefix + rest },
    { isCut: true, text: rest },
  ];
}

/** Key bytes in hex, read as leniently as common decoders do; undefined where no reading makes sense. */
function toLooseKey(text: string, encoding: SecretForm['decode']): string | undefined {
  if (encoding === 'utf8') return text === '' ? undefined : encode(toBytes(text), 'hex');
  if (encoding === 'hex') return /^(?:[0-9a-f]{2})+$/i.test(text) ? text : undefined;
  const plain = text.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '');
  const padded = plain.padEnd(Math.ceil(plain.length / 4) * 4, '=');
  const bytes = decode(padded, 'base64');
  return bytes === undefined || bytes.length === 0 ? undefined : encode(bytes, 'hex');
}

function toCandidate(cause: Cause, what: string, secret: string, form: SecretForm): Candidate<Reading> {
  return { cause, what, options: { secrets: [secret], form } };
}
