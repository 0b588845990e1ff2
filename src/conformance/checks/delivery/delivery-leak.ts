import type { CaseRun } from '../../case.ts';
import { rulePointer } from '../behaviour-cases.ts';
import { defineDeliveryLook, eventOf } from './delivery-cases.ts';

/** Shorter ones stand in a text by chance. */
const LEAST = 8;

/** No delivery carries a secret or a token: what signs it stays with both sides. */
export const deliveryLeak = defineDeliveryLook({
  name: 'delivery-leak',
  title: () => 'sends no secret and no token',
  applies: () => true,
  look(delivery, run, { resource }) {
    const { target, rawHeaders, body } = delivery.arrival;
    const parts: readonly (readonly [string, string])[] = [
      ['its URL', target],
      ...rawHeaders.map(([name, value]) => [`the header ${name}`, value] as const),
      ['its body', Buffer.from(body).toString()],
    ];
    return listSecrets(run).flatMap(([what, value]) => {
      const found = parts.find(([, text]) => text.includes(value));
      if (!found) return [];
      return [
        {
          code: 'SecretInDelivery' as const,
          message: `${eventOf(delivery)} came with ${what} in ${found[0]}.`,
          contractPointer: rulePointer(resource, ...(resource.secret ? ['secret'] : [])),
          expected: 'no secret',
          received: what,
          key: `${what} ${found[0]}`,
        },
      ];
    });
  },
});

function listSecrets({ world, tokens }: CaseRun): (readonly [what: string, value: string])[] {
  const secrets = world.secrets.map(({ value }) => ['a secret', value] as const);
  const given = [tokens.main, tokens.second, tokens.limited, tokens.revoked].flatMap((token) =>
    token === undefined ? [] : [['a token', token] as const],
  );
  return [...secrets, ...given].filter(([, value]) => value.length >= LEAST);
}
