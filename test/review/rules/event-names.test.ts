import { describe, expect, test } from 'vitest';
import { lintChanged } from './support/lint-rule.ts';

describe('event-enum', () => {
  const items = (schema: string, more = ''): string => `
components:
  schemas:
    WebhookInput: { properties: { events: { items: ${schema} } } }
    ${more}`;
  const at = '/components/schemas/WebhookInput/properties/events/items';

  test('reports events that may be any text', async () => {
    expect(
      await lintChanged('event-enum', items('{ $ref: "#/components/schemas/Name" }', 'Name: { type: string }')),
    ).toEqual([
      {
        at: '/components/schemas/Name',
        message:
          '`createWebhook` does not say which events there are. List them in one enum under `components.schemas` and refer to it.',
      },
    ]);
  });

  test.each([
    ['', '[parcel.lost, parcel.sent]'],
    [', with other names', '[parcel.sent]'],
  ])('reports a second list%s', async (difference, names) => {
    const changes = items('{ $ref: "#/components/schemas/Other" }', `Other: { type: string, enum: ${names} }`);
    expect(await lintChanged('event-enum', changes)).toEqual([
      {
        at: '/components/schemas/Other',
        message: `\`createWebhook\` has a list of events of its own${difference}. Refer to one enum under \`components.schemas\`.`,
      },
    ]);
  });

  test('reports a list without a name', async () => {
    const list = '{ type: string, enum: [parcel.sent] }';
    const changes = `
components:
  schemas:
    WebhookInput: { properties: { events: { items: { $ref: '#/components/schemas/Webhook/properties/events/items' } } } }
    Webhook: { properties: { events: { items: { $ref: '#/components/schemas/Hidden/properties/name' } } } }
    Hidden: { type: object, properties: { name: ${list} } }`;
    expect(await lintChanged('event-enum', changes)).toEqual([
      {
        at: '/components/schemas/Hidden/properties/name',
        message:
          'The events in `createWebhook` have no name of their own. Move the enum to `components.schemas` and refer to it.',
      },
    ]);
  });

  test.each([
    ['one of several constants', 'EventType: { enum: null, oneOf: [{ const: parcel.sent }, { const: parcel.lost }] }'],
    [
      'a list that stays open',
      'EventType: { enum: null, anyOf: [{ enum: [parcel.sent, parcel.lost] }, { type: string }] }',
    ],
  ])('passes %s', async (_, schema) => {
    expect(await lintChanged('event-enum', `components: { schemas: { ${schema} } }`)).toEqual([]);
  });

  test('passes answers that may hold any name', async () => {
    const changes = 'components: { schemas: { Webhook: { properties: { events: { items: { type: string } } } } } }';
    expect(await lintChanged('event-enum', changes)).toEqual([]);
  });

  test('is silent where a receiver gets every event', async () => {
    expect(
      await lintChanged('event-enum', 'components: { schemas: { WebhookInput: { properties: { events: null } } } }'),
    ).toEqual([]);
  });

  test('reports the schema of the items, not of the list', async () => {
    expect(
      (await lintChanged('event-enum', items('{ type: string, pattern: "^parcel" }'))).map((finding) => finding.at),
    ).toEqual([at]);
  });
});

describe('event-has-delivery', () => {
  const listed = (names: string, more = ''): string =>
    `components: { schemas: { EventType: { enum: ${names} } } }\n${more}`;

  test('reports each event without a delivery, at its name', async () => {
    expect(await lintChanged('event-has-delivery', listed('[parcel.sent, parcel.back, parcel.lost]'))).toEqual([
      {
        at: '/components/schemas/EventType/enum/1',
        message:
          'Event `parcel.back` has no delivery. Describe what is sent under the key `parcel.back`, or remove it.',
      },
    ]);
  });

  test('reports once where nothing at all is described', async () => {
    expect(await lintChanged('event-has-delivery', 'webhooks: null')).toEqual([
      {
        at: '/components/schemas/EventType/enum/0',
        message:
          'None of the 2 events that a receiver can ask for is described. Add an entry under `webhooks` (in 3.0 under `x-webhooks`) for each.',
      },
    ]);
  });

  test('passes names that stand for several events', async () => {
    expect(await lintChanged('event-has-delivery', listed("[parcel.sent, parcel.lost, '*', 'parcel.*', all]"))).toEqual(
      [],
    );
  });

  test('knows a delivery by the name that its payload fixes', async () => {
    const renamed = `webhooks:
  parcel.lost: null
  lost: { post: { requestBody: { content: { application/json: { schema: { properties: { label: { const: parcel.lost } } } } } } } }`;
    expect(await lintChanged('event-has-delivery', renamed)).toEqual([
      expect.objectContaining({ at: '/components/schemas/EventType/enum/1' }),
    ]);
    expect(await lintChanged('event-has-delivery', renamed.replace('label', 'type'))).toEqual([]);
  });

  test('knows the one delivery that stands for all events', async () => {
    const one = `webhooks:
  parcel.lost: null
  parcel.sent: null
  event: { post: { requestBody: { content: { application/json: { schema: { oneOf: [{ $ref: '#/components/schemas/ParcelSent' }, { $ref: '#/components/schemas/ParcelLost' }] } } } } } }`;
    expect(await lintChanged('event-has-delivery', one)).toEqual([]);
  });
});

describe('event-name-shape', () => {
  const listed = (names: string): string => `components: { schemas: { EventType: { enum: ${names} } } }`;
  const better = async (names: string): Promise<string[]> =>
    (await lintChanged('event-name-shape', listed(names))).map(({ message }) => message);

  test('reports the name that is written otherwise, and how to write it', async () => {
    expect(await lintChanged('event-name-shape', listed('[parcel.sent, parcelLost, parcel.back]'))).toEqual([
      {
        at: '/components/schemas/EventType/enum/1',
        message: 'Event `parcelLost` is not written like the others. Write `parcel.lost`.',
      },
    ]);
  });

  test.each([
    ['[PARCEL_SENT, PARCEL_LOST, parcel.back]', 'PARCEL_BACK'],
    ['[parcelSent, parcelLost, Parcel Back]', 'parcelBack'],
    ['[ParcelSent, ParcelLost, parcel-back]', 'ParcelBack'],
    ['[parcel/sent, parcel/lost, parcel_back]', 'parcel/back'],
    ['[Parcel.Sent, Parcel.Lost, parcel.back]', 'Parcel.Back'],
  ])('takes the usual way of %s', async (names, name) => {
    expect(await better(names)).toEqual([expect.stringMatching(new RegExp(`Write \`${name}\`\\.$`))]);
  });

  test.each([
    '[parcel.sent, parcel.bulk_sent, ping]',
    '[PARCEL_SENT, PING]',
    '[parcelSent, ping]',
    '[parcel.delivery.failed, parcel.sent]',
  ])('passes %s', async (names) => {
    expect(await better(names)).toEqual([]);
  });

  test('looks at the deliveries where events are not listed', async () => {
    const changes = `components: { schemas: { EventType: { enum: null } } }
webhooks: { parcel_back: { post: { responses: {} } } }`;
    expect(await lintChanged('event-name-shape', changes)).toEqual([
      {
        at: '/webhooks/parcel_back',
        message: 'Event `parcel_back` is not written like the others. Write `parcel.back`.',
      },
    ]);
  });
});
