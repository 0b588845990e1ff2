import { asText } from '../../contract/value.ts';
import type { Rule } from '../plugin/rule.ts';
import { keywordOf, listedValues } from '../plugin/schema.ts';
import { proseOf } from '../plugin/operations.ts';

/** A provider that dials what it is told reaches its own network. Receivers must know which addresses are refused. */
export const endpointPrivateAddress: Rule = {
  name: 'endpoint-private-address',
  summary: 'It is stated whether the URL of a receiver may lead to a private address.',
  recommended: 'warn',
  strict: 'error',
  check({ reader, urls, subscriptions }, report) {
    for (const url of urls) {
      const create = subscriptions.find((subscription) => subscription.url === url)?.create;
      const told = [asText(keywordOf(reader, url.schema, 'description')?.value), create ? proseOf(create) : ''].join(
        ' ',
      );
      const isStated =
        keywordOf(reader, url.schema, 'x-public-address') !== undefined ||
        listedValues(reader, url.schema) !== undefined ||
        /private|internal|loopback|localhost|public|reachable|rfc ?1918|intranet/i.test(told);
      if (isStated) continue;
      report(
        url.schema,
        `Nothing says whether \`${url.name}\` may lead to a private address.`,
        'Write `x-public-address: true`, or say in its description what is refused.',
      );
    }
  },
};
