import { describe, expect, test } from 'vitest';
import { lintChanged } from './support/lint-rule.ts';

describe('payload-open', () => {
  test.each(['additionalProperties', 'unevaluatedProperties'])(
    'reports %s: false, once for a shared schema',
    async (keyword) => {
      expect(await lintChanged('payload-open', `components: { schemas: { Event: { ${keyword}: false } } }`)).toEqual([
        {
          at: `/components/schemas/Event/${keyword}`,
          message: `The payload of \`parcel.sent\` is closed by \`${keyword}: false\`. Remove it, and ask receivers to ignore what they do not know.`,
        },
      ]);
    },
  );

  test('reports objects inside, and inside lists and alternatives', async () => {
    const changes = `components:
  schemas:
    Event:
      properties:
        data: { additionalProperties: false }
        items: { type: array, items: { oneOf: [{ type: object, additionalProperties: false }, { type: 'null' }] } }`;
    expect((await lintChanged('payload-open', changes)).map(({ at }) => at)).toEqual([
      '/components/schemas/Event/properties/data/additionalProperties',
      '/components/schemas/Event/properties/items/items/oneOf/0/additionalProperties',
    ]);
  });

  test('passes a schema that refers to itself', async () => {
    const changes =
      "components: { schemas: { Event: { properties: { cause: { $ref: '#/components/schemas/Event' } } } } }";
    expect(await lintChanged('payload-open', changes)).toEqual([]);
  });

  test('passes closed requests to the provider, and a schema for further properties', async () => {
    const changes = `components:
  schemas:
    WebhookInput: { additionalProperties: false }
    Event: { additionalProperties: { type: string } }`;
    expect(await lintChanged('payload-open', changes)).toEqual([]);
  });
});

describe('payload-required', () => {
  const sent = (body: string): string => `webhooks: { parcel.sent: { post: { requestBody: ${body} } } }`;
  const at = '/webhooks/parcel.sent/post';

  test.each(['{ required: false }', '{ required: null }'])('reports a body with %s', async (body) => {
    expect(await lintChanged('payload-required', sent(body))).toEqual([
      {
        at: `${at}/requestBody`,
        message: 'The body of delivery `parcel.sent` is optional. Write `required: true` in its `requestBody`.',
      },
    ]);
  });

  test('reports a delivery without a body', async () => {
    expect(await lintChanged('payload-required', sent('null'))).toEqual([
      { at, message: 'Delivery `parcel.sent` has no body. Add a `requestBody` with `required: true` and its schema.' },
    ]);
  });

  test('passes a GET, by which providers try a receiver out', async () => {
    const changes = "webhooks: { challenge: { get: { responses: { '200': { description: The challenge. } } } } }";
    expect(await lintChanged('payload-required', changes)).toEqual([]);
  });
});
