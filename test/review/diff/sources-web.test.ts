import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { getAt } from '../../../src/contract/pointer.ts';
import { HookspecError } from '../../../src/errors.ts';
import { loadAddress } from '../../../src/review/diff/sources/load-address.ts';
import { listFileNames, listRefs } from '../../../src/review/diff/sources/references-in-text.ts';
import { openWeb, type WebLimits } from '../../../src/review/diff/sources/web-snapshot.ts';
import { toParcel, toPlain, toSchemas } from './support/parcel.ts';

const options = { cwd: process.cwd(), overlays: [], allowExternalRefs: false, allowUrl: true };

/** Serves texts by path, and notes what was asked for. */
async function serve(listener: RequestListener): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    listener(request, response);
  });
  onTestFinished(() => void server.closeAllConnections());
  onTestFinished(() => void server.close());
  await new Promise<void>((ready) => void server.listen(0, '127.0.0.1', ready));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const serveTexts = (texts: Readonly<Record<string, string>>) =>
  serve((request, response) => {
    const text = texts[request.url ?? ''];
    response.statusCode = text === undefined ? 404 : 200;
    response.end(text);
  });

async function refuse(address: string, more: Partial<typeof options> = {}, limits: WebLimits = {}): Promise<string> {
  const error = await loadAddress(address, { ...options, ...more }, limits).catch((thrown: unknown) => thrown);
  if (!(error instanceof HookspecError)) throw new Error('it was not refused', { cause: error });
  return [`${error.code}: ${error.message}`, ...error.details].join('\n').replaceAll(new URL(address).origin, '~');
}

test('fetches a document and what it refers to, once each, with addresses as places', async () => {
  const { url, asked } = await serveTexts({
    '/v1/api.yaml': toParcel('1.0.0'),
    '/v1/schemas.yaml': toSchemas('string'),
  });
  const { label, contract } = await loadAddress(`${url}/v1/api.yaml#top`, options);
  expect([label, contract?.name, contract?.version]).toEqual([`${url}/v1/api.yaml#top`, 'api', '1.0.0']);
  expect(getAt(contract?.document, '/components/schemas/Hook/type')).toBe('string');
  expect(contract?.locate('/components/schemas/Hook/type')).toEqual({
    file: `${url}/v1/schemas.yaml`,
    line: 2,
    column: 3,
  });
  expect(asked).toEqual(['/v1/api.yaml', '/v1/schemas.yaml']);
});

test('reads a document whose address has no ending, and a query', async () => {
  const { url } = await serveTexts({ '/openapi?form=yaml': toPlain('1.0.0') });
  const { contract } = await loadAddress(`${url}/openapi?form=yaml`, options);
  expect([contract?.name, contract?.version]).toEqual(['openapi', '1.0.0']);
});

test('asks no other server', async () => {
  const other = await serveTexts({ '/schemas.yaml': toSchemas('string') });
  const document = toParcel('1.0.0').replace('schemas.yaml', `${other.url}/schemas.yaml`);
  const { url } = await serveTexts({ '/api.yaml': document });
  expect(await refuse(`${url}/api.yaml`)).toMatch(
    /^RefRefused: .*\n~\/api\.yaml:11:\d+ .* is refused: it is on the net$/,
  );
  expect(other.asked).toEqual([]);
});

test('keeps what it copies inside of its folder, whatever addresses say', () => {
  const web = openWeb('http://127.0.0.1:9/api.yaml');
  const paths = ['/a/%2e%2e%2f%2e%2e%2fetc/x.yaml', '/%2Fetc%2Fpasswd', '/a/..%5cb', '/%E0%A4%A', '/'];
  expect(paths.map((path) => web.toLocal(`http://127.0.0.1:9${path}`))).toEqual([
    'a/_/x.yaml',
    '_',
    'a/_',
    '%E0%A4%A',
    'index',
  ]);
});

test('says why an address cannot be read', async () => {
  const { url } = await serve((request, response) => {
    if (request.url === '/large') response.end('x'.repeat(3 * 1024 * 1024));
    else if (request.url === '/swagger') response.end('{"swagger": "2.0"}');
    else if (request.url !== '/slow') response.writeHead(500).end();
  });
  const refused = await serve(() => undefined);
  expect(await refuse(`${url}/a.yaml`, { allowUrl: false })).toBe(
    'RefRefused: ~/a.yaml is on the net and is not fetched without leave',
  );
  expect(await refuse(`${url}/a.yaml`)).toBe('UnreadableFile: Cannot read ~/a.yaml: the server answered 500.');
  expect(await refuse(`${url}/large`, {}, { mostBytes: 1024 * 1024 })).toBe(
    'UnreadableFile: Cannot read ~/large: it is larger than 1 MB.',
  );
  expect(await refuse(`${url}/slow`, {}, { timeoutMs: 100 })).toBe(
    'UnreadableFile: Cannot read ~/slow: there was no whole answer within 0.1 s.',
  );
  expect(await refuse(`${url}/swagger`)).toMatch(/^InvalidContract: .*\n~\/swagger:1:\d+ {2}this is OpenAPI 2\.0/);
  expect(await refuse('http://127.0.0.1:1/a.yaml')).toMatch(/^UnreadableFile: Cannot read ~\/a\.yaml: .+\.$/);
  expect(refused.asked).toEqual([]);
});

test('finds references in JSON and YAML, and the names of documents beside them', () => {
  const text = `a: { $ref: a.yaml#/A }
b: {"$ref": "b.json"}
c:
  $ref: 'dir/c%20d.yaml#/C'
d: {"\\u0024ref": "x", "$ref":"f\\/g.json#\\/A"}
e: { $ref: '#/components/schemas/E' }
mapping: { cat: ./cat.yaml, dog: "dog.yml#/Dog" }`;
  expect(listRefs(text)).toEqual(['a.yaml', 'b.json', 'dir/c%20d.yaml', 'f/g.json']);
  expect(listFileNames(text)).toEqual(['a.yaml', 'b.json', 'dir/c%20d.yaml', 'f/g.json', './cat.yaml', 'dog.yml']);
});
