import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { loadContract } from '../../src/contract/load.ts';
import { findRegistry } from '../../src/contract/registry.ts';
import type { Contract, Operation } from '../../src/contract/types.ts';
import type { PlainRequest, PlainResponse } from '../../src/mock/message.ts';
import { createPrismClient } from '../../src/mock/prism-client.ts';
import { loadPrism, type PrismResult } from '../../src/mock/prism.ts';
import { createSchemaEngine } from '../../src/mock/schema-answers/engine.ts';
import { createSchemaCompiler } from '../../src/contract/schema.ts';
import { createResponseCheck, toViolationProblem } from '../../src/mock/schema-answers/response-check.ts';
import { createKept } from '../../src/mock/schema-answers/kept.ts';
import { serializeStrictly } from '../../src/mock/schema-answers/serialize.ts';
import { root } from '../support/cli.ts';

// What the contract says is answered without Prism, and what is generated comes from a slice of the document in a thread.
// Both have to equal what Prism's library gives for the whole document.
vi.setConfig({ testTimeout: 40_000 });
const { entries } = await findRegistry(root);
const fixtures = readdirSync(join(root, 'test/fixtures/prism')).map((file) => `test/fixtures/prism/${file}`);
const sources = [...entries.map(({ name }) => name), ...fixtures];
const features = await loadContract(join(root, 'test/fixtures/prism/features.yaml'));
const prism = createPrismClient();
const engine = createSchemaEngine(features, { prism });
afterAll(() => engine.close());

const request = (headers: Record<string, string> = {}, query = ''): PlainRequest => ({
  method: 'GET',
  path: '/',
  query,
  headers,
  body: new Uint8Array(),
});
const find = (contract: Contract, id: string): Operation => contract.operations.find((entry) => entry.id === id)!;
const ask = async (id: string, headers?: Record<string, string>, query?: string) =>
  engine.answer(find(features, id), request(headers, query));

// First of all tests, because Prism is loaded once per process.
test('keeps the event loop free while Prism is loaded', async () => {
  const fresh = createSchemaEngine(features, { prism });
  let turns = 0;
  let over = false;
  const count = () => {
    turns += 1;
    if (!over) setImmediate(count);
  };
  setImmediate(count);
  await fresh.answer(find(features, 'cycle'), request());
  over = true;
  expect(turns).toBeGreaterThan(10);
  await fresh.close();
});

test.each(sources)('gives the same answers for %s as Prism does for the whole document', async (source) => {
  const contract = await loadContract(source, { cwd: root });
  const library = await loadPrism();
  const operations = await library.readOperations(structuredClone(contract.document) as object);
  const alone = createSchemaEngine(contract);
  const helped = createSchemaEngine(contract, { prism });
  const differences: string[] = [];
  let [fromContract, generated] = [0, 0];
  for (const operation of contract.operations) {
    const theirs = operations.filter(({ method, path }) => method === operation.method && path === operation.path);
    for (const { code, exampleKey, accept } of listQuestions(operation)) {
      const prefer = [code && `code=${code}`, exampleKey && `example=${exampleKey}`].filter(Boolean).join(', ');
      const headers = { ...(prefer && { prefer }), ...(accept && { accept }) };
      const direct = await alone.answer(operation, request(headers));
      const answer = direct.status === 501 ? await helped.answer(operation, request(headers)) : direct;
      const mock = {
        ...(code && { code: Number(code) }),
        ...(exampleKey && { exampleKey }),
        ...(accept && { mediaTypes: [accept] }),
      };
      const path = operation.path.replace(/\{[^}]+\}/g, 'x');
      const input = { method: operation.method, url: { path, query: {} }, headers: {}, body: undefined };
      const expected = toWire(await library.answer(theirs, input, { judge: false, mock }));
      if (direct.status === 501) generated += 1;
      else fromContract += 1;
      const given = `${answer.status} ${typeOf(answer)} ${String(answer.body ?? '')}`;
      // Where Prism has no answer of its own (a range as a type, an object as text), ours is compared elsewhere.
      if (expected !== undefined && given !== expected)
        differences.push(`${operation.id} ${prefer} ${accept}: ${given} / ${expected}`);
    }
  }
  expect(differences).toEqual([]);
  expect(fromContract + generated).toBeGreaterThan(contract.operations.length);
  await helped.close();
});

test('keeps an answer, so that the next one is the same value and no promise', async () => {
  const first = await ask('generated');
  const second = engine.answer(find(features, 'generated'), request());
  expect(second).toBe(first);
  expect(JSON.parse(first.body as string)).toMatchObject({ kind: 'small', at: '2019-08-24T14:15:22Z' });
});

test('repeats generated values with the same seed and no others', async () => {
  const dynamic = async (seed: string) => (await ask('cycle', { prefer: `dynamic=true, seed=${seed}` })).body;
  const [first, again, other] = [await dynamic('one'), await dynamic('one'), await dynamic('two')];
  expect(again).toEqual(first);
  expect(other).not.toEqual(first);
  const free = async () => (await ask('generated', {}, '__dynamic=true')).body;
  expect(await free()).not.toEqual(await free());
});

