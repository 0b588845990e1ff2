import { spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { agentmessageWebhooks } from '../../../generated/agentmessage/webhooks.ts';
import { encrataWebhooks } from '../../../generated/encrata/webhooks.ts';
import { lavaWebhooks } from '../../../generated/lava/webhooks.ts';
import { leadlexWebhooks } from '../../../generated/leadlex/webhooks.ts';
import { checkReceiver } from '../../../src/conformance/receiver/check-receiver.ts';
import { loadContract } from '../../../src/contract/load.ts';
import { createSeenDeliveries, createWebhookHandler } from '../../../src/delivery/receive/webhooks.ts';
import { root } from '../../support/cli.ts';

const SECRET = 'whsec_of_a_test';
const node = ['--import', pathToFileURL(join(root, 'test/support/from-sources.ts')).href];
const examples = join(root, 'docs/examples');

/** A receiver of the docs, started as a reader starts it; `count` tells how many deliveries it has handled. */
async function start(command: string, args: readonly string[]) {
  const env = { ...process.env, PORT: '0', WEBHOOK_SECRET: SECRET };
  const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'ignore'] });
  const closed = new Promise<void>((done) => child.once('close', () => done()));
  const port = await new Promise<number>((ready, fail) => {
    void closed.then(() => fail(new Error('the example ended early')));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const listening = /^listening on (.*)$/.exec(line);
      if (listening) ready((JSON.parse(listening[1]!) as { port: number }).port);
    });
  });
  const stop = async () => {
    child.kill();
    await closed;
  };
  return { url: `http://127.0.0.1:${port}/webhooks`, [Symbol.asyncDispose]: stop };
}

const python =
  spawnSync('python3', ['--version']).status === 0
    ? [{ name: 'Python', contract: 'agentmessage', command: 'python3', args: [join(examples, 'python/receiver.py')] }]
    : [];

describe('an example of the docs gets no finding', () => {
  test.each([
    {
      name: 'Express',
      contract: 'leadlex',
      command: process.execPath,
      args: [...node, join(examples, 'express/receiver.ts')],
    },
    {
      name: 'a route handler of Next.js',
      contract: 'agentmessage',
      command: process.execPath,
      args: [...node, join(root, 'test/examples/serve-route.ts'), join(examples, 'next/app/webhooks/route.ts')],
    },
    ...python,
  ])('$name', { timeout: 90_000 }, async ({ contract, command, args }) => {
    await using receiver = await start(command, args);
    const report = await checkReceiver({ url: receiver.url, contract: await loadContract(contract), secret: SECRET });
    expect(report.findings).toEqual([]);
    expect(report.summary.passed).toBeGreaterThan(50);
  });
});

describe('the handler of hookspec/webhooks gets no finding', () => {
  test.each([
    { contract: 'lava', source: lavaWebhooks },
    { contract: 'encrata', source: encrataWebhooks },
    { contract: 'agentmessage', source: agentmessageWebhooks },
    { contract: 'leadlex', source: leadlexWebhooks },
  ])('for $contract', { timeout: 90_000 }, async ({ contract, source }) => {
    let handled = 0;
    const hooks = createWebhookHandler({
      ...source,
      id: 'id' in source ? source.id : 'body',
      secrets: SECRET,
      seen: createSeenDeliveries(),
      on: {},
      otherwise: () => void (handled += 1),
    });
    const server = createServer(hooks.node);
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const effects = () => handled;
    const report = await checkReceiver({ url, contract: await loadContract(contract), secret: SECRET, effects });
    server.closeAllConnections();
    server.close();
    expect(report.findings).toEqual([]);
  });
});
