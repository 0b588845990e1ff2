import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { loadContract } from '../../src/contract/load.ts';
import { detailsOf, loadFiles, refusalOf, shortPlace, writeFolder } from './support/folder.ts';

/** Serves texts by path until the test ends. Returns the origin. */
async function serve(texts: Readonly<Record<string, string>>): Promise<string> {
  const server = createServer((request, response) => {
    const text = texts[request.url ?? ''];
    response.writeHead(text === undefined ? 404 : 200).end(text);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => new Promise<void>((closed) => server.close(() => closed())));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const referring = (ref: string): string =>
  `openapi: 3.1.0\ninfo: { title: Harbour, version: '1' }\ncomponents: { schemas: { A: { $ref: '${ref}' } } }\n`;

test('follows references to the net and on from there, with leave', async () => {
  const origin = await serve({ '/a/b.yaml': "B: { $ref: 'c.json' }\n", '/a/c.json': '{ "type": "string" }' });
  const contract = await loadFiles({ 'api.yaml': referring(`${origin}/a/b.yaml#/B`) }, { allowExternalRefs: true });
  expect(contract.document['components']).toEqual({
    schemas: {
      A: { $ref: '#/components/schemas/B' },
      B: { $ref: '#/components/schemas/c' },
      c: { type: 'string' },
    },
  });
  expect(contract.files.slice(1)).toEqual([`${origin}/a/b.yaml`, `${origin}/a/c.json`]);
  expect(shortPlace(contract.locate('/components/schemas/c/type'))).toBe('c.json:1:3');
});

test('loads a document from the net with leave', async () => {
  const origin = await serve({ '/Harbour.yaml': referring('more.yaml'), '/more.yaml': 'type: string\n' });
  const { name, files } = await loadContract(`${origin}/Harbour.yaml`, { allowExternalRefs: true });
  expect([name, ...files]).toEqual(['harbour', `${origin}/Harbour.yaml`, `${origin}/more.yaml`]);
});

test('names the reference whose server does not have it', async () => {
  const origin = await serve({});
  const details = await detailsOf({ 'api.yaml': referring(`${origin}/gone.yaml`) }, { allowExternalRefs: true });
  expect(details).toEqual([
    `api.yaml:3:31  \`${origin}/gone.yaml\`: Cannot read ${origin}/gone.yaml: the server answered 404  (correct the path)`,
  ]);
});

test('reads references of an object from the current folder', async () => {
  const cwd = await writeFolder({ 'a.yaml': 'type: string\n' });
  const document = {
    openapi: '3.1.0',
    info: { title: 'Harbour', version: '1' },
    components: { schemas: { A: { $ref: 'a.yaml' } } },
  };
  const { document: bundled } = await loadContract(document, { cwd });
  expect(bundled['components']).toEqual({ schemas: { A: { $ref: '#/components/schemas/a' }, a: { type: 'string' } } });
  const outside = { ...document, components: { schemas: { A: { $ref: '/etc/hosts' } } } };
  expect((await refusalOf(loadContract(outside, { cwd }))).details).toEqual([
    "<object>#/components/schemas/A/$ref  `/etc/hosts` is refused: it lies outside the document's folder",
  ]);
});
