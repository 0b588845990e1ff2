import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { expect, test } from 'vitest';
import { loadContract } from '../../../src/contract/load.ts';
import type { Json, JsonObject } from '../../../src/contract/types.ts';
import { diffContracts, type DiffOptions } from '../../../src/review/diff/diff-contracts.ts';
import { applyMergePatch } from './pairs/merge-patch.ts';

const stock = parse(readFileSync(join(import.meta.dirname, 'pairs/stock.yaml'), 'utf8')) as JsonObject;
const load = (patch: Json) =>
  loadContract(applyMergePatch(stock, patch) as JsonObject, { lenient: true, name: 'shop' });
const diff = async (base: Json, head: Json, options: DiffOptions = {}) =>
  diffContracts(await load(base), await load(head), { redocly: false, ...options });

const promise = { components: { schemas: { Order: { required: ['id', 'total'] } } } };

test('tells one change of a component once, with every place that it reaches', async () => {
  const { changes } = await diff(promise, {}, { policy: 'strict' });
  const broken = changes.filter(({ level }) => level === 'breaking');
  expect(broken.map(({ rule, operations, places }) => ({ rule, operations, places }))).toEqual([
    {
      rule: 'response-property-became-optional',
      operations: ['GET /orders', 'POST /orders', 'GET /orders/{id}'],
      places: [
        'GET /orders 200 application/json /*/total',
        'POST /orders 201 application/json /total',
        'GET /orders/{id} 200 application/json /total',
      ],
    },
    {
      rule: 'event-property-became-optional',
      operations: ['callback shipped of POST /orders', 'event order.paid'],
      places: [
        'callback shipped of POST /orders application/json /order/total',
        'event order.paid application/json /order/total',
      ],
    },
  ]);
});

test('gives a payload that the writer writes and the reader refuses, and where both stand', async () => {
  const { changes } = await diff(promise, {}, { policy: 'strict' });
  const change = changes.find(({ rule }) => rule === 'event-property-became-optional')!;
  expect(change).toMatchObject({
    level: 'breaking',
    direction: 'event',
    affected: 'subscriber',
    message: '/order/total is optional now.',
    base: { pointer: '/components/schemas/Order/required' },
    proof: {
      verdict: 'proven',
      by: { kind: 'witness', writer: 'head', reader: 'base', at: '/order/total', keyword: 'required' },
    },
    proposedBy: ['prover'],
  });
});

test('keeps a fingerprint when operations come, and changes it with the change', async () => {
  const prints = async (base: Json, head: Json) =>
    (await diff(base, head, { policy: 'strict' })).changes
      .filter(({ rule }) => rule === 'response-property-became-optional')
      .map(({ fingerprint }) => fingerprint);
  const more = {
    paths: {
      '/a': {
        get: {
          responses: {
            '200': {
              description: 'All.',
              content: { 'application/json': { schema: { $ref: '#/components/schemas/Order' } } },
            },
          },
        },
      },
    },
  };
  const before = await prints(promise, {});
  expect(before).toEqual([expect.stringMatching(/^[0-9a-f]{16}$/)]);
  expect(await prints(applyMergePatch(promise, more), more)).toEqual(before);
  const other = { components: { schemas: { Order: { required: ['id', 'total', 'state'] } } } };
  expect(await prints(other, promise)).not.toEqual(before);
});

test('makes a new value a warning for readers who are tolerant', async () => {
  const head = { components: { schemas: { Order: { properties: { state: { enum: ['open', 'paid', 'lost'] } } } } } };
  const levels = async (policy: 'strict' | 'tolerant') =>
    [
      ...new Set((await diff({}, head, { policy })).changes.map(({ level, direction }) => `${direction} ${level}`)),
    ].sort();
  expect(await levels('strict')).toEqual(['event breaking', 'request info', 'response breaking']);
  expect(await levels('tolerant')).toEqual(['event warning', 'request info', 'response warning']);
});

test('finds nothing between a document and itself, and asks nobody', async () => {
  const sentences: string[] = [];
  const report = await diff(
    {},
    { info: { version: '1.0.1', description: 'New words.' } },
    { redocly: true, notify: (sentence) => sentences.push(sentence) },
  );
  expect(report).toEqual({
    base: { label: 'shop', version: '1.0.0' },
    head: { label: 'shop', version: '1.0.1' },
    policy: 'tolerant',
    changes: [],
    summary: { breaking: 0, warning: 0, info: 0, refuted: 0, approved: 0 },
    advice: { bump: 'none', nextVersion: '1.0.0' },
  });
  expect(sentences).toEqual([]);
});

test('counts what Redocly holds to be a break and the prover refutes', async () => {
  const withPattern = (pattern: string) => ({
    components: { schemas: { Event: { properties: { note: { type: 'string', pattern } } } } },
  });
  const { changes, summary } = await diff(withPattern('^[a-z]+$'), withPattern('^[a-f]+$'), { redocly: true });
  expect(changes.map(({ rule, level, proposedBy }) => ({ rule, level, proposedBy }))).toEqual([
    { rule: 'event-pattern-changed', level: 'refuted', proposedBy: ['redocly', 'prover'] },
  ]);
  expect(summary).toEqual({ breaking: 0, warning: 0, info: 0, refuted: 1, approved: 0 });
});

test('warns of an operation that ends when its sunset says so', async () => {
  const base = { paths: { '/orders/{id}': { delete: { deprecated: true, 'x-sunset': '2026-03-01' } } } };
  const head = { paths: { '/orders/{id}': { delete: null } } };
  const ended = async (today: string) =>
    (await diff(base, head, { today })).changes.map(({ level, message }) => `${level}: ${message}`);
  expect(await ended('2026-02-28')).toEqual(['breaking: DELETE /orders/{id} is no longer served.']);
  expect(await ended('2026-03-01')).toEqual([
    'warning: DELETE /orders/{id} is no longer served, as was announced for 2026-03-01.',
  ]);
});

test('holds a path parameter by its position, a header by its name without case', async () => {
  const base = {
    paths: { '/orders': { get: { parameters: [{ name: 'X-Trace', in: 'header', schema: { type: 'string' } }] } } },
  };
  const item = stock['paths'] as JsonObject;
  const head = {
    paths: {
      '/orders': { get: { parameters: [{ name: 'x-trace', in: 'header', schema: { type: 'string' } }] } },
      '/orders/{id}': null,
      '/orders/{order}': JSON.parse(JSON.stringify(item['/orders/{id}']).replaceAll('"id"', '"order"')) as Json,
    },
  };
  expect((await diff(base, head)).changes).toEqual([]);
});
