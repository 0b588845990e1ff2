import { expect, test } from 'vitest';
import { createEventMessage } from '../../src/contract/event-message.ts';
import { requireEventPayload, toEventPayload } from '../../src/contract/event-payload.ts';
import { contractFromDocument } from '../../src/contract/from-document.ts';
import { createSchemaCompiler } from '../../src/contract/schema.ts';
import { createRandom } from '../../src/contract/template.ts';
import type { Json, JsonObject } from '../../src/contract/types.ts';
import { HookspecError } from '../../src/errors.ts';

/** A contract of events by name: the media type of each body. */
function toEvents(events: Readonly<Record<string, JsonObject>>, schemas: JsonObject = {}) {
  return contractFromDocument(
    {
      openapi: '3.1.0',
      info: { title: 'Ferry', version: '1.0.0' },
      components: { schemas },
      webhooks: Object.fromEntries(
        Object.entries(events).map(([name, media]) => [
          name,
          {
            post: {
              requestBody: { content: { 'application/json': media } },
              responses: { '200': { description: 'Taken.' } },
            },
          },
        ]),
      ) as JsonObject,
    },
    { name: 'ferry' },
  );
}

function payloads(events: Readonly<Record<string, JsonObject>>, schemas?: JsonObject): (Json | undefined)[] {
  const contract = toEvents(events, schemas);
  return contract.events.map((event) => toEventPayload(contract, event));
}

const object = (properties: JsonObject, required = Object.keys(properties)) => ({
  type: 'object',
  required,
  properties,
});

test('takes the example where there is one, and an empty object where nothing is said', () => {
  const schema = object({ id: { type: 'string' } });
  expect(payloads({ shown: { schema, example: { id: 'one' } }, open: {} })).toEqual([{ id: 'one' }, {}]);
});

test('builds the least that the schema takes, with what only a provider sets', () => {
  const departed = object(
    {
      type: { const: 'ferry.departed' },
      id: { type: 'string', format: 'uuid', readOnly: true },
      ferry: { $ref: '#/components/schemas/Ferry' },
      at: { type: 'string', format: 'date-time' },
      stops: { type: 'array', minItems: 2, items: { type: 'integer', minimum: 3 } },
      load: { oneOf: [object({ kind: { const: 'cars' }, cars: { type: 'integer' } }), object({ tons: {} })] },
      note: { type: 'string' },
    },
    ['type', 'id', 'ferry', 'at', 'stops', 'load'],
  );
  expect(payloads({ departed: { schema: departed } }, { Ferry: { type: 'string', pattern: '^[A-Z]{3}$' } })).toEqual([
    {
      type: 'ferry.departed',
      id: '2f1c6d3e-8a4b-4c5d-9e6f-0a1b2c3d4e5f',
      ferry: 'AAA',
      at: '2026-01-01T00:00:00Z',
      stops: [3, 3],
      load: { kind: 'cars', cars: 0 },
    },
  ]);
});

test('puts the name of the event where a list of names has it, and where other examples show it', () => {
  const listed = object({ type: { enum: ['arrived', 'departed'] } });
  expect(payloads({ departed: { schema: listed } })).toEqual([{ type: 'departed' }]);
  const told = object({ meta: object({ event: { type: 'string' } }) });
  const example = { meta: { event: 'arrived' } };
  expect(payloads({ arrived: { schema: told, example }, departed: { schema: told } })).toEqual([
    example,
    { meta: { event: 'departed' } },
  ]);
});

test('says in one sentence where nothing can be built', () => {
  const contract = toEvents({ odd: { schema: object({ id: { type: 'string', pattern: '(?=a)(?=b)c' } }) } });
  const [event] = contract.events;
  expect(toEventPayload(contract, event!)).toBeUndefined();
  expect(() => requireEventPayload(contract, event!)).toThrow(
    new HookspecError('Usage', 'The event odd has no example and none can be made from its schema; give --data', {
      hint: 'Or add an example to the document, e.g. with --overlay; from code, give `payload`.',
    }),
  );
});

test('is what messages are made of, valid and never changed', () => {
  const schema = object({ id: { type: 'string' }, data: object({ at: { type: 'string', format: 'date' } }) });
  const contract = toEvents({ departed: { schema } });
  const identity = { id: '1', eventId: '2', attempt: 1, time: 0 };
  const context = { random: createRandom(1), now: () => 0, sequence: () => 1 };
  const send = (set: Readonly<Record<string, unknown>>) =>
    createEventMessage({ contract, event: 'departed', set }, identity, context);
  expect(send({ '/id': 'own' }).body).toBe('{"id":"own","data":{"at":"2026-01-01"}}');
  const { body, payload } = send({});
  expect(body).toBe('{"id":"hookspec","data":{"at":"2026-01-01"}}');
  const pointer = contract.events[0]!.body!.schemaPointer!;
  expect(createSchemaCompiler(contract).compile(pointer, 'response')(payload)).toEqual([]);
});
