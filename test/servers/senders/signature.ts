/** Senders that sign wrongly. */
import { createHmac } from 'node:crypto';
import type { Provider } from '../faults/dialect.ts';
import type { Parts } from '../reference/support/sender.ts';
import { FULL, posting, seen, type SenderFault, withHeaders, wrongSender } from './sender-fault.ts';
import { isSigned, signatureHeaders, type Signing, toSignature } from './sign.ts';

const unsignedBy = (provider: Provider) => seen((came, hook) => !isSigned(provider, came, hook.secret));

/** Signs the same bytes in another way. */
const signs = (
  slug: string,
  name: string,
  providers: readonly Provider[],
  change: (parts: Parts, provider: Provider) => Partial<Signing>,
): SenderFault[] =>
  wrongSender(slug, name, providers, (provider) => ({
    // A test shows the signature in its answer, too.
    finds: ['DeliverySignatureWrong', 'SchemaViolation?'],
    hooks: posting((given, parts) => {
      const signing = { secret: parts.target.secret, time: parts.time, ...change(parts, provider) };
      return withHeaders(given, { [signatureHeaders[provider]]: toSignature(provider, given.body, signing) });
    }),
    isWrong: unsignedBy(provider),
  }));

/** The faults. */
export const signatureFaults: readonly SenderFault[] = [
  ...wrongSender('unsigned', 'sends without a signature', ['lava', 'agentmessage'], (provider) => ({
    finds: ['DeliveryUnsigned'],
    hooks: posting((given) => withHeaders(given, { [signatureHeaders[provider]]: undefined })),
    isWrong: unsignedBy(provider),
  })),
  ...wrongSender('other-header', 'signs in another header', ['lava', 'leadlex'], (provider) => ({
    finds: ['DeliveryUnsigned'],
    hooks: posting((given) =>
      withHeaders(given, {
        [signatureHeaders[provider]]: undefined,
        'X-Signature': given.headers[signatureHeaders[provider]],
      }),
    ),
    isWrong: unsignedBy(provider),
  })),
  ...wrongSender('pretty-body', 'signs compact JSON and sends it pretty', ['lava', 'leadlex'], (provider) => ({
    finds: ['DeliverySignatureWrong'],
    hooks: posting((given) => ({ ...given, body: JSON.stringify(JSON.parse(String(given.body)), null, 2) })),
    isWrong: unsignedBy(provider),
  })),
  ...wrongSender(
    'trailing-newline',
    'sends a newline that it has not signed',
    ['lava', 'agentmessage'],
    (provider) => ({
      finds: ['DeliverySignatureWrong'],
      hooks: posting((given) => ({ ...given, body: `${String(given.body)}\n` })),
      isWrong: unsignedBy(provider),
    }),
  ),
  ...signs('base64', 'writes its signature in base64', ['encrata', 'leadlex'], () => ({ encoding: 'base64' })),
  ...signs('sha1', 'signs with SHA-1', ['lava', 'encrata'], () => ({ hash: 'sha1' })),
  ...signs('sha512', 'signs with SHA-512', ['agentmessage'], () => ({ hash: 'sha512' })),
  ...signs('no-prefix', 'leaves the prefix of the signature out', ['leadlex'], () => ({ prefix: '' })),
  ...signs('stripped-secret', 'cuts the prefix off the secret', ['encrata', 'leadlex'], ({ target }) => ({
    secret: target.secret.replace(/^whsec_/, ''),
  })),
  ...signs('decoded-secret', 'decodes the secret before it signs', ['agentmessage'], ({ target }) => ({
    secret: Buffer.from(target.secret, 'base64').toString('latin1'),
  })),
  ...signs('body-alone', 'leaves the time out of what it signs', ['agentmessage'], () => ({ separator: undefined })),
  ...signs('dot', 'signs a dot between time and body', ['agentmessage'], () => ({ separator: '.' })),
  ...signs('strange-secret', 'signs with a secret that nobody has', ['lava', 'agentmessage'], () => ({
    secret: 'a secret of the whole organization',
  })),
  ...wrongSender('cut-signature', 'cuts its signature', ['lava'], (provider) => ({
    finds: ['DeliverySignatureWrong'],
    hooks: posting((given) =>
      withHeaders(given, { [signatureHeaders[provider]]: given.headers[signatureHeaders[provider]]!.slice(0, 32) }),
    ),
    isWrong: unsignedBy(provider),
  })),
  ...wrongSender('empty-signed', 'signs an empty body', ['encrata'], (provider) => ({
    finds: ['DeliverySignatureWrong'],
    hooks: posting((given, { target }) =>
      withHeaders(given, { [signatureHeaders[provider]]: createHmac('sha256', target.secret).digest('hex') }),
    ),
    isWrong: unsignedBy(provider),
  })),
  ...wrongSender(
    'first-secret',
    'signs for everybody with the first secret',
    ['lava', 'encrata', 'leadlex'],
    (provider) => ({
      finds: ['DeliverySecretWrong'],
      hooks: () => {
        let secret: string | undefined;
        return {
          compose(given, { target, time }) {
            secret ??= target.secret;
            return withHeaders(given, {
              [signatureHeaders[provider]]: toSignature(provider, given.body, { secret, time }),
            });
          },
        };
      },
      async isWrong(lab) {
        const hooks = [await lab.create(), await lab.create()];
        await lab.emit();
        return !isSigned(provider, lab.at(hooks[1]!)[0]!, hooks[1]!.secret);
      },
    }),
  ),
  ...wrongSender('old-secret', 'goes on with the secret before the rotation', ['agentmessage'], (provider) => ({
    finds: ['DeliverySecretWrong'],
    hooks: () => {
      const secrets = new Map<string, string>();
      return {
        compose(given, { target, time }) {
          const secret = secrets.get(target.id) ?? target.secret;
          secrets.set(target.id, secret);
          return withHeaders(given, {
            [signatureHeaders[provider]]: toSignature(provider, given.body, { secret, time }),
          });
        },
        // Everybody is known from the first event on.
        receivers(chosen, _, all) {
          for (const { id, secret } of all) if (!secrets.has(id)) secrets.set(id, secret);
          return chosen;
        },
      };
    },
    async isWrong(lab) {
      const hook = await lab.create();
      await lab.emit();
      const { json } = await lab.call.ask(`POST /v1/webhooks/${hook.id}/rotate-secret`);
      const [came] = await lab.emit();
      return !isSigned(provider, came!, json.secret);
    },
  })),
  ...wrongSender('unsigned-retry', 'signs the first attempt alone', ['leadlex', 'lava'], (provider) => ({
    finds: ['DeliveryUnsigned'],
    isFull: true,
    hooks: () => ({
      policy: FULL,
      compose: (given, { attempt }) =>
        attempt === 1 ? given : withHeaders(given, { [signatureHeaders[provider]]: undefined }),
    }),
    async isWrong(lab) {
      const hook = await lab.create();
      lab.replies.push({ status: 500 });
      await lab.emit();
      const [retry] = await lab.advance(6000);
      return !isSigned(provider, retry!, hook.secret);
    },
  })),
];
