import { describe, expect, test } from 'vitest';
import { lintChanged } from './support/lint-rule.ts';

describe('event-id', () => {
  const event = (schema: string, more = ''): string => `components: { schemas: { Event: ${schema} } }\n${more}`;

  test('reports deliveries without an id', async () => {
    const name = (key: string) => ({
      at: `/webhooks/${key}/post`,
      message: `Delivery \`${key}\` has no id. Add a required \`id\` to its payload, or a required header such as \`webhook-id\`.`,
    });
    expect(await lintChanged('event-id', event('{ properties: { id: null } }'))).toEqual([
      name('parcel.sent'),
      name('parcel.lost'),
    ]);
  });

  test('reports an id that may be missing, once for a shared schema', async () => {
    expect(await lintChanged('event-id', event('{ required: [type] }'))).toEqual([
      {
        at: '/components/schemas/Event/properties/id',
        message: 'The id of delivery `parcel.sent` is optional. Make it required.',
      },
    ]);
  });

  test.each(['webhook-id', 'X-Parcel-Delivery', 'X-Event-Id', 'Idempotency-Key'])(
    'passes the header %s',
    async (name) => {
      const parameter = `components:
  schemas: { Event: { properties: { id: null } } }
  parameters: { Timestamp: { name: ${name} } }`;
      expect(await lintChanged('event-id', parameter)).toEqual([]);
    },
  );

  test('passes a header that x-webhook-delivery fills with the id', async () => {
    const stated = 'x-webhook-delivery: { headers: { X-Parcel-Timestamp: $delivery.eventId } }';
    expect(await lintChanged('event-id', event('{ properties: { id: null } }', stated))).toEqual([]);
  });

  test('passes an id in the part of the payload that is about the event', async () => {
    const meta =
      '{ required: [meta], properties: { id: null, meta: { required: [id], properties: { id: { type: string } } } } }';
    expect(await lintChanged('event-id', event(meta))).toEqual([]);
  });

  test('does not take the id of the webhook for one of the event', async () => {
    const other = '{ required: [webhook_id], properties: { id: null, webhook_id: { type: string } } }';
    expect((await lintChanged('event-id', event(other))).length).toBe(2);
  });
});

describe('event-timestamp', () => {
  const time = (schema: string): string =>
    `components: { schemas: { Event: { properties: { created_at: ${schema} } } } }`;
  const at = '/components/schemas/Event/properties/created_at';

  test('reports a time without a format, once for a shared schema', async () => {
    expect(await lintChanged('event-timestamp', time('{ format: null }'))).toEqual([
      {
        at,
        message:
          '`created_at` of delivery `parcel.sent` has no format. Write `format: date-time`, or describe the unit of the number.',
      },
    ]);
  });

  test('reports a time that may be missing', async () => {
    expect(await lintChanged('event-timestamp', 'components: { schemas: { Event: { required: [id] } } }')).toEqual([
      { at, message: '`created_at` of delivery `parcel.sent` is optional. List it under `required`.' },
    ]);
  });

  test('reports deliveries that have none', async () => {
    const changes = `${time('null')}
components: { schemas: { Event: { properties: { created_at: null } } }, parameters: { Timestamp: { name: X-Other } } }`.split(
      '\n',
    );
    expect(await lintChanged('event-timestamp', changes[1]!)).toEqual([
      {
        at: '/webhooks/parcel.sent/post',
        message:
          'Delivery `parcel.sent` does not say when the event happened. Add a required `created_at` with `format: date-time` to its payload.',
      },
      {
        at: '/webhooks/parcel.lost/post',
        message:
          'Delivery `parcel.lost` does not say when the event happened. Add a required `created_at` with `format: date-time` to its payload.',
      },
    ]);
  });

  test.each([
    '{ type: integer, format: null, description: Seconds since 1970. }',
    '{ type: integer, format: unixtime }',
    '{ type: string, format: date }',
  ])('passes %s', async (schema) => {
    expect(await lintChanged('event-timestamp', time(schema))).toEqual([]);
  });

  test('passes a required header that has the time', async () => {
    expect(await lintChanged('event-timestamp', time('null'))).toEqual([]);
  });
});