test('says in one sentence why it cannot generate where Prism is absent, and still gives examples', async () => {
  const bare = createSchemaEngine(features);
  const answer = await bare.answer(find(features, 'generated'), request());
  expect([answer.status, JSON.parse(answer.body as string)]).toEqual([
    501,
    {
      title: 'Not Implemented',
      status: 501,
      detail:
        'Answers without an example are generated by @stoplight/prism-http, which is not available here; give the response an example or install it',
    },
  ]);
  expect((await bare.answer(find(features, 'special'), request())).body).toBe('{"special":true}');
});

test('gives the documented answer to a refused request, with its violations in a header', async () => {
  const violations = [
    { in: 'body', at: '/name', keyword: 'required', message: 'is missing “ü”', schemaPointer: '', params: {} },
  ] as const;
  const refuse = async (id: string, statuses: number[], headers?: Record<string, string>) =>
    engine.refuse(find(features, id), request(headers), { statuses, violations });
  const documented = await refuse('createItem', [422, 400]);
  expect(documented).toMatchObject({
    status: 422,
    body: '{"message":"first","code":1}',
    headers: {
      'sl-violations':
        '[{"location":["request","body"],"severity":"Error","code":"required","message":"name is missing \\u201cü\\u201d"}]',
    },
  });
  expect((await refuse('createItem', [422, 400], { prefer: 'code=422, example=second' }))?.body).toContain('second');
  expect((await refuse('strict400', [422, 400]))?.body).toBe('{"message":"string","code":0}');
  expect((await refuse('strictDefault', [422, 400]))?.status).toBe(422);
  expect(await refuse('strict', [422, 400])).toBeUndefined();
  expect(await refuse('strictEmpty', [422, 400])).toBeUndefined();
});

test('bounds what is kept, and keeps nothing that is large', () => {
  const kept = createKept(10_000);
  const operation = find(features, 'special');
  const answer: PlainResponse = { status: 200, headers: {}, body: 'x'.repeat(400) };
  for (let index = 0; index < 11; index++) kept.set(operation, `key ${index}`, answer);
  expect([kept.get(operation, 'key 0'), kept.get(operation, 'key 10')]).toEqual([answer, answer]);
  kept.set(operation, 'one more', answer);
  expect([kept.get(operation, 'key 0'), kept.get(operation, 'one more')]).toEqual([undefined, answer]);
  kept.set(operation, 'x'.repeat(2000), answer);
  expect(kept.get(operation, 'x'.repeat(2000))).toBeUndefined();
});

test('answers 501 when Prism takes too long, and starts it anew for the next', async () => {
  const hasty = createSchemaEngine(features, { prism: createPrismClient(0) });
  const queued = Array.from({ length: 100 }, () => ask('cycle', { prefer: 'dynamic=true' }));
  const late = await hasty.answer(find(features, 'cycle'), request());
  expect([late.status, JSON.parse(late.body as string).detail]).toEqual([
    501,
    'Nothing could be generated for cycle: Prism took longer than 0 s; give the response an example',
  ]);
  await Promise.all([...queued, hasty.close()]);
  expect((await ask('cycle', { accept: '*/*' })).status).toBe(200);
});

test('serves an engine that was closed, as a reload leaves requests under way', async () => {
  const old = createSchemaEngine(features, { prism });
  await old.answer(find(features, 'cycle'), request());
  await old.close();
  const late = await old.answer(find(features, 'cycle'), request({ prefer: 'dynamic=true' }));
  expect(late.status).toBe(200);
  await old.close();
});

test('finds answers that break their own contract', async () => {
  const check = createResponseCheck(createSchemaCompiler(features));
  const broken = await ask('brokenExample');
  const violations = check(find(features, 'brokenExample'), broken);
  expect(violations.map(({ at, keyword }) => `${at} ${keyword}`).sort()).toEqual([
    '/a type',
    '/c additionalProperties',
  ]);
  const problem = toViolationProblem(violations);
  expect([problem.status, JSON.parse(problem.body as string).title]).toEqual([500, 'Response not valid']);
  for (const id of ['listItems', 'getItem', 'generated', 'noContent', 'text'])
    expect(check(find(features, id), await ask(id))).toEqual([]);
  const headless: PlainResponse = { status: 200, headers: { 'X-Total': 'many' }, body: '[]' };
  expect(check(find(features, 'listItems'), headless).map(({ at, keyword }) => `${at} ${keyword}`)).toEqual([
    '/X-Total type',
  ]);
});

function listQuestions(operation: Operation): { code?: string; exampleKey?: string; accept?: string }[] {
  const questions: { code?: string; exampleKey?: string; accept?: string }[] = [{}];
  for (const { status, content } of operation.responses) {
    const code = /^\d{3}$/.test(status) ? status : status === 'default' ? '418' : `${status[0]}07`;
    questions.push({ code });
    for (const media of content) {
      questions.push({ code, accept: media.type });
      for (const { name } of media.examples) questions.push({ code, accept: media.type, exampleKey: name });
    }
  }
  return questions;
}

function toWire(result: PrismResult): string | undefined {
  if ('problem' in result) return undefined;
  const { statusCode, headers = {}, body } = result.output;
  const type = headers['Content-type'] as string | undefined;
  if (type?.includes('*')) return undefined;
  const written = serializeStrictly(body, type);
  return 'problem' in written ? undefined : `${statusCode} ${type ?? ''} ${written.text ?? ''}`;
}

function typeOf({ headers }: PlainResponse): string {
  return Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
}
