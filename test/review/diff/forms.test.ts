import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../src/contract/types.ts';
import type { Policy } from '../../../src/report/diff-report.ts';
import { diffContracts } from '../../../src/review/diff/diff-contracts.ts';
import { loadFiles } from './pairs/run-pair.ts';

const text = { type: 'string' };
const record = (properties: JsonObject, required = Object.keys(properties)): JsonObject => ({
  type: 'object',
  properties,
  required,
});
const guided = (names: readonly string[]): JsonObject => ({
  oneOf: names.map((name) => ({ $ref: `#/components/schemas/${name}` })),
  discriminator: {
    propertyName: 'event',
    mapping: Object.fromEntries(names.map((name) => [`kiln.${name.toLowerCase()}`, `#/components/schemas/${name}`])),
  },
});
const people = record({ kind: { const: 'people' }, age: { type: 'integer' } });
const firms = record({ kind: { const: 'firms' }, size: { type: 'integer' } });
const kiln = {
  Fired: record({ event: text, max: { type: 'number' } }),
  Cooled: record({ event: text, mins: { type: 'integer' } }, ['event']),
  Broken: record({ event: text, why: text }),
};

function toDocument(direction: 'request' | 'event', schema: Json, schemas: JsonObject): JsonObject {
  const call = {
    post: {
      requestBody: { required: true, content: { 'application/json': { schema } } },
      responses: { 200: { description: 'Taken.' } },
    },
  };
  const [paths, webhooks] = direction === 'request' ? [{ '/things': call }, {}] : [{}, { fired: call }];
  return { openapi: '3.1.0', info: { title: 'Kiln', version: '1.0.0' }, paths, webhooks, components: { schemas } };
}

async function tell(
  direction: 'request' | 'event',
  [base, head]: readonly [Json, Json],
  { schemas = kiln, policy = 'tolerant' }: { schemas?: JsonObject | readonly JsonObject[]; policy?: Policy } = {},
) {
  const [before, after = before] = [schemas].flat() as JsonObject[];
  const documents = [toDocument(direction, base, before!), toDocument(direction, head, after!)];
  const [one, other] = await loadFiles(documents);
  const { changes } = await diffContracts(one!, other!, { policy, redocly: false });
  return changes.map(({ level, message, proof }) => ({
    level,
    message,
    ...(proof.verdict === 'proven' && proof.by.kind === 'witness' && { value: proof.by.value, at: proof.by.at }),
  }));
}

test.each<[Policy, string]>([
  ['tolerant', 'warning'],
  ['strict', 'breaking'],
])('tells a new value of a mapping once, %s: %s', async (policy, level) => {
  const unions = [guided(['Fired', 'Cooled']), guided(['Fired', 'Cooled', 'Broken'])] as const;
  expect(await tell('event', unions, { policy })).toEqual([
    {
      level,
      message: 'The value may be another form now: Broken (event "kiln.broken").',
      value: { event: 'kiln.broken', why: 'text' },
      at: '/event',
    },
  ]);
});

test('tells a form that a request may not have any more once, with the value that named it', async () => {
  const unions = [guided(['Fired', 'Cooled', 'Broken']), guided(['Fired', 'Cooled'])] as const;
  expect(await tell('request', unions)).toEqual([
    {
      level: 'breaking',
      message: 'The form Broken (event "kiln.broken") is gone.',
      value: { event: 'kiln.broken', why: 'text' },
      at: '/event',
    },
  ]);
});

test('tells a change inside one form with a payload of that form', async () => {
  const union = guided(['Fired', 'Cooled']);
  const after = { ...kiln, Fired: record({ event: text, max: text }) };
  expect(await tell('event', [union, union], { schemas: [kiln, after] })).toEqual([
    {
      level: 'breaking',
      message: '/max has type "string" now; it was "number".',
      value: { event: 'kiln.fired', max: 'text' },
      at: '/max',
    },
  ]);
});

test('names a form without a name by its constant, in both directions of a change', async () => {
  const [one, both] = [{ oneOf: [people] }, { oneOf: [people, firms] }];
  const witness = { value: { kind: 'firms', size: 1 }, at: '/kind' };
  expect(await tell('event', [one, both])).toEqual([
    { level: 'breaking', message: 'The value may be another form now: kind "firms".', ...witness },
  ]);
  expect(await tell('request', [both, one])).toEqual([
    { level: 'breaking', message: 'The form kind "firms" is gone.', ...witness },
  ]);
  expect(await tell('request', [record({ data: one }), record({ data: both })])).toEqual([
    { level: 'info', message: '/data may be another form now: kind "firms".' },
  ]);
  expect(await tell('event', [record({ data: both }), record({ data: one })])).toEqual([
    { level: 'info', message: '/data has lost the form kind "firms".' },
  ]);
});

test('names a form without name and constant by its members, and two new forms one by one', async () => {
  const forms = ['a', 'b', 'c', 'd'].map((name) => record({ [name]: text }));
  const heads = (await tell('event', [{ oneOf: forms.slice(0, 2) }, { oneOf: forms }])).map(({ message }) => message);
  expect(heads.toSorted()).toEqual([
    'The value may be another form now: an object with c.',
    'The value may be another form now: an object with d.',
  ]);
});

test('tells an event that never comes in one of its named forms again once', async () => {
  const unions = [guided(['Fired', 'Cooled', 'Broken']), guided(['Fired', 'Cooled'])] as const;
  expect(await tell('event', unions)).toEqual([{ level: 'info', message: 'The form Broken is gone.' }]);
});

test('says nothing of a mark beside a union whose branches say the same of it', async () => {
  const beside = { ...guided(['Fired', 'Cooled']), ...record({ event: text }) };
  const after = { ...kiln, Fired: record({ event: text, max: { type: 'integer' } }) };
  expect(await tell('event', [beside, beside], { schemas: [kiln, after] })).toEqual([
    { level: 'info', message: '/max has type "integer" now; it was "number".' },
  ]);
});