describe('event-type-const', () => {
  const payload = (schema: string, more = ''): string => `
components: { schemas: { ParcelSent: { allOf: null, type: object, properties: ${schema} } } }
${more}`;
  const at = '/components/schemas/ParcelSent';

  test('reports a payload that may be any event, at its own schema', async () => {
    const type = '{ type: { $ref: "#/components/schemas/EventType" } }';
    expect(await lintChanged('event-type-const', payload(type))).toEqual([
      {
        at,
        message:
          "`type` of delivery `parcel.sent` may have any of several values. Write `const: parcel.sent` in the payload's own schema.",
      },
    ]);
  });

  test.each(['{ event: { type: string } }', '{ event_type: { type: string } }'])('reports %s', async (properties) => {
    expect((await lintChanged('event-type-const', payload(properties))).map((finding) => finding.at)).toEqual([at]);
  });

  test('reports a delivery that says nowhere which event it is; the type of its subject is no event', async () => {
    expect(await lintChanged('event-type-const', payload('{ type: { enum: [letter, box] } }'))).toEqual([
      {
        at: '/webhooks/parcel.sent/post',
        message:
          'Nothing in delivery `parcel.sent` says which event it is. Add a required `type` with `const: parcel.sent` to its payload.',
      },
    ]);
  });

  test('passes a delivery that comes alone', async () => {
    expect(
      await lintChanged('event-type-const', payload('{ id: { type: string } }', 'webhooks: { parcel.lost: null }')),
    ).toEqual([]);
  });

  test('passes a header that says it', async () => {
    const header = `webhooks:
  parcel.sent:
    post: { parameters: [{ name: X-Parcel-Event, in: header, required: true, schema: { type: string } }] }`;
    expect(await lintChanged('event-type-const', payload('{ id: { type: string } }', header))).toEqual([]);
  });

  test.each(['{ type: { const: parcel.sent } }', '{ event: { enum: [sent] } }'])('passes %s', async (properties) => {
    expect(await lintChanged('event-type-const', payload(properties))).toEqual([]);
  });

  test('passes a name that is fixed beside alternatives, and one that a discriminator maps', async () => {
    const beside = '{ type: { const: parcel.sent } }, oneOf: [{ required: [id] }, { required: [key] }]';
    expect(await lintChanged('event-type-const', payload(beside))).toEqual([]);
    const mapped =
      "{ type: { type: string } }, discriminator: { propertyName: type, mapping: { parcel.sent: '#/components/schemas/Event' } }";
    expect(await lintChanged('event-type-const', payload(mapped))).toEqual([]);
  });

  test('asks one entry that stands for all events to tell them apart', async () => {
    const changes = `webhooks:
  parcel.sent: null
  parcel.lost: null
  event: { post: { requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Event' } } } } } }`;
    expect(await lintChanged('event-type-const', changes)).toEqual([
      {
        at: '/components/schemas/Event',
        message:
          '`type` of delivery `event` may have any of several values. Describe the payload of each event under `oneOf`, with the name as `const`.',
      },
    ]);
  });
});

describe('event-values-open', () => {
  const state = (schema: string): string =>
    `components: { schemas: { Event: { properties: { data: { properties: { state: ${schema} } } } } } }`;

  test('reports a list of values that may be all or not, once for a shared schema', async () => {
    expect(await lintChanged('event-values-open', state('{ description: null }'))).toEqual([
      {
        at: '/components/schemas/Event/properties/data/properties/state',
        message:
          'A list of values in delivery `parcel.sent` does not say whether more may come. Write in its description: more values may be added, ignore what you do not know; or: this list is final.',
      },
    ]);
  });

  test.each([
    '{ description: This list is final. }',
    '{ description: null, x-extensible-enum: [sent] }',
    '{ enum: [sent], description: null }',
  ])('passes %s', async (schema) => {
    expect(await lintChanged('event-values-open', state(schema))).toEqual([]);
  });

  test('takes one sentence for the whole API', async () => {
    const changes = `${state('{ description: null }')}\ninfo: { description: New values may be added to any enum. }`;
    expect(await lintChanged('event-values-open', changes)).toEqual([]);
  });
});
