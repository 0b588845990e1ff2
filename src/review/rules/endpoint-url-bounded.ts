import type { Rule } from '../plugin/rule.ts';
import { keywordOf, listedValues } from '../plugin/schema.ts';

/** A URL is stored and dialled: without a bound one request fills a column or a log. */
export const endpointUrlBounded: Rule = {
  name: 'endpoint-url-bounded',
  summary: 'The URL that a receiver registers must have a greatest length.',
  recommended: 'warn',
  strict: 'error',
  check({ reader, urls }, report) {
    for (const url of urls) {
      if (keywordOf(reader, url.schema, 'maxLength') || listedValues(reader, url.schema)) continue;
      report(url.schema, `\`${url.name}\` takes a URL of any length.`, 'Write `maxLength: 2048` in its schema.');
    }
  },
};
