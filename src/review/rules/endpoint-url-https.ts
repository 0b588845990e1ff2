import type { Rule } from '../plugin/rule.ts';
import { keywordOf } from '../plugin/schema.ts';

/** Payloads and signatures over plain http can be read and replayed by anybody on the way. */
export const endpointUrlHttps: Rule = {
  name: 'endpoint-url-https',
  summary: 'The URL that a receiver registers must be https.',
  recommended: 'warn',
  strict: 'error',
  check({ reader, urls }, report) {
    for (const url of urls) {
      const pattern = keywordOf(reader, url.schema, 'pattern');
      if (pattern && demandsHttps(String(pattern.value))) continue;
      report(
        pattern ?? url.schema,
        `\`${url.name}\` takes a URL that need not be https.`,
        "Write `pattern: '^https://'` in its schema.",
      );
    }
  },
};

/** Whether a pattern lets only https pass: tried on the texts that matter. */
function demandsHttps(pattern: string): boolean {
  try {
    const expression = new RegExp(pattern, 'u');
    const passes = (scheme: string): boolean =>
      ['example.com', 'example.com/', 'example.com/hooks', 'hooks.example.com/a/b'].some((rest) =>
        expression.test(`${scheme}://${rest}`),
      );
    return !passes('http') && !passes('ftp');
  } catch {
    return /https:/.test(pattern);
  }
}
