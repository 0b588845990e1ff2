import { exec } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toCurl } from '../../src/cli/curl.ts';
import { loadContract } from '../../src/contract/load.ts';
import { startMock } from '../../src/mock/start.ts';
import { startCliMock } from '../support/cli.ts';

// The line of the start-up message for documents of others: pasted into a shell, each is answered with a success.
const run = promisify(exec);
const ok = { 200: { description: 'Fine', content: { 'application/json': { example: { ok: true } } } } };
const order = {
  type: 'object',
  required: ['sku', 'count'],
  properties: { sku: { type: 'string', format: 'uuid' }, count: { type: 'integer', minimum: 3 } },
};
const takes = (type: string, media: object) => ({ requestBody: { required: true, content: { [type]: media } } });
const schemes = {
  bearer: { type: 'http', scheme: 'bearer' },
  basic: { type: 'http', scheme: 'basic' },
  digest: { type: 'http', scheme: 'digest' },
  oauth: { type: 'oauth2', flows: { clientCredentials: { tokenUrl: 'https://shop.test/token', scopes: {} } } },
  header: { type: 'apiKey', in: 'header', name: 'X-Key' },
  query: { type: 'apiKey', in: 'query', name: 'key' },
  cookie: { type: 'apiKey', in: 'cookie', name: 'sid' },
};

const toDocument = (path: string, operation: object) => ({
  openapi: '3.1.0',
  info: { title: 'Shop', version: '1' },
  paths: { [path]: { post: { responses: ok, ...operation } } },
  components: { securitySchemes: schemes },
});

async function paste(path: string, operation: object): Promise<{ line: string; status: string }> {
  const contract = await loadContract(toDocument(path, operation), { name: 'shop', lenient: true });
  await using mock = await startMock(contract);
  const line = (await toCurl(contract, mock.urls['shop']!))!;
  const { stdout } = await run(`${line} -o /dev/null -w '%{http_code}'`);
  return { line: line.replace(mock.urls['shop']!, 'URL'), status: stdout };
}

test.each<[string, string, object, string]>([
  ['no security', '/x', {}, 'curl -s -X POST URL/x'],
  ['a bearer token', '/x', { security: [{ bearer: [] }] }, `curl -s -X POST URL/x -H 'Authorization: Bearer any'`],
  [
    'a user',
    '/x',
    { security: [{ basic: [] }] },
    `curl -s -X POST URL/x -H 'Authorization: Basic dXNlcjpwYXNzd29yZA=='`,
  ],
  ['OAuth 2', '/x', { security: [{ oauth: [] }] }, `curl -s -X POST URL/x -H 'Authorization: Bearer any'`],
  [
    'two schemes at once',
    '/x',
    { security: [{ header: [], cookie: [] }] },
    `curl -s -X POST URL/x -H 'X-Key: any' -H 'Cookie: sid=any'`,
  ],
  ['a key in the query', '/x', { security: [{ query: [] }] }, `curl -s -X POST 'URL/x?key=any'`],
  ['optional security', '/x', { security: [{}, { bearer: [] }] }, 'curl -s -X POST URL/x'],
  [
    'required parameters',
    '/x/{id}',
    {
      parameters: [
        { name: 'id', in: 'path', required: true, schema: { type: 'integer' }, example: 7 },
        { name: 'q', in: 'query', required: true, schema: { enum: ['a b'] } },
        { name: 'X-Trace', in: 'header', required: true, schema: { const: 'on' } },
      ],
    },
    `curl -s -X POST 'URL/x/7?q=a%20b' -H 'X-Trace: on'`,
  ],
  [
    'a form',
    '/x',
    takes('application/x-www-form-urlencoded', { schema: { properties: { a: { const: 'b c' } }, required: ['a'] } }),
    `curl -s -X POST URL/x -d 'a=b+c'`,
  ],
  [
    'an example with a quote',
    '/x',
    takes('application/json', { schema: { type: 'object' }, example: { name: "it's" } }),
    `curl -s -X POST URL/x -H 'Content-Type: application/json' -d '{"name":"it'\\''s"}'`,
  ],
])('writes a line that works for %s', async (_, path, operation, line) => {
  expect(await paste(path, operation)).toEqual({ line, status: '200' });
});

test('builds a body where the document has no example, or a wrong one', async () => {
  for (const media of [{ schema: order }, { schema: order, example: { sku: 'no uuid', count: 1 } }]) {
    const { line, status } = await paste('/x', takes('application/json', media));
    expect(status).toBe('200');
    const sent = JSON.parse(/-d '(.*)'$/.exec(line)![1]!) as Record<string, unknown>;
    expect(Object.keys(sent)).toEqual(['sku', 'count']);
  }
});

test('gives a digest that is well formed', async () => {
  expect((await paste('/x', { security: [{ digest: [] }] })).status).toBe('200');
});

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hookspec-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('prints the line at the start', async () => {
  const file = join(folder, 'shop.json');
  await writeFile(file, JSON.stringify(toDocument('/x', { security: [{ bearer: [] }] })));
  await using mock = await startCliMock([file]);
  const { curl } = mock.started.contracts[0]!;
  expect(curl).toBe(`curl -s -X POST ${mock.started.url}/shop/x -H 'Authorization: Bearer any'`);
});
