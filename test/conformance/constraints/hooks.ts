/** An invented API whose contract uses every keyword, and a server for it that can be made wrong in one place. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { checkConformance } from '../../../src/conformance/check-conformance.ts';
import type { ConformanceOptions } from '../../../src/conformance/options.ts';
import { loadContract } from '../../../src/contract/load.ts';
import type { JsonObject } from '../../../src/contract/types.ts';
import type { CheckReport } from '../../../src/report/check-report.ts';
import { type Fields, isText, KINDS, length, problems, properties, required } from './hook-rules.ts';

/** What is wrong with the server; by default nothing. */
export interface Wrong {
  /** Problems that it does not see, by the names in `problems`. */
  readonly blindTo?: readonly string[];
  /** Refuses bodies that the contract allows. */
  readonly refuses?: (body: Fields, method: string) => boolean;
  /** Refuses parameters that the contract allows. */
  readonly refusesQuery?: (query: URLSearchParams) => boolean;
  /** Changes what it has stored, e.g. into what the client said of the id. */
  readonly store?: (stored: Fields, body: Fields, method: string) => Fields;
  /** Changes what it shows. */
  readonly show?: (shown: Fields) => Fields;
  /** Keeps what it refuses. */
  readonly keepsRefused?: boolean;
  /** Fails for parameters. */
  readonly failsQuery?: (query: URLSearchParams) => boolean;
  /** Fails. */
  readonly fails?: (body: Fields, method: string) => boolean;
}

const json = (schema: unknown, example?: unknown) => ({
  'application/json': { schema, ...(example !== undefined && { example }) },
});
const answers = (status: string, schema: unknown) => ({
  [status]: { description: 'Done.', content: json(schema) },
  '400': { description: 'Wrong.', content: json({ $ref: '#/components/schemas/Problem' }) },
  '404': { description: 'Not there.', content: json({ $ref: '#/components/schemas/Problem' }) },
});
const hook = { $ref: '#/components/schemas/Hook' };
const ofBody = (schema: unknown, example: unknown) => ({ required: true, content: json(schema, example) });
const example = { name: 'Orders', url: 'https://hooks.example.com/orders' };
const closed = { type: 'object', additionalProperties: false, properties, dependentRequired: { user: ['token'] } };
/** So many marks one hook takes; no contract says so. */
const MOST_MARKS = 2;
const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
const query = [
  { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 50 } },
  { name: 'kind', in: 'query', schema: { type: 'string', enum: KINDS } },
];

/** The contract. */
export const hooksDocument = {
  openapi: '3.1.0',
  info: { title: 'Hooks', version: '1' },
  servers: [{ url: 'http://localhost' }],
  paths: {
    '/hooks': {
      post: {
        operationId: 'createHook',
        requestBody: ofBody({ ...closed, required: ['name', 'url'] }, example),
        responses: answers('201', hook),
      },
      get: {
        operationId: 'listHooks',
        parameters: query,
        responses: answers('200', {
          type: 'object',
          required: ['data'],
          properties: { data: { type: 'array', items: hook } },
        }),
      },
    },
    '/hooks/{id}': {
      get: { operationId: 'getHook', parameters: [id], responses: answers('200', hook) },
      patch: {
        operationId: 'updateHook',
        parameters: [id],
        requestBody: ofBody(closed, { name: 'Others' }),
        responses: answers('200', hook),
      },
      delete: {
        operationId: 'deleteHook',
        parameters: [id],
        responses: { '204': { description: 'Gone.' }, '404': answers('200', {})['404'] },
      },
    },
  },
  components: {
    schemas: {
      Hook: {
        type: 'object',
        required: ['id', 'name', 'url', 'created_at'],
        properties: {
          id: { type: 'string', readOnly: true },
          created_at: { type: 'string', format: 'date-time', readOnly: true },
          ...properties,
        },
      },
      Problem: { type: 'object', required: ['error'], properties: { error: { type: 'string' } } },
    },
  },
};

/** The contract with marks, which are added to a hook and stay. */
export function withMarks(document: typeof hooksDocument): unknown {
  const text = { type: 'string', maxLength: 10 };
  const schema = {
    type: 'object',
    required: ['text'],
    properties: { text, color: { type: 'string', enum: ['red', 'blue', 'green'] } },
  };
  const post = {
    operationId: 'markHook',
    parameters: [id],
    requestBody: ofBody(schema, { text: 'new' }),
    responses: answers('201', schema),
  };
  return { ...document, paths: { ...document.paths, '/hooks/{id}/marks': { post } } };
}

