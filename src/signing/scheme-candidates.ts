/** How else a delivery may have been signed and labelled, the secret and the body being right. */
import type { Candidate } from './cause.ts';
import { getHeader, listHeaderNames, type HeaderSource } from './headers.ts';
import { parseHeaderValue } from './header-value.ts';
import type { SignatureScheme } from './scheme.ts';
import { parseTimestamp } from './timestamp.ts';
import type { VerifyOptions } from './verify-steps.ts';

const ALGORITHMS = ['hmac-sha256', 'hmac-sha1', 'hmac-sha512'] as const;
const UNITS = ['seconds', 'milliseconds', 'iso8601'] as const;
const SEPARATORS = ['.', '\n', ',', ':', '', '|', '_', ' '];
/** A delivery has some dozens of headers at most. */
const MAX_HEADERS = 100;

type Schemes = Generator<Candidate<SignatureScheme>>;

/** Other schemes that differ from the given one in one respect. */
export function* listSchemes({ scheme, headers }: Pick<VerifyOptions, 'scheme' | 'headers'>): Schemes {
  const encoding = scheme.encoding === 'hex' ? 'base64' : 'hex';
  yield {
    cause: 'WrongSignatureEncoding',
    what: `with the signature in ${encoding}`,
    options: { ...scheme, encoding },
  };
  yield* listAlgorithms(scheme, headers);
  yield* listTimes(scheme, headers);
  yield* listContents(scheme);
  yield* listFormats(scheme, getHeader(headers, scheme.header));
  yield* listOtherHeaders(scheme, headers);
}

function* listAlgorithms(scheme: SignatureScheme, headers: HeaderSource): Schemes {
  if (scheme.algorithm === 'ed25519') return;
  // The prefix often names the hash, and then differs too.
  const prefix = /^[\w-]+=/.exec(getHeader(headers, scheme.header) ?? '')?.[0];
  const format = scheme.format.style === 'prefix' && prefix ? { ...scheme.format, prefix } : scheme.format;
  for (const algorithm of ALGORITHMS) {
    if (algorithm === scheme.algorithm) continue;
    yield { cause: 'WrongAlgorithm', what: `with ${algorithm}`, options: { ...scheme, algorithm, format } };
  }
}

function* listTimes(scheme: SignatureScheme, headers: HeaderSource): Schemes {
  const { timestamp, format, content } = scheme;
  if (!timestamp) return;
  const value = parseHeaderValue(format, getHeader(headers, scheme.header) ?? '');
  const inPairs = typeof value === 'string' ? undefined : value.timestamp;
  const text = timestamp.in === 'pairs' ? inPairs : getHeader(headers, timestamp.header ?? '');
  if (text === undefined) return;
  for (const unit of UNITS) {
    if (unit !== timestamp.unit && parseTimestamp(text, unit) !== undefined)
      yield {
        cause: 'WrongTimestampForm',
        what: `with the time in ${unit}`,
        options: { ...scheme, timestamp: { ...timestamp, unit } },
      };
  }
  if (!/^\d+$/.test(text)) return;
  const times = [
    { cause: 'MillisecondsForSeconds', what: 'over the time in milliseconds', signed: `${text}000` },
    { cause: 'SecondsForMilliseconds', what: 'over the time in seconds', signed: text.slice(0, -3) },
  ] as const;
  for (const { cause, what, signed } of times)
    yield {
      cause,
      what,
      options: { ...scheme, content: content.map((part) => (part === '$timestamp' ? signed : part)) },
    };
}

function* listContents(scheme: SignatureScheme): Schemes {
  const heads = [
    ...(scheme.timestamp ? [['$timestamp']] : []),
    ...(scheme.content.includes('$id') && scheme.timestamp ? [['$id', '$timestamp']] : []),
    ...(scheme.content.includes('$id') ? [['$id']] : []),
    ...(scheme.content.includes('$url') ? [['$url']] : []),
  ];
  const contents = [
    ['$body'],
    ...heads.flatMap((head) =>
      SEPARATORS.flatMap((separator) => [
        [...head, '$body'].flatMap((part, index) => (index === 0 || separator === '' ? [part] : [separator, part])),
        ['$body', ...head].flatMap((part, index) => (index === 0 || separator === '' ? [part] : [separator, part])),
      ]),
    ),
  ];
  const own = scheme.content.join('\0');
  for (const content of contents)
    if (content.join('\0') !== own)
      yield {
        cause: 'WrongContent',
        what: `over ${content.map((part) => (part.startsWith('$') ? part : JSON.stringify(part))).join(' ')}`,
        options: { ...scheme, content },
      };
}

function* listFormats(scheme: SignatureScheme, value: string | undefined): Schemes {
  if (value === undefined || scheme.timestamp?.in === 'pairs') return;
  const prefix = /^[\w-]+[=,]/.exec(value)?.[0];
  const formats = [{ style: 'plain' } as const, ...(prefix ? [{ style: 'prefix', prefix } as const] : [])];
  for (const format of formats)
    yield { cause: 'OtherFormat', what: `with a header of the form "${format.style}"`, options: { ...scheme, format } };
}

function* listOtherHeaders(scheme: SignatureScheme, headers: HeaderSource): Schemes {
  const { timestamp, id } = scheme;
  for (const name of listHeaderNames(headers).slice(0, MAX_HEADERS)) {
    const what = `with the header ${name}`;
    if (name.toLowerCase() !== scheme.header.toLowerCase()) {
      const renamed = rename(scheme, name);
      for (const options of [{ ...scheme, header: name }, renamed]) yield { cause: 'OtherHeader', what, options };
      for (const other of listAlgorithms(renamed, headers)) yield { ...other, cause: 'OtherHeader', what };
    }
    if (timestamp?.in === 'header')
      yield { cause: 'OtherHeader', what, options: { ...scheme, timestamp: { ...timestamp, header: name } } };
    if (id) yield { cause: 'OtherHeader', what, options: { ...scheme, id: { header: name } } };
  }
}

/** The scheme with other headers of one family: `svix-signature` goes with `svix-id`. */
function rename(scheme: SignatureScheme, header: string): SignatureScheme {
  const toStem = (name: string) => name.slice(0, name.lastIndexOf('-') + 1);
  const [from, to] = [toStem(scheme.header).toLowerCase(), toStem(header)];
  const swap = (name: string) => (name.toLowerCase().startsWith(from) ? to + name.slice(from.length) : name);
  const { timestamp, id } = scheme;
  return {
    ...scheme,
    header,
    ...(timestamp?.header !== undefined && { timestamp: { ...timestamp, header: swap(timestamp.header) } }),
    ...(id && { id: { header: swap(id.header) } }),
  };
}
