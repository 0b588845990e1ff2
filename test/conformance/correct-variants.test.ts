import { describe, expect, test } from 'vitest';
import { checkConformance } from '../../src/conformance/check-conformance.ts';
import { loadContract } from '../../src/contract/load.ts';
import type { Handle, ReferenceResponse } from '../servers/reference/support/http.ts';
import { providers } from '../servers/faults/catalogue.ts';
import { createLeapingClock, record } from './support.ts';

const names = Object.keys(providers) as (keyof typeof providers)[];
const contracts = Object.fromEntries(
  await Promise.all(names.map(async (name) => [name, await loadContract(name)] as const)),
);

/** Changes every answer in a way that no contract forbids. */
const answers =
  (change: (response: ReferenceResponse) => ReferenceResponse): ((handle: Handle) => Handle) =>
  (handle) =>
  async (request) =>
    change(await handle(request));
const json = (response: ReferenceResponse, change: (text: string) => string): ReferenceResponse =>
  response.json === undefined
    ? response
    : { ...response, json: JSON.parse(change(JSON.stringify(response.json))) as unknown };

const variants: readonly (readonly [string, (handle: Handle) => Handle])[] = [
  [
    'names a charset and closes every connection',
    answers((response) => ({
      ...response,
      headers: {
        ...(response.json !== undefined && { 'Content-Type': 'Application/JSON; charset=UTF-8' }),
        ...response.headers,
        Connection: 'close',
        'X-Powered-By': 'anything',
      },
    })),
  ],
  [
    'writes fractions of seconds',
    answers((response) => json(response, (text) => text.replace(/(T\d\d:\d\d:\d\d)Z/g, '$1.123456+00:00'))),
  ],
  ['turns the order of all members round', answers((response) => ({ ...response, json: turn(response.json) }))],
  [
    'refuses every twelfth request for a moment',
    (handle) => {
      let count = 0;
      return (request) =>
        ++count % 12 === 0 ? { status: 429, headers: { 'Retry-After': '2' }, json: { busy: true } } : handle(request);
    },
  ],
];

function turn(value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, entry]) => [key, turn(entry)] as const)
      .toReversed(),
  );
}

describe('a correct server', () => {
  for (const [what, wrap] of variants) {
    test.for(names)(`of %s that ${what} gets no finding`, async (name) => {
      const clock = createLeapingClock();
      await using server = await record(name, { now: clock.now, wrap });
      const report = await checkConformance(contracts[name]!, {
        server: server.url,
        token: server.token,
        clock,
        maxTimeMs: 3_600_000,
      });
      expect(report).toMatchObject({ findings: [], leftovers: [] });
    });
  }
});
