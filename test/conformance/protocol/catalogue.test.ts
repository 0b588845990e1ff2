import { expect, test } from 'vitest';
import { faults } from '../../servers/faults/catalogue.ts';
import { isExpected } from '../../servers/faults/verdict.ts';
import { run } from '../run.ts';
import { loadHooks } from './hooks.ts';
import { finds, judge } from './judge.ts';
import { after, instead } from './wrong.ts';

/** Fault of the catalogue, and the check that finds it by itself. */
const alone: readonly (readonly [string, ...(readonly string[])])[] = [
  ['lava/auth/any-case', 'near-token'],
  ['agentmessage/auth/like-token', 'wrong-token'],
  ['encrata/auth/no-scheme', 'wrong-scheme'],
  ['lava/auth/validates-unkeyed', 'authentication-before-validation'],
  ['lava/auth/looks-unkeyed', 'authentication-before-lookup'],
  ['agentmessage/auth/tenant-told', 'tenant-isolation', 'status'],
  ['agentmessage/auth/tenant-delivery', 'tenant-isolation'],
  ['agentmessage/auth/tenant-replay', 'tenant-isolation'],
  ['lava/secret/in-header', 'secret-leak', 'safe-read'],
  ['agentmessage/headers/one-request-id', 'request-id', 'examples'],
  [
    'encrata/rate/bare-429',
    'schema',
    'safe-read',
    'list-agrees',
    'missing-credentials',
    'pagination',
    'examples',
    'wrong-scheme',
    'rate-limit-headers',
  ],
  ['lava/protocol/head-length', 'head'],
  ['encrata/protocol/html-for-any', 'unacceptable-accept', 'content-type'],
  ['lava/protocol/form', 'wrong-content-type'],
  ['lava/protocol/charset-create', 'charset'],
];

test.for(alone)('%s is found by %s alone', async ([id, ...only]) => {
  const fault = faults.find((entry) => entry.id === id)!;
  const { findings } = await run(fault.provider, { wrap: fault.wrap, quotas: fault.quotas ?? false }, { only });
  expect(fault.finds.filter((find) => !findings.some((finding) => isExpected(find, finding)))).toEqual([]);
  expect(findings).toHaveLength(1);
});

test('says once that every path is answered, that with a slash included', async () => {
  const wrap = instead(({ path, method }) =>
    method === 'GET' && path !== '/v1/hooks' && !/hook\d+$/.test(path) ? { status: 200, json: {} } : undefined,
  );
  expect(finds(await judge(wrap, { only: ['unknown-path', 'trailing-slash'] }))).toEqual([
    'warning UnknownPathAccepted listHooks',
  ]);
});

test('tells a window by the seconds that are left of it', async () => {
  const contract = await loadHooks((document) => {
    const headers = {
      'RateLimit-Limit': '$rate.limit',
      'RateLimit-Remaining': '$rate.remaining',
      'RateLimit-Reset': '$rate.retryAfter',
    };
    document['x-rate-limit'] = [{ name: 'minute', quota: 100, window: 'PT1M', headers, outcome: 'rateLimited' }];
    document['x-outcomes'] = { rateLimited: { status: 429, example: 'busy' } };
    document.components.examples = { busy: { value: { error: 'busy' } } };
  });
  const count = (step: number) => {
    let left = 90;
    return after((response) => ({
      ...response,
      headers: { 'RateLimit-Limit': '100', 'RateLimit-Remaining': String((left -= step)), 'RateLimit-Reset': '31' },
    }));
  };
  const options = { only: ['rate-limit-headers'] };
  expect(finds(await judge(count(0), options, contract))).toEqual(['error RateLimitHeadersWrong listHooks']);
  expect(finds(await judge(count(1), options, contract))).toEqual([]);
});