/** Serves the API. */
async function serve(wrong: Wrong): Promise<AsyncDisposable & { readonly url: string; readonly calls: string[] }> {
  const hooks = new Map<string, Fields>();
  const marks = new Map<string, number>();
  const calls: string[] = [];
  let count = 0;
  const show = (stored: Fields): Fields => {
    const shown = { ...stored };
    delete shown['token'];
    return wrong.show?.(shown) ?? shown;
  };
  const findProblem = (body: Fields, method: string): string | undefined => {
    const all = method === 'POST' ? { ...required, ...problems } : problems;
    return Object.keys(all).find((name) => !wrong.blindTo?.includes(name) && all[name]!(body));
  };
  const answer = (method: string, url: URL, text: string): [number, unknown?] => {
    const [, , key, below] = url.pathname.split('/');
    const known = key === undefined ? undefined : hooks.get(key);
    if (key !== undefined && !known) return [404, { error: 'not found' }];
    if (method === 'GET' && known) return [200, show(known)];
    if (method === 'GET' && wrong.failsQuery?.(url.searchParams) === true) return [500, { error: 'sorry' }];
    if (method === 'GET') {
      const limit = url.searchParams.get('limit') ?? '50';
      const kind = url.searchParams.get('kind') ?? 'push';
      const isWrong = !/^\d+$/.test(limit) || Number(limit) < 1 || Number(limit) > 50 || !KINDS.includes(kind);
      if (isWrong || wrong.refusesQuery?.(url.searchParams) === true) return [400, { error: 'query' }];
      return [200, { data: [...hooks.values()].map(show) }];
    }
    if (method === 'DELETE') return hooks.delete(key!) ? [204] : [404, { error: 'not found' }];
    let body: any;
    try {
      body = JSON.parse(text || '{}');
    } catch {
      return [400, { error: 'no JSON' }];
    }
    if (body === null || typeof body !== 'object' || Array.isArray(body)) return [400, { error: 'no object' }];
    if (wrong.fails?.(body, method) === true) return [500, { error: 'sorry' }];
    if (below === 'marks') {
      const isWrong = !isText(body.text) || length(body.text) > 10 || !isText(body.color ?? '');
      if (isWrong || wrong.refuses?.(body, 'MARK') === true) return [400, { error: 'no mark' }];
      if ((marks.get(known!['id']) ?? 0) === MOST_MARKS) return [409, { error: 'marked enough' }];
      marks.set(known!['id'], (marks.get(known!['id']) ?? 0) + 1);
      return [201, body];
    }
    const problem = findProblem(body, method) ?? (wrong.refuses?.(body, method) === true ? 'no' : undefined);
    const made = {
      id: known?.['id'] ?? `h${String((count += 1)).padStart(8, '0')}`,
      created_at: known?.['created_at'] ?? '2026-01-01T00:00:00Z',
    };
    const stored = { ...known, ...body, ...made };
    const kept = wrong.store?.(stored, body, method) ?? stored;
    if (problem === undefined || wrong.keepsRefused === true) hooks.set(kept.id, kept);
    if (problem !== undefined) return [400, { error: problem }];
    return [method === 'POST' ? 201 : 200, show(kept)];
  };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const [status, body] = answer(request.method!, new URL(request.url!, 'http://x'), Buffer.concat(chunks).toString());
    calls.push(`${request.method} ${request.url} ${status}`);
    response.writeHead(status, body === undefined ? {} : { 'content-type': 'application/json' });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Judges the server by some of the checks. */
export async function judgeHooks(
  only: readonly string[],
  wrong: Wrong = {},
  {
    change = (document) => document,
    ...options
  }: Partial<ConformanceOptions> & {
    readonly change?: (document: typeof hooksDocument) => unknown;
  } = {},
): Promise<CheckReport & { readonly calls: readonly string[]; readonly found: readonly string[] }> {
  await using server = await serve(wrong);
  const contract = await loadContract(change(structuredClone(hooksDocument)) as JsonObject, { name: 'hooks' });
  const report = await checkConformance(contract, { server: server.url, seed: 1, only, ...options });
  const found = report.findings.map(({ severity, code, operation, contractPointer = '' }) =>
    [severity, code, operation, contractPointer.split('/').slice(-3).join('/')].join(' '),
  );
  return { ...report, calls: server.calls, found };
}
