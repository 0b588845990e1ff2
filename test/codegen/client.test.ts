import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { generate } from '../../src/codegen/generate.ts';
import { loadContract } from '../../src/contract/load.ts';
import type { JsonObject } from '../../src/contract/types.ts';
import { parcel } from './parcel.ts';

type AnyClient = {
  GET(path: string, init?: object): Promise<{ data?: unknown; error?: unknown }>;
  POST(path: string, init?: object): Promise<{ data?: unknown; error?: unknown }>;
};
type AnyOptions = { baseUrl?: string; token?: unknown; headers?: object; fetch?: typeof fetch };

const seen: { method: string; url: string; headers: Record<string, unknown>; body: string }[] = [];
const server = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  seen.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
  response.setHeader('content-type', 'application/json').end('[]');
});
let baseUrl = '';
let folder = '';
let count = 0;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  folder = mkdtempSync(join(tmpdir(), 'hookspec-'));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  symlinkSync(join(import.meta.dirname, '../../node_modules'), join(folder, 'node_modules'));
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});
beforeEach(() => seen.splice(0));
afterEach(() => {
  count += 1;
});

async function createClient(document: JsonObject, options: AnyOptions): Promise<AnyClient> {
  const contract = await loadContract(document, { name: 'parcel' });
  const target = join(folder, String(count));
  mkdirSync(target, { recursive: true });
  for (const file of await generate(contract)) writeFileSync(join(target, file.name), file.text);
  const module = (await import(pathToFileURL(join(target, 'client.ts')).href)) as {
    createParcelClient(options: AnyOptions): AnyClient;
  };
  return module.createParcelClient(options);
}

function withSchemes(schemes: Record<string, JsonObject>): JsonObject {
  const security = Object.keys(schemes).map((name) => ({ [name]: [] }));
  return { ...parcel, security, components: { ...parcel.components, securitySchemes: schemes } };
}

describe('a generated client', () => {
  test('sends the token and its own headers to the address it was given', async () => {
    const client = await createClient(parcel, { baseUrl, token: 'abc', headers: { 'X-Team': 'blue' } });
    expect(await client.GET('/hooks', { params: { query: { limit: 2 } } })).toMatchObject({ data: [] });
    expect(seen).toMatchObject([
      { method: 'GET', url: '/v1/hooks?limit=2', headers: { authorization: 'Bearer abc', 'x-team': 'blue' } },
    ]);
  });

  test("goes to the contract's first server when it is given no address", async () => {
    const urls: string[] = [];
    const client = await createClient(parcel, {
      token: 'abc',
      fetch: async (request) => {
        urls.push((request as Request).url);
        return Response.json([]);
      },
    });
    await client.GET('/hooks');
    expect(urls).toEqual(['https://api.parcel.test/v1/hooks']);
  });

  test('lets a request go out without credentials', async () => {
    const client = await createClient(parcel, { baseUrl, token: 'abc', headers: { Authorization: null } });
    await client.GET('/hooks');
    expect(seen[0]?.headers['authorization']).toBeUndefined();
  });

  test.each([
    ['a bearer token', { type: 'http', scheme: 'bearer' }, { authorization: 'Bearer user:pass' }],
    ['user and password', { type: 'http', scheme: 'basic' }, { authorization: 'Basic dXNlcjpwYXNz' }],
    [
      'an access token',
      { type: 'openIdConnect', openIdConnectUrl: 'https://x.test' },
      { authorization: 'Bearer user:pass' },
    ],
    ['a key in a header', { type: 'apiKey', in: 'header', name: 'X-Key' }, { 'x-key': 'user:pass' }],
    ['a key in a cookie', { type: 'apiKey', in: 'cookie', name: 'key' }, { cookie: 'key=user:pass' }],
  ])('sends %s as its security scheme says', async (_, scheme, headers) => {
    const client = await createClient(withSchemes({ only: scheme }), { baseUrl, token: 'user:pass' });
    await client.GET('/hooks');
    expect(seen).toMatchObject([{ url: '/v1/hooks', headers }]);
  });

  test('adds a key to the query and keeps the body', async () => {
    const scheme = { type: 'apiKey', in: 'query', name: 'key' };
    const client = await createClient(withSchemes({ only: scheme }), { baseUrl, token: 'a&b' });
    await client.POST('/hooks', { body: { url: 'https://x.test' } });
    expect(seen).toMatchObject([{ method: 'POST', url: '/v1/hooks?key=a%26b', body: '{"url":"https://x.test"}' }]);
  });

  test.each<[string, JsonObject, string, string | undefined]>([
    ['a header', { type: 'http', scheme: 'bearer' }, '/v1/hooks', 'Bearer a'],
    ['the query', { type: 'apiKey', in: 'query', name: 'key' }, '/v1/hooks?key=a', undefined],
  ])('asks for no token where every operation does without, and sends one in %s', async (_, scheme, url, header) => {
    const document = { ...withSchemes({ only: scheme }), security: [{}, { only: [] }] };
    await (await createClient(document, { baseUrl })).GET('/hooks');
    count += 1;
    await (await createClient(document, { baseUrl, token: 'a' })).GET('/hooks');
    expect(seen.map((call) => [call.url, call.headers['authorization']])).toEqual([
      ['/v1/hooks', undefined],
      [url, header],
    ]);
  });

  test('takes a token for each scheme where the contract has several', async () => {
    const schemes = {
      main: { type: 'http', scheme: 'bearer' },
      tenant: { type: 'apiKey', in: 'header', name: 'X-Tenant' },
    };
    const one = await createClient(withSchemes(schemes), { baseUrl, token: 'abc' });
    await one.GET('/hooks');
    const both = await createClient(withSchemes(schemes), { baseUrl, token: { main: 'abc', tenant: 't1' } });
    await both.GET('/hooks');
    expect(seen.map(({ headers }) => [headers['authorization'], headers['x-tenant']])).toEqual([
      ['Bearer abc', undefined],
      ['Bearer abc', 't1'],
    ]);
  });

  test('writes lists and objects in the query in the form that the contract says', async () => {
    const list = { type: 'array', items: { type: 'string' } };
    const object = { type: 'object', properties: { a: { type: 'integer' }, b: { type: 'integer' } } };
    const parameters = [
      { name: 'plain', in: 'query', schema: list },
      { name: 'joined', in: 'query', explode: false, schema: { $ref: '#/components/schemas/List' } },
      { name: 'piped', in: 'query', style: 'pipeDelimited', explode: false, schema: list },
      { name: 'spread', in: 'query', schema: object },
      { name: 'deep', in: 'query', style: 'deepObject', explode: true, schema: object },
      { name: 'filter', in: 'query', content: { 'application/json': { schema: object } } },
    ];
    const components = { ...parcel.components, schemas: { ...parcel.components.schemas, List: list } };
    const paths = { '/hooks': { get: { ...parcel.paths['/hooks'].get, parameters } } };
    const client = await createClient({ ...parcel, paths, components }, { baseUrl, token: 'abc' });
    const values = ['x', 'y'];
    const numbers = { a: 1, b: 2 };
    await client.GET('/hooks', {
      params: {
        query: { plain: values, joined: values, piped: values, spread: numbers, deep: numbers, filter: { a: 1 } },
      },
    });
    expect(seen.map(({ url }) => url)).toEqual([
      '/v1/hooks?plain=x&plain=y&joined=x,y&piped=x|y&a=1&b=2&deep[a]=1&deep[b]=2&filter=%7B%22a%22%3A1%7D',
    ]);
  });
});
