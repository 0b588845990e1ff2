import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createSchemaCompiler } from '../../src/contract/schema.ts';
import { loadContract } from '../../src/contract/load.ts';
import { startReceiver } from '../delivery/support/receiver.ts';
import { runCli } from '../support/cli.ts';

const toDocument = (id: object) => ({
  openapi: '3.1.0',
  info: { title: 'Ferry', version: '1.0.0' },
  webhooks: {
    ferryDeparted: {
      post: {
        requestBody: {
          content: {
            'application/json': {
              schema: {
                type: 'object',
                required: ['type', 'id'],
                properties: { type: { const: 'ferry.departed' }, id },
              },
            },
          },
        },
        responses: { '2XX': { description: 'Taken.' } },
      },
    },
  },
});

const folder = await mkdtemp(join(tmpdir(), 'hookspec-ferry-'));
const ferry = join(folder, 'ferry.json');
const odd = join(folder, 'odd.json');
await writeFile(ferry, JSON.stringify(toDocument({ type: 'string', format: 'uuid', readOnly: true })));
await writeFile(odd, JSON.stringify(toDocument({ type: 'string', pattern: '(?=a)(?=b)c' })));
const check = createSchemaCompiler(await loadContract(ferry)).compile(
  '/webhooks/ferryDeparted/post/requestBody/content/application~1json/schema',
  'response',
);

/** A receiver that takes what fits the schema, and nothing else. */
const startFerryReceiver = () =>
  startReceiver((response, { body }) => {
    response.writeHead(check(JSON.parse(body.toString())).length === 0 ? 200 : 400).end();
  });

test('trigger sends what the schema takes where an event has no example', async () => {
  await using receiver = await startFerryReceiver();
  const { exitCode, stderr } = await runCli(['trigger', ferry, 'ferryDeparted', '--to', receiver.url]);
  expect([exitCode, stderr]).toEqual([0, '']);
  expect(receiver.requests.map(({ body }) => JSON.parse(body.toString()) as unknown)).toEqual([
    { type: 'ferry.departed', id: '2f1c6d3e-8a4b-4c5d-9e6f-0a1b2c3d4e5f' },
  ]);
});

test('check-receiver accuses no receiver that takes what the schema takes', { timeout: 30_000 }, async () => {
  await using receiver = await startFerryReceiver();
  const args = ['check-receiver', receiver.url, '--contract', ferry, '--only', 'good-delivery', '--quiet'];
  const { exitCode, stdout, stderr } = await runCli(args);
  expect([exitCode, stderr]).toEqual([0, '']);
  expect(stdout).toContain('Met 1 of 1 events.');
});

test.each([
  ['trigger', odd, 'ferryDeparted', '--to', 'http://127.0.0.1:1'],
  ['check-receiver', 'http://127.0.0.1:1', '--contract', odd],
])('%s says that none can be made', async (...args) => {
  const { exitCode, stdout, stderr } = await runCli(args);
  expect([exitCode, stdout]).toEqual([2, '']);
  expect(stderr).toContain('The event ferryDeparted has no example and none can be made from its schema; give --data');
  expect(stderr).not.toContain('    at ');
});

test('trigger --list says that a document with callbacks alone has no events', async () => {
  const { openapi, info, webhooks } = toDocument({ type: 'string' });
  const operation = { responses: { '200': { description: 'Done.' } } };
  const callbacks = { departed: { '{$request.query.url}': webhooks.ferryDeparted } };
  const file = join(folder, 'callbacks.json');
  await writeFile(file, JSON.stringify({ openapi, info, paths: { '/subs': { post: { ...operation, callbacks } } } }));
  const { exitCode, stdout, stderr } = await runCli(['trigger', file, '--list']);
  expect([exitCode, stdout]).toEqual([2, '']);
  expect(stderr.split('\n')[0]).toBe('hookspec: callbacks documents no events: it has no `webhooks`.');
});
