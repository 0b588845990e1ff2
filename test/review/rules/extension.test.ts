import { describe, expect, test } from 'vitest';
import { lintChanged } from './support/lint-rule.ts';

describe('extension-name', () => {
  test.each([
    ['x-vieww', 'x-view'],
    ['x-resources', 'x-resource'],
    ['x-webhook_signature', 'x-webhook-signature'],
    ['x-Outcomes', 'x-outcomes'],
  ])('reports %s, wherever it stands', async (name, meant) => {
    expect(await lintChanged('extension-name', `paths: { /webhooks: { get: { ${name}: { a: 1 } } } }`)).toEqual([
      {
        at: `/paths/~1webhooks/get/${name}`,
        message: `\`${name}\` is not read, and \`${meant}\` would be. Write \`${meant}\`, or choose a name of another form.`,
      },
    ]);
  });

  test.each(['x-reviews', 'x-logo', 'x-tagGroups', 'x-internal', 'x-rate', 'x-codeSamples', 'x-key'])(
    'judges %s',
    async (name) => {
      const found = await lintChanged('extension-name', `{ ${name}: 1 }`);
      expect(found.length).toBe(name === 'x-key' ? 1 : 0);
    },
  );

  test('passes headers, properties and examples of such a name', async () => {
    const changes = `components:
  responses: { TooMany: { headers: { x-rate-limits: { schema: { type: integer } } } } }
  schemas: { Webhook: { properties: { x-vieww: { type: string } }, example: { x-vieww: 1 } } }`;
    expect(await lintChanged('extension-name', changes)).toEqual([]);
  });
});

describe('extension-form', () => {
  const form = async (changes: string): Promise<string[][]> =>
    (await lintChanged('extension-form', changes)).map(({ at, message }) => [at, message]);

  test.each([
    [
      'an unknown member',
      'x-webhook-delivery: { retrys: [PT1M] }',
      '/x-webhook-delivery/retrys',
      '`x-webhook-delivery` has no member `retrys`. Write `retries`.',
    ],
    ['a missing member', 'x-evidence: { kind: sdk }', '/x-evidence', '`x-evidence` lacks `source`. Add `source`.'],
    [
      'a wrong word',
      'x-evidence: { kind: guessed, source: a }',
      '/x-evidence/kind',
      '`x-evidence/kind` has a value that it cannot have. Write one of `documented`, `example`, `sdk`, `inferred`.',
    ],
    [
      'a wrong type',
      'x-webhook-delivery: { retries: soon }',
      '/x-webhook-delivery/retries',
      '`x-webhook-delivery/retries` has a value that it cannot have. Write an array.',
    ],
    [
      'a wrong text',
      'x-webhook-delivery: { timeout: 10s }',
      '/x-webhook-delivery/timeout',
      '`x-webhook-delivery/timeout` has a value that it cannot have. Write an ISO 8601 duration such as PT10S or P30D.',
    ],
    [
      'a wrong number',
      'x-webhook-delivery: { jitter: 2 }',
      '/x-webhook-delivery/jitter',
      '`x-webhook-delivery/jitter` has a value that it cannot have. Write a number from 0 on, at most 1.',
    ],
    [
      'an entry twice',
      'x-webhook-delivery: { gone: [410, 410] }',
      '/x-webhook-delivery/gone',
      '`x-webhook-delivery/gone` has a value that it cannot have. Write each entry once.',
    ],
    [
      'a wrong name',
      'x-webhook-delivery: { fill: { id: 1 } }',
      '/x-webhook-delivery/fill/id',
      "`x-webhook-delivery/fill/id` has a value that it cannot have. Write a JSON pointer such as /data/id, or '' for the whole.",
    ],
  ])('reports %s', async (_, changes, at, message) => {
    expect(await form(changes)).toEqual([[at, message]]);
  });

  test('passes what our own extensions may say, and extensions of others', async () => {
    const changes = `
x-webhook-delivery: { success: [2XX, 304], headers: { X-Id: $delivery.id }, fill: { /id: { $generate: '{uuid}' } } }
x-webhook-signature: { header: X-Sig, format: { style: pairs, signature: v1 }, content: [$body] }
x-outcomes: { notFound: [{ status: 404, example: notFound }] }
x-other: { anything: true }`;
    expect(await form(changes)).toEqual([]);
  });
});

