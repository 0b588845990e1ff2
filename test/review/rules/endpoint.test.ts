import { describe, expect, test } from 'vitest';
import { lintChanged } from './support/lint-rule.ts';

describe('endpoint-url-bounded', () => {
  test('reports a URL without maxLength, at its schema', async () => {
    const changes = 'components: { schemas: { WebhookUrl: { maxLength: null } } }';
    expect(await lintChanged('endpoint-url-bounded', changes)).toEqual([
      {
        at: '/components/schemas/WebhookUrl',
        message: '`url` takes a URL of any length. Write `maxLength: 2048` in its schema.',
      },
    ]);
  });

  test('passes a URL that is one of a list', async () => {
    const changes =
      "components: { schemas: { WebhookUrl: { maxLength: null, enum: ['https://receiver.example/hooks'] } } }";
    expect(await lintChanged('endpoint-url-bounded', changes)).toEqual([]);
  });
});

describe('endpoint-url-https', () => {
  const url = (schema: string): string => `components: { schemas: { WebhookUrl: ${schema} } }`;
  const at = '/components/schemas/WebhookUrl';

  test('reports a URL without a pattern, at its schema', async () => {
    expect(await lintChanged('endpoint-url-https', url('{ pattern: null }'))).toEqual([
      { at, message: "`url` takes a URL that need not be https. Write `pattern: '^https://'` in its schema." },
    ]);
  });

  test.each(["'^https?://'", "'^[a-z]+://'", "'https://'", "'.'"])('reports the pattern %s', async (pattern) => {
    const found = await lintChanged('endpoint-url-https', url(`{ pattern: ${pattern} }`));
    const reported = pattern === "'https://'" ? [] : [`${at}/pattern`];
    expect(found.map((finding) => finding.at)).toEqual(reported);
  });

  test.each(["'^https://'", "'^https:\\/\\/[a-z.]+'", "'^[Hh][Tt][Tt][Pp][Ss]://'"])(
    'passes the pattern %s',
    async (pattern) => {
      expect(await lintChanged('endpoint-url-https', url(`{ pattern: ${pattern} }`))).toEqual([]);
    },
  );

  test('looks through $ref and allOf', async () => {
    const changes = `
components:
  schemas:
    WebhookUrl: { pattern: null, allOf: [{ $ref: '#/components/schemas/Secure' }] }
    Secure: { type: string, pattern: '^https://' }
`;
    expect(await lintChanged('endpoint-url-https', changes)).toEqual([]);
  });
});

describe('endpoint-private-address', () => {
  const url = (schema: string, more = ''): string => `components: { schemas: { WebhookUrl: ${schema} } }\n${more}`;

  test('reports a URL of which nothing is said', async () => {
    expect(await lintChanged('endpoint-private-address', url('{ description: null }'))).toEqual([
      {
        at: '/components/schemas/WebhookUrl',
        message:
          'Nothing says whether `url` may lead to a private address. Write `x-public-address: true`, or say in its description what is refused.',
      },
    ]);
  });

  test.each([
    ['the extension', '{ description: null, x-public-address: true }', ''],
    ['its description', '{ description: It must be reachable from the internet. }', ''],
    [
      'the description of the operation',
      '{ description: null }',
      'paths: { /webhooks: { post: { description: Loopback addresses are refused. } } }',
    ],
  ])('takes it from %s', async (_, schema, more) => {
    expect(await lintChanged('endpoint-private-address', url(schema, more))).toEqual([]);
  });

  test('looks at the URLs of callbacks too, that keep no receiver', async () => {
    const changes = `paths:
  /parcels:
    post:
      operationId: sendParcel
      requestBody: { content: { application/json: { schema: { properties: { done: { type: string } } } } } }
      callbacks: { sent: { '{$request.body#/done}': { post: { responses: {} } } } }
      responses: {}`;
    expect((await lintChanged('endpoint-private-address', changes)).map(({ at }) => at)).toEqual([
      '/paths/~1parcels/post/requestBody/content/application~1json/schema/properties/done',
    ]);
  });
});
