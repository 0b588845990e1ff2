import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../../src/contract/types.ts';
import type { Change, Site } from '../../../../src/report/diff-report.ts';
import { replay } from './replay.ts';

function toDocument(schema: JsonObject): JsonObject {
  const content = { 'application/json': { schema } };
  return {
    paths: { '/orders/{id}': { put: { requestBody: { content }, responses: { 200: { content } } } } },
    webhooks: { paid: { post: { requestBody: { content } } } },
  };
}

function toChange(value: Json, site: Site, direction: Change['direction']): Change {
  const [writer, reader] = direction === 'request' ? (['base', 'head'] as const) : (['head', 'base'] as const);
  const told = { at: '', keyword: 'type', message: '', schemaPointer: '' };
  return {
    rule: 'rule',
    level: 'breaking',
    direction,
    affected: 'client',
    message: '',
    operations: [],
    places: [],
    site,
    proof: { verdict: 'proven', by: { kind: 'witness', value, writer, reader, ...told } },
    proposedBy: ['prover'],
    fingerprint: '',
  };
}

const body: Site = { operation: 'PUT /orders/{orderId}', part: 'body', mediaType: 'application/json' };
const text = toDocument({ type: 'string' });
const short = toDocument({ type: 'string', maxLength: 2 });

test('confirms what the writer accepts and the reader refuses', async () => {
  expect(await replay(toChange('abc', body, 'request'), { base: text, head: short })).toBeUndefined();
});

test('takes the newer version for the writer of events', async () => {
  const event: Site = { operation: 'event paid', part: 'body', mediaType: 'application/json' };
  expect(await replay(toChange('abc', event, 'event'), { base: short, head: text })).toBeUndefined();
  expect(await replay(toChange('abc', event, 'event'), { base: text, head: short })).toMatch(
    /head, does not accept it/,
  );
});

test('refuses a witness that the reader takes', async () => {
  expect(await replay(toChange('ab', body, 'request'), { base: text, head: short })).toMatch(/head, accepts it/);
});

test('refuses a witness at a place that is not there', async () => {
  const elsewhere: Site = { ...body, operation: 'POST /carts' };
  expect(await replay(toChange('abc', elsewhere, 'request'), { base: text, head: short })).toMatch(/not found/);
});

test('misses no member that does not travel in its direction', async () => {
  const own = { type: 'object', properties: { id: { type: 'string', readOnly: true } } };
  const versions = { base: toDocument(own), head: toDocument({ ...own, required: ['id'] }) };
  expect(await replay(toChange({}, body, 'request'), versions)).toMatch(/head, accepts it/);
});
