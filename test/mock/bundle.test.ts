import { gzipSync } from 'node:zlib';
import type { BuildFailure } from 'esbuild';
import { expect, test } from 'vitest';
import { bundleForBrowser } from '../support/bundle.ts';

const program = (from: string) => `
  import { contractFromDocument, createMockHandler } from '${from}';
  import openapi from './generated/lava/openapi.json';
  export const handler = createMockHandler(contractFromDocument(openapi, { name: 'lava' }));
`;

test('bundles for a browser without anything of Node, Prism or a loader', async () => {
  const { inputs, imports, text } = await bundleForBrowser(program('./src/mock/browser.ts'));
  expect(imports).toEqual([]);
  const packages = inputs.flatMap((input) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? []);
  expect([...new Set(packages)].sort()).toEqual([
    'ajv',
    'ajv-formats',
    'fast-deep-equal',
    'fast-uri',
    'ipaddr.js',
    'json-schema-traverse',
  ]);
  // With the contract itself; a limit that tells when something large has crept in.
  expect(gzipSync(text).length).toBeLessThan(140 * 1024);
});

test('bundles the handlers for msw and what only they add', async () => {
  const { inputs, imports } = await bundleForBrowser(`
    import { setupWorker } from 'msw/browser';
    import { createHandlers } from './src/mock/msw.ts';
    import { contractFromDocument } from './src/mock/browser.ts';
    import openapi from './generated/lava/openapi.json';
    export const worker = setupWorker(...createHandlers(contractFromDocument(openapi, { name: 'lava' })));
  `);
  expect(imports).toEqual([]);
  expect(inputs.filter((input) => input.startsWith('src/delivery/send'))).toEqual([]);
});

test('cannot bundle what only Node has, and names it', async () => {
  const program = `export * from './src/mock/node-services.ts';`;
  const failed = await bundleForBrowser(program).catch((error: unknown) => error as BuildFailure);
  const missing = 'errors' in failed ? failed.errors.map(({ text }) => /"(node:[^"]+)"/.exec(text)?.[1]) : [];
  expect(missing).toContain('node:worker_threads');
});
