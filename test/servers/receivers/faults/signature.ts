/** Receivers that verify too little, too much or the wrong thing. */
import { createHmac } from 'node:crypto';
import { isEqual, read, toSignature } from '../schemes.ts';
import { nameOf } from '../sender.ts';
import { all, fault, hasFailed, isFine } from './fault.ts';
import { alter, comparing, open, orIf, orSame, reading, replace, signedBy, sorted, toList } from './verifying.ts';

/** What signatures are verified wrongly. */
export const signatureFaults = [
  ...fault('never-verifies', 'verifies nothing', ['SignatureNotVerified'], all, (scheme) => ({
    change: () => ({ verify: () => undefined }),
    isWrong: async (sender) => isFine(await sender.deliver({ edit: replace(scheme, () => 'nonsense') })),
  })),
  ...fault('accepts-unsigned', 'verifies only where there is a signature', ['UnsignedAccepted'], all, (scheme) => ({
    change: orIf((_, __, { headers }) => read(headers, scheme.header) === undefined),
    isWrong: async (sender) => isFine(await sender.deliver({ edit: () => ({}) })),
  })),
  ...fault(
    'accepts-empty',
    'verifies nothing where the signature is empty',
    ['EmptySignatureAccepted'],
    ['lava', 'leadlex'],
    (scheme) => ({
      change: orIf((_, __, { headers }) => read(headers, scheme.header) === ''),
      isWrong: async (sender) =>
        isFine(await sender.deliver({ edit: (headers) => ({ ...headers, [nameOf(scheme, headers)]: '' }) })),
    }),
  ),
  ...fault('first-characters', 'compares the first eight characters', ['SignatureComparedInPart'], all, (scheme) => ({
    change: comparing(
      (given, expected) => given.length === expected.length && given.slice(0, 8) === expected.slice(0, 8),
    ),
    isWrong: async (sender) => isFine(await sender.deliver({ edit: replace(scheme, (text) => alter(text, 30)) })),
  })),
  ...fault(
    'last-characters',
    'compares the last eight characters',
    ['SignatureComparedInPart'],
    ['encrata', 'leadlex'],
    (scheme) => ({
      change: comparing(
        (given, expected) => given.length === expected.length && given.slice(-8) === expected.slice(-8),
      ),
      isWrong: async (sender) => isFine(await sender.deliver({ edit: replace(scheme, (text) => alter(text, 0)) })),
    }),
  ),
  ...fault(
    'starts-with',
    'takes the beginning of the signature for the whole',
    ['TruncatedSignatureAccepted'],
    all,
    (scheme) => ({
      change: comparing((given, expected) => given !== '' && expected.startsWith(given)),
      isWrong: async (sender) => isFine(await sender.deliver({ edit: replace(scheme, (text) => text.slice(0, 4)) })),
    }),
  ),
  ...fault(
    'given-starts-with',
    'looks whether what was sent begins with the signature',
    ['LongerSignatureAccepted'],
    ['lava', 'encrata', 'agentmessage', 'leadlex'],
    (scheme) => ({
      change: comparing((given, expected) => given.startsWith(expected)),
      isWrong: async (sender) => isFine(await sender.deliver({ edit: replace(scheme, (text) => `${text}00`) })),
    }),
  ),
  ...fault('same-length', 'compares the lengths', ['SignatureNotVerified'], ['lava', 'till'], (scheme) => ({
    change: comparing((given, expected) => given.length === expected.length),
    isWrong: async (sender) =>
      isFine(await sender.deliver({ edit: replace(scheme, (text) => alter(alter(text, 1), 9)) })),
  })),
  ...fault('throws-on-length', 'fails at a signature of another length', ['ForgeryFails'], all, (scheme) => ({
    change: (right, { scheme: { prefix } }) => ({
      verify(request, body) {
        const { given, header } = open(scheme, request, body);
        if (header !== '' && given.some((text) => text.length < 40)) throw new RangeError(`lengths differ ${prefix}`);
        return right.verify(request, body);
      },
    }),
    isWrong: async (sender) => hasFailed(await sender.deliver({ edit: replace(scheme, (text) => text.slice(0, 20)) })),
  })),
  ...fault('throws-on-missing', 'fails where there is no signature', ['ForgeryFails'], all, (scheme) => ({
    change: (right) => ({
      verify(request, body) {
        if (request.headers[scheme.header] === undefined) throw new TypeError('undefined is no string');
        return right.verify(request, body);
      },
    }),
    isWrong: async (sender) => hasFailed(await sender.deliver({ edit: () => ({}) })),
  })),
  ...fault('written-again', 'verifies JSON that it has read and written again', ['RawBodyNotVerified'], all, () => ({
    change: reading((body) => orSame(body, (text) => JSON.stringify(JSON.parse(text)))),
    isWrong: async (sender) =>
      !isFine(await sender.deliver({ body: JSON.stringify(sender.scheme.sample('evt_1'), undefined, 1) })),
  })),
  ...fault('sorted-again', 'verifies JSON whose members it has sorted', ['RawBodyNotVerified'], ['encrata'], () => ({
    change: reading((body) => orSame(body, (text) => JSON.stringify(sorted(JSON.parse(text))))),
    isWrong: async (sender) =>
      !isFine(await sender.deliver({ body: '{"event":"test","data":{},"created_at":"2026-01-01T00:00:00Z"}' })),
  })),
  ...fault('trimmed', 'cuts blanks off before it verifies', ['RawBodyNotVerified'], all, () => ({
    change: reading((body) => Buffer.from(body.toString().trim())),
    isWrong: async (sender) => !isFine(await sender.deliver({ body: `${sender.payload()}\n` })),
  })),
  ...fault(
    'escapes-undone',
    'takes backslashes before slashes away before it verifies',
    ['RawBodyNotVerified'],
    ['leadlex', 'till'],
    () => ({
      change: reading((body) => Buffer.from(body.toString().replaceAll('\\/', '/'))),
      isWrong: async (sender) =>
        !isFine(
          await sender.deliver({
            body: sender.payload((payload) => ({ ...payload, more: 'SLASH' })).replace('SLASH', 'a\\/b'),
          }),
        ),
    }),
  ),
  ...fault('latin-1', 'reads the body as Latin-1 before it verifies', ['NonAsciiRefused'], all, () => ({
    change: reading((body) => Buffer.from(body.toString('latin1'))),
    isWrong: async (sender) =>
      !isFine(await sender.deliver({ body: sender.payload((payload) => ({ ...payload, more: 'é' })) })),
  })),
  ...fault(
    'remembers-signatures',
    'lets a signature pass that was right before',
    ['AlteredBodyAccepted'],
    all,
    (scheme) => ({
      change: (right, { notes }) => ({
        verify(request, body) {
          const key = `signature ${read(request.headers, scheme.header)}`;
          if (notes.has(key)) return undefined;
          const refusal = right.verify(request, body);
          if (!refusal) notes.set(key, true);
          return refusal;
        },
      }),
      async isWrong(sender) {
        const id = sender.fresh();
        const seconds = Math.floor(Date.now() / 1000);
        const signed = sender.payload(undefined, id);
        await sender.deliver({ id, seconds, body: signed });
        return isFine(await sender.deliver({ id, seconds, signed, body: `${signed.slice(0, -1)},"more":1}` }));
      },
    }),
  ),
  ...fault('sha-1', 'accepts SHA-1 too', ['WrongAlgorithmAccepted'], all, (scheme) => ({
    change: orIf((_, { secrets }, request, body) => {
      const { content, given } = open(scheme, request, body);
      return secrets.some((secret) =>
        given.includes(createHmac('sha1', scheme.key(secret)).update(content).digest(scheme.encoding)),
      );
    }),
    isWrong: async (sender) => isFine(await signedBy(sender, scheme, scheme.key(scheme.secret), 'sha1')),
  })),
  ...fault('any-prefix', 'does not look at the prefix', ['WrongPrefixAccepted'], ['leadlex'], (scheme) => ({
    change: orIf((_, { secrets }, request, body) => {
      const { header, content } = open(scheme, request, body);
      const text = header.split('=').at(-1)!;
      return text !== '' && secrets.some((secret) => isEqual(text, toSignature(scheme, secret, content)));
    }),
    isWrong: async (sender) =>
      isFine(
        await sender.deliver({
          edit: (headers, signature) => ({ ...headers, [nameOf(scheme, headers)]: `md5=${signature}` }),
        }),
      ),
  })),
  ...fault('other-header', 'takes the signature from X-Signature too', ['WrongHeaderAccepted'], all, (scheme) => ({
    change: (right) => ({
      verify(request, body) {
        const other = request.headers['x-signature'];
        if (other === undefined) return right.verify(request, body);
        request.headers[scheme.header] = other;
        return right.verify(request, body);
      },
    }),
    isWrong: async (sender) =>
      isFine(
        await sender.deliver({
          edit: (headers) => {
            const { [nameOf(scheme, headers)]: value = '', ...rest } = headers;
            return { ...rest, 'X-Signature': value };
          },
        }),
      ),
  })),
  ...fault(
    'first-of-list',
    'looks at the first signature of a list alone',
    ['SignatureListRefused'],
    ['agentmessage', 'till'],
    (scheme) => ({
      change: (right) => ({
        verify(request, body) {
          const { given } = open(scheme, request, body);
          const refusal = right.verify(request, body);
          if (refusal || given.length < 2) return refusal;
          const { content } = open(scheme, request, body);
          return given[0] === toSignature(scheme, scheme.secret, content) ? undefined : { status: 401 };
        },
      }),
      isWrong: async (sender) =>
        !isFine(
          await sender.deliver({
            edit: (headers, signature) => ({
              ...headers,
              ...toList(scheme, headers, [alter(signature, 2), signature]),
            }),
          }),
        ),
    }),
  ),
  ...fault('long-list', 'accepts any list of three', ['SignatureListAccepted'], ['agentmessage', 'till'], (scheme) => ({
    change: orIf((_, __, request, body) => open(scheme, request, body).given.length > 2),
    isWrong: async (sender) =>
      isFine(
        await sender.deliver({ edit: (headers) => ({ ...headers, ...toList(scheme, headers, ['x', 'y', 'z']) }) }),
      ),
  })),
  ...fault(
    'id-of-payload',
    'verifies with the id of the payload instead of the header',
    ['AlteredIdAccepted'],
    ['till'],
    (scheme) => ({
      change: (right) => ({
        verify(request, body) {
          const refusal = right.verify(request, body);
          const id = /"id":"(\w+)"/.exec(body.toString())?.[1];
          if (!refusal || id === undefined) return refusal;
          request.headers['webhook-id'] = id;
          return right.verify(request, body);
        },
      }),
      async isWrong(sender) {
        const id = sender.fresh();
        return isFine(
          await sender.deliver({ id, edit: (headers) => ({ ...headers, 'Webhook-Id': `${scheme.contract}x` }) }),
        );
      },
    }),
  ),
];
