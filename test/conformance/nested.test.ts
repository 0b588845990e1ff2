import { expect, test } from 'vitest';
import { checkConformance } from '../../src/conformance/check-conformance.ts';
import { withResources } from '../../src/conformance/inference/infer-resources.ts';
import type { Json, JsonObject } from '../../src/contract/types.ts';
import { loadContract } from '../../src/contract/load.ts';
import type { Handle } from '../servers/reference/support/http.ts';
import { listen } from '../servers/reference/support/http.ts';
import { createNested, nested, type Store } from './nested.ts';
import { createLeapingClock } from './support.ts';

const declared: JsonObject = {
  ...nested,
  'x-resource': {
    rule: {
      schema: '#/paths/~1hooks~1{hook_id}~1rules/post/responses/201/content/application~1json/schema' as Json,
      path: '/hooks/{hook_id}/rules',
      within: ['$request.path.hook_id'],
      id: { property: '/id', generate: '{uuid}' },
      operations: { list: { at: '/rows' }, update: { absent: { '/weight': null } }, delete: { answer: 'empty' } },
    },
  },
};

/** The server is no full one: what HTTP asks of all is tried elsewhere. */
const phases = ['examples', 'schema', 'auth', 'behaviour', 'negative'] as const;

async function judge(handle: Handle, document = nested) {
  await using server = await listen(handle);
  const contract = await loadContract(document, { name: 'rules' });
  const report = await checkConformance(contract, { server: server.url, seed: 1, clock: createLeapingClock(), phases });
  const shown = report.findings.map(({ severity, code, operation }) => `${severity} ${code} ${operation}`);
  return { report, shown };
}

test('infers a resource below the id of another one', async () => {
  const { behaviour, operations } = withResources(await loadContract(nested, { name: 'rules' }));
  expect(behaviour.resources.map(({ name, within }) => [name, within])).toEqual([
    ['hook', undefined],
    ['rule', ['$request.path.hook_id']],
  ]);
  expect(behaviour.resources[1]!.operations.update).toMatchObject({
    operation: 'putRule',
    id: '$request.path.rule_id',
  });
  expect(operations.find(({ id }) => id === 'createRule')!.roles).toEqual([{ resource: 'rule', role: 'create' }]);
});

test.for([
  ['without extensions', nested],
  ['that declares what is nested alone', declared],
] as const)('accuses a right server of nothing by a contract %s, and leaves nothing behind', async ([, document]) => {
  const { store, handle } = createNested();
  const { report, shown } = await judge(handle, document);
  expect(shown).toEqual([]);
  expect(report.leftovers).toEqual([]);
  expect([store.hooks.size, store.rules.size]).toEqual([0, 0]);
  const skipped = report.cases.filter(
    ({ operation, verdict }) => /Rule/.test(operation ?? '') && verdict === 'skipped',
  );
  expect(skipped.map(({ id, reason }) => `${id}: ${reason}`)).toEqual([]);
});

const anyParent = ({ rules }: Store): Partial<Store> => ({ find: (_, ruleId) => rules.get(ruleId) });

test('finds what is reached below another parent, and warns where nothing declares it', async () => {
  const { report, shown } = await judge(createNested(anyParent).handle, declared);
  expect(shown).toEqual(['error ParentNotSeparated getRule']);
  expect(report.findings.map(({ check }) => check)).toEqual(['other-parent']);
  expect((await judge(createNested(anyParent).handle)).shown).toEqual(['warning ParentNotSeparated getRule']);
});

test('finds a list that shows what is below other parents', async () => {
  const { store, handle } = createNested();
  const wrong: Handle = async (request) => {
    const response = await handle(request);
    return request.method === 'GET' && request.path.endsWith('/rules') && response.status === 200
      ? { ...response, json: { rows: [...store.rules.values()] } }
      : response;
  };
  expect((await judge(wrong, declared)).shown).toContain('error ParentNotSeparated listRules');
});

test('finds an operation that takes the id of a parent that names nothing, or was deleted', async () => {
  const { store, handle } = createNested();
  const open: Handle = (request) =>
    request.method === 'GET' && request.path.endsWith('/rules') && !store.hooks.has(request.path.split('/')[2]!)
      ? { status: 200, json: { rows: [] } }
      : handle(request);
  expect((await judge(open)).shown).toEqual(['error UnknownIdAccepted listRules']);
  const { store: other, handle: right } = createNested();
  const gone = new Set<string>();
  const keeps: Handle = async (request) => {
    const [, , hookId = '', rules] = request.path.split('/');
    if (request.method === 'GET' && rules === 'rules' && gone.has(hookId)) return { status: 200, json: { rows: [] } };
    const response = await right(request);
    if (request.method === 'DELETE' && rules === undefined && response.status === 204) gone.add(hookId);
    return response;
  };
  expect((await judge(keeps)).shown).toEqual(['error DeletedStillReadable listRules']);
  expect(other.hooks.size).toBe(0);
});

test('stands below a new parent where making room took the old one', async () => {
  const hook = {
    schema: '#/paths/~1hooks/post/responses/201/content/application~1json/schema' as Json,
    path: '/hooks',
    id: { property: '/id', generate: '{uuid}' },
    operations: { list: { at: '/rows' }, delete: { answer: 'empty' } },
    limit: { max: 1, outcome: 'full' },
  };
  const document: JsonObject = {
    ...declared,
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer' } },
      examples: { full: { value: { error: 'full' } }, forbidden: { value: { error: 'no' } } },
    },
    security: [{ key: ['write'] }],
    'x-resource': { ...(declared['x-resource'] as JsonObject), hook } as Json,
    'x-outcomes': { full: { status: 409, example: 'full' }, forbidden: { status: 403, example: 'forbidden' } },
  };
  const { store, handle } = createNested();
  await using server = await listen((request) => {
    const hookId = request.path.split('/')[2];
    const isKnown = hookId === undefined || store.hooks.has(hookId);
    if (request.headers['authorization'] === 'Bearer limited' && isKnown) return { status: 403, json: { error: 'no' } };
    const isFull = request.method === 'POST' && request.path === '/hooks' && store.hooks.size > 0;
    return isFull ? { status: 409, json: { error: 'full' } } : handle(request);
  });
  const contract = await loadContract(document, { name: 'rules' });
  const report = await checkConformance(contract, {
    server: server.url,
    token: 'main',
    limitedToken: 'limited',
    seed: 1,
    clock: createLeapingClock(),
    only: ['limited-token'],
  });
  expect(report.findings).toEqual([]);
  expect(report.cases.map(({ id, verdict }) => [id, verdict])).toEqual([['auth limited-token', 'passed']]);
});
