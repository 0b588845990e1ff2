import { parsePointer } from '../../contract/pointer.ts';
import { asArray, asObject, asText } from '../../contract/value.ts';
import type { Rule } from '../plugin/rule.ts';
import { memberOf } from '../plugin/spot.ts';
import { readSecrets } from '../plugin/subscriptions.ts';

/** A secret that no answer has is never given to anybody. */
export const extensionSecret: Rule = {
  name: 'extension-secret',
  summary: 'The secret that `x-resource` names is a property of the answers that show it.',
  recommended: 'error',
  strict: 'error',
  check({ reader, subscriptions }, report) {
    for (const subscription of subscriptions) {
      const secret = memberOf(subscription.resource?.spot, 'secret');
      const { property, shown } = asObject(secret?.value);
      const name = parsePointer(asText(property)).at(-1);
      if (!secret || name === undefined || !asArray(shown).includes('create')) continue;
      const answers = readSecrets(reader, subscription).filter(({ status }) => status !== undefined);
      if (answers.some(({ operation }) => operation.spot.value === subscription.create.spot.value)) continue;
      report(
        memberOf(secret, 'property') ?? secret,
        `\`${name}\` is to be shown on create, and no answer of \`${subscription.create.label}\` has it.`,
        'Add it to the schema of that answer, or name another property.',
      );
    }
  },
};
