/** Servers that show a part of a secret, or the secret of somebody else. */
import { createHash } from 'node:crypto';
import { nowhere } from './caller.ts';
import { answers, eachShown, fault } from './fault.ts';
import { form, keepSecrets } from './secret.ts';

/** The faults of this group. */
export const partFaults = [
  ...fault(
    'secret',
    'half',
    'shows more than half of the secret in the list',
    ['lava', 'encrata', 'agentmessage', 'leadlex'],
    (api) => ({
      finds: [`SecretReturnedTwice ${api.operations.list}`],
      wrap: keepSecrets(api, 'list', ({ json }, secretOf) =>
        eachShown(api, json, (webhook) => ({ ...webhook, key: secretOf(webhook[api.id])?.slice(0, 42) })),
      ),
      isWrong: async (call) => {
        const { item } = await call.create();
        return (await call.list()).text.includes(item[api.secret].slice(0, 42));
      },
    }),
  ),
  ...fault(
    'secret',
    'of-others',
    'shows the secret of somebody else to whoever is refused',
    ['encrata', 'leadlex'],
    (api) => ({
      finds: [`SecretReturnedTwice ${api.flat ? api.operations.read : api.operations.create}`],
      wrap: answers(api, api.flat ? 'read' : 'create', (response) => {
        const { error } = (response.json ?? {}) as { error?: any };
        if (![404, 409].includes(response.status)) return response;
        const owner = { id: 'wh_77', secret: form(api, createHash('sha256').update('somebody').digest()) };
        return { ...response, json: typeof error === 'object' ? { error: { ...error, owner } } : { error, owner } };
      }),
      isWrong: async (call) => {
        const { item } = await call.create();
        const refused = api.flat ? await call.read(nowhere) : await call.create({ url: item.url });
        return refused.status >= 400 && /whsec_[0-9a-f]{48}/.test(refused.text) && !refused.text.includes(item.secret);
      },
    }),
  ),
];
