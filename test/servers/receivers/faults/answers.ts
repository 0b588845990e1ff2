/** Receivers whose answers say too much. */
import { toSignature } from '../schemes.ts';
import { nameOf } from '../sender.ts';
import { all, fault, isFine } from './fault.ts';

/** What is wrong about answers, and about headers that are documented. */
export const answerFaults = [
  ...fault('shows-secret', 'shows the secret where a signature is wrong', ['SecretLeaked'], all, (scheme) => ({
    change: (right) => ({
      verify(request, body) {
        const refusal = right.verify(request, body);
        return refusal && { ...refusal, text: `no delivery of ${scheme.secret}` };
      },
    }),
    isWrong: async (sender) => (await sender.deliver({ edit: () => ({}) })).text.includes(scheme.secret),
  })),
  ...fault('shows-signature', 'shows which signature would have been right', ['SignatureLeaked'], all, (scheme) => ({
    change: (right, { secrets }) => ({
      verify(request, body) {
        const refusal = right.verify(request, body);
        const expected = toSignature(
          scheme,
          secrets[0]!,
          scheme.content(request.headers, body, scheme.time?.(request.headers) ?? ''),
        );
        return refusal && { ...refusal, text: `expected ${expected}` };
      },
    }),
    async isWrong(sender) {
      let right = '';
      const reply = await sender.deliver({
        edit(headers, signature) {
          right = signature;
          const name = nameOf(scheme, headers);
          return {
            ...headers,
            [name]: headers[name]!.replace(
              signature,
              signature.replace(/^./, (first) => (first === 'a' ? 'b' : 'a')),
            ),
          };
        },
      });
      return reply.text.includes(right);
    },
  })),
  ...fault(
    'shows-stack',
    'shows a stack trace where a body is not JSON',
    ['InternalsLeaked'],
    ['encrata', 'leadlex', 'till'],
    () => ({
      change: (right) => ({
        parse(body, request) {
          const parsed = right.parse(body, request);
          return 'status' in parsed
            ? {
                ...parsed,
                text: `SyntaxError: Unexpected token\n    at JSON.parse (<anonymous>)\n    at receive (/srv/app/receiver.js:10:5)`,
              }
            : parsed;
        },
      }),
      isWrong: async (sender) => (await sender.deliver({ body: 'no json' })).text.includes('receiver.js:10'),
    }),
  ),
  ...fault('no-trace', 'refuses a header that is documented and rare', ['DocumentedHeaderRefused'], ['till'], () => ({
    change: (right) => ({
      verify: (request, body) =>
        request.headers['till-trace'] === undefined ? right.verify(request, body) : { status: 400, text: 'odd header' },
    }),
    isWrong: async (sender) =>
      !isFine(await sender.deliver({ edit: (headers) => ({ ...headers, 'Till-Trace': 'trace_2' }) })),
  })),
];
