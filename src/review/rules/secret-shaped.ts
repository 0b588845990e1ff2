import type { Rule } from '../plugin/rule.ts';
import { keywordOf } from '../plugin/schema.ts';
import { readSecrets } from '../plugin/subscriptions.ts';

/** A receiver stores the secret and decodes it: it needs to know its form, and a short one can be guessed. */
export const secretShaped: Rule = {
  name: 'secret-shaped',
  summary: 'The schema of a signing secret says what it looks like: `pattern` or `minLength`.',
  recommended: 'warn',
  strict: 'error',
  check({ reader, subscriptions }, report) {
    for (const { property } of subscriptions.flatMap((subscription) => readSecrets(reader, subscription))) {
      const isShaped = ['pattern', 'minLength', 'const', 'enum'].some((keyword) =>
        keywordOf(reader, property.schema, keyword),
      );
      if (isShaped) continue;
      report(
        property.schema,
        `\`${property.name}\` is a secret of any form and length.`,
        "Write `pattern: '^whsec_[A-Za-z0-9]{32,}$'`, or `minLength: 32`.",
      );
    }
  },
};