describe('extension-outcome', () => {
  const limit = (outcome: string, outcomes: string): string =>
    `x-resource: { hook: { path: /webhooks, limit: { max: 10, outcome: ${outcome} } } }\nx-outcomes: ${outcomes}`;

  test('reports an outcome that is not there, and the one that is meant', async () => {
    expect(
      await lintChanged(
        'extension-outcome',
        limit('limitRaeched', '{ limitReached: { status: 409, example: limit } }'),
      ),
    ).toEqual([
      {
        at: '/x-resource/hook/limit/outcome',
        message: 'There is no outcome `limitRaeched`. Write `limitReached`, or add it to `x-outcomes`.',
      },
    ]);
  });

  test('reports an example that is nowhere', async () => {
    expect(await lintChanged('extension-outcome', limit('full', '{ full: [{ status: 409, example: full }] }'))).toEqual(
      [
        {
          at: '/x-outcomes/full/0/example',
          message:
            'Outcome `full` names the example `full`, which is nowhere. Add it to the examples of a 409 answer, or to `components.examples`.',
        },
      ],
    );
  });

  test('reports an example that another status has', async () => {
    expect(
      (await lintChanged('extension-outcome', limit('full', '{ full: { status: 402, example: limit } }'))).length,
    ).toBe(1);
  });

  test.each(['{ full: { status: 409, example: limit } }', '{ full: { status: 402, example: plan } }'])(
    'passes %s',
    async (outcomes) => {
      const changes = `${limit('full', outcomes)}\ncomponents: { examples: { plan: { value: {} } } }`;
      expect(await lintChanged('extension-outcome', changes)).toEqual([]);
    },
  );
});

describe('extension-secret', () => {
  const secret = (property: string, shown = '[create]'): string =>
    `x-resource: { hook: { path: /webhooks, secret: { property: ${property}, shown: ${shown} }, subscriber: { url: /url } } }`;

  test('reports a secret that the answer to a create does not have', async () => {
    expect(await lintChanged('extension-secret', secret('/token'))).toEqual([
      {
        at: '/x-resource/hook/secret/property',
        message:
          '`token` is to be shown on create, and no answer of `createWebhook` has it. Add it to the schema of that answer, or name another property.',
      },
    ]);
  });

  test('passes one that it has, and one that only a rotation shows', async () => {
    expect(await lintChanged('extension-secret', secret('/secret'))).toEqual([]);
    expect(await lintChanged('extension-secret', secret('/token', '[rotate]'))).toEqual([]);
  });
});

describe('extension-limit', () => {
  const rules = (resource: string, status: string): string => `
x-resource: { hook: { path: /webhooks, ${resource}, subscriber: { url: /url } } }
x-outcomes: { full: { status: ${status}, example: limit } }`;

  test.each(['limit: { max: 10, outcome: full }', 'unique: [{ by: [/url], outcome: full }]'])(
    'reports %s with a status that create lacks',
    async (resource) => {
      expect(await lintChanged('extension-limit', rules(resource, '402'))).toEqual([
        {
          at: '/paths/~1webhooks/post/responses',
          message:
            '`createWebhook` does not document 402, which `full` is answered with. Add the response 402 with its example.',
        },
      ]);
      expect(await lintChanged('extension-limit', rules(resource, '409'))).toEqual([]);
    },
  );

  test('leaves an outcome that is not there to extension-outcome', async () => {
    expect(await lintChanged('extension-limit', rules('limit: { max: 10, outcome: other }', '402'))).toEqual([]);
  });
});

describe('extension-evidence', () => {
  test('counts guesses in one finding, at the first of them', async () => {
    const changes = `x-webhook-delivery: { x-evidence: { kind: inferred, source: a } }
info: { x-evidence: { kind: inferred, source: b } }
paths: { /webhooks: { x-evidence: { kind: sdk, source: c } } }`;
    expect(await lintChanged('extension-evidence', changes)).toEqual([
      {
        at: '/info/x-evidence',
        message: '2 parts of the contract rest on a guess. Ask the provider, and replace `inferred` by what was found.',
      },
    ]);
  });
});
