import { expect, test } from 'vitest';
import { judgeHooks, withMarks } from './hooks.ts';

const body = ['body-boundaries', 'refused', 'schema', 'status'];

test('accuses a server of nothing that takes every value on an edge', async () => {
  const { findings, leftovers, cases } = await judgeHooks([...body, 'parameter-boundaries']);
  expect({ findings, leftovers }).toEqual({ findings: [], leftovers: [] });
  expect(cases.map(({ id, verdict }) => `${verdict} ${id}`)).toEqual([
    'passed schema createHook body',
    'passed schema updateHook body',
    'passed schema listHooks parameters',
  ]);
});

test.for([
  ['names of 80 characters', 'createHook name/maxLength', (b: any) => String(b.name).length >= 80],
  ['names of two characters', 'createHook name/minLength', (b: any) => String(b.name).length === 2],
  [
    'letters of two bytes at the longest',
    'createHook name/maxLength',
    (b: any) => Buffer.byteLength(b.name ?? '') > 80,
  ],
  ['the least size', 'createHook size/minimum', (b: any) => b.size === 2],
  ['the greatest size', 'createHook size/maximum', (b: any) => b.size === 10],
  ['one of the kinds', 'createHook kind/enum', (b: any) => b.kind === 'both'],
  ['one of the tags', 'createHook items/enum', (b: any) => b.tags?.includes('d')],
  ['the longest list', 'createHook tags/maxItems', (b: any) => b.tags?.length === 3 && !b.tags.includes('d')],
  ['null', 'createHook note/type', (b: any) => b.note === null],
  ['false', 'createHook on/type', (b: any) => b.on === false],
  [
    'as many labels as there may be',
    'createHook labels/maxProperties',
    (b: any) => Object.keys(b.labels ?? {}).length === 3,
  ],
  ['lists where a text may stand too', 'createHook oneOf/2', (b: any) => Array.isArray(b.match)],
  ['zero', 'createHook oneOf/1', (b: any) => b.match === 0],
  ['an empty note', 'createHook properties/note', (b: any) => b.note === ''],
  ['two addresses', 'createHook mails/maxItems', (b: any) => b.mails?.length === 2],
  ['a port in a URL', 'createHook url/format', (b: any) => String(b.url).includes(':8443')],
  ['long URLs', 'createHook url/format', (b: any) => String(b.url).length > 200],
  ['a query in a URL', 'createHook url/format', (b: any) => String(b.url).includes('?')],
  ['bodies without a kind', 'createHook properties/kind', (b: any, m: string) => b.kind === undefined && m === 'POST'],
  ['bodies with a note', 'createHook properties/note', (b: any, m: string) => 'note' in b && m === 'POST'],
  ['updates without a URL', 'updateHook properties/url', (b: any, m: string) => b.url === undefined && m === 'PATCH'],
] as const)('names the very constraint when a server refuses %s', async ([, place, refuses]) => {
  const [operation, pointer] = place.split(' ');
  const { found, findings } = await judgeHooks(body, { refuses });
  const named = found.filter((line) => line.includes(operation!) && line.endsWith(pointer!));
  expect({ found, named: named.length }).toMatchObject({ named: 1 });
  expect(new Set(findings.map(({ code }) => code))).toEqual(new Set(['ValidRequestRefused']));
  // The same rule in the schemas of two operations.
  expect(found.length).toBeLessThanOrEqual(2);
});

test('shows the smallest request: the plain one with the refused value alone', async () => {
  const { findings } = await judgeHooks(body, { refuses: ({ size }, method) => size === 10 && method === 'POST' });
  expect(findings).toHaveLength(1);
  expect(findings[0]!.message).toBe('POST /hooks answered 400 to a request that the contract allows: /size is 10.');
  expect(findings[0]!.reproduce).toContain('"size":10');
  expect(findings[0]!.reproduce).toContain('"kind":"push"');
});

test('says nothing about edges when the plain request is refused too', async () => {
  const { findings, cases } = await judgeHooks(body, { refuses: (_, method) => method === 'PATCH' });
  expect(findings.map(({ code }) => code)).toEqual([]);
  expect(cases.find(({ id }) => id.includes('updateHook'))).toMatchObject({
    verdict: 'skipped',
    reason: 'the plain request is refused too (400)',
  });
});

test.for([
  ['the largest page', 'parameters/0/schema/maximum', (query: URLSearchParams) => query.get('limit') === '50'],
  ['a kind to filter by', 'parameters/1/schema/enum', (query: URLSearchParams) => query.get('kind') === 'pull'],
] as const)('names the parameter when a server refuses %s', async ([, pointer, refusesQuery]) => {
  const { findings } = await judgeHooks(['parameter-boundaries', 'refused'], { refusesQuery });
  expect(findings.map(({ code, contractPointer }) => [code, contractPointer!.endsWith(pointer)])).toEqual([
    ['ValidRequestRefused', true],
  ]);
});

test('leaves parameters alone that name something the server has to have', async () => {
  const change = (document: any) => {
    document.paths['/hooks'].get.parameters = [
      { name: 'cursor', in: 'query', schema: { type: 'string', examples: ['abc'] } },
      { name: 'hook_id', in: 'query', schema: { type: 'string', format: 'uuid' } },
    ];
    return document;
  };
  const { calls } = await judgeHooks(['parameter-boundaries'], {}, { change });
  expect(calls.filter((call) => call.includes('?'))).toEqual([]);
});

test('adds to another resource when the first one is full', async () => {
  const right = await judgeHooks(body, {}, { change: withMarks });
  expect({ findings: right.findings, leftovers: right.leftovers }).toEqual({ findings: [], leftovers: [] });
  expect(right.cases.find(({ id }) => id === 'schema markHook body')?.verdict).toBe('passed');
  const refuses = ({ color }: any, method: string) => method === 'MARK' && color === 'green';
  const { found } = await judgeHooks(body, { refuses }, { change: withMarks });
  expect(found).toEqual(['error ValidRequestRefused markHook properties/color/enum']);
});
