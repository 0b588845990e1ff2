import { asArray, asObject, asText } from '../../contract/value.ts';
import { isRotation } from '../plugin/names.ts';
import type { Operation } from '../plugin/operations.ts';
import type { Rule } from '../plugin/rule.ts';
import { keywordOf } from '../plugin/schema.ts';
import type { ObjectSpot, Reader } from '../plugin/spot.ts';
import { readSecrets } from '../plugin/subscriptions.ts';
import type { Subscription } from '../plugin/subscriptions.ts';

/** Whoever gets hold of a key that can only read webhooks must not be able to forge deliveries. */
export const secretOnce: Rule = {
  name: 'secret-once',
  summary: 'The signing secret is in the answers that create or rotate it, and in no other.',
  recommended: 'warn',
  strict: 'error',
  check({ reader, subscriptions }, report) {
    for (const subscription of subscriptions) {
      for (const { operation, status, property } of readSecrets(reader, subscription)) {
        if (status === undefined || mayShow(subscription, operation)) continue;
        if (keywordOf(reader, property.schema, 'writeOnly')?.value === true || isMasked(reader, property.schema))
          continue;
        report(
          property.schema,
          `The ${status} answer of \`${operation.label}\` shows \`${property.name}\` again.`,
          'Give it a schema without the secret, or mark the property `writeOnly: true`.',
        );
      }
    }
  },
};

/** Whether the examples show stars instead of a secret. */
function isMasked(reader: Reader, schema: ObjectSpot): boolean {
  const examples = [
    keywordOf(reader, schema, 'example')?.value,
    ...asArray(keywordOf(reader, schema, 'examples')?.value),
  ];
  return examples.some((example) => /[*•]{3}/.test(asText(example)));
}

function mayShow({ create, resource }: Subscription, operation: Operation): boolean {
  const { secret, operations } = asObject(resource?.spot.value);
  const shown = asArray(asObject(secret)['shown']);
  const named = Object.entries(asObject(operations)).some(
    ([role, value]) => shown.includes(role) && asText(asObject(value)['operation']) === operation.label,
  );
  return operation.spot.value === create.spot.value || named || isRotation(`${operation.label} ${operation.path}`);
}
