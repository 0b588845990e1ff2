import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { loadContract } from '../../src/contract/load.ts';
import { triggerEvent, type TriggerOptions } from '../../src/delivery/trigger.ts';
import { root } from '../support/cli.ts';
import { compile, compilers } from '../types/compile.ts';

const SECRET = 'whsec_of_a_test';
const node = ['--import', pathToFileURL(join(root, 'test/support/from-sources.ts')).href];
const examples = join(root, 'docs/examples');

/** A receiver of the docs, started as a reader starts it. */
async function start(command: string, args: readonly string[]) {
  const env = { ...process.env, PORT: '0', WEBHOOK_SECRET: SECRET };
  const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
  const handled: string[] = [];
  const closed = new Promise<void>((done) => child.once('close', () => done()));
  const port = await new Promise<number>((ready, fail) => {
    void closed.then(() => fail(new Error('the example ended early')));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const listening = /^listening on (.*)$/.exec(line);
      if (listening) ready((JSON.parse(listening[1]!) as { port: number }).port);
      else handled.push(line.replace(/^handled [\w-]+: /, ''));
    });
  });
  const stop = async () => {
    child.kill();
    await closed;
  };
  return { url: `http://127.0.0.1:${port}/webhooks`, handled, stop, [Symbol.asyncDispose]: stop };
}

const leadlex = { contract: await loadContract('leadlex'), event: 'contact.created' };
const agentmessage = { contract: await loadContract('agentmessage'), event: 'wallet.balance_low' };

/** Where there is no Python, as `.ci/run` says, its receiver cannot be started. */
const python =
  spawnSync('python3', ['--version']).status === 0
    ? [
        {
          name: 'Python',
          ...agentmessage,
          command: 'python3',
          args: [join(examples, 'python/receiver.py')],
          line: 'wallet.balance_low',
          hasTime: true,
        },
      ]
    : [];

describe.each([
  {
    name: 'Express',
    ...leadlex,
    command: process.execPath,
    args: [...node, join(examples, 'express/receiver.ts')],
    line: 'Jane Doe is new',
    hasTime: false,
  },
  {
    name: 'a route handler of Next.js',
    ...agentmessage,
    command: process.execPath,
    args: [...node, join(root, 'test/examples/serve-route.ts'), join(examples, 'next/app/webhooks/route.ts')],
    line: 'the balance is low',
    hasTime: true,
  },
  ...python,
])('the receiver in $name', ({ contract, event, command, args, line, hasTime }) => {
  test('handles good deliveries once and refuses wrong ones', { timeout: 60_000 }, async () => {
    await using receiver = await start(command, args);
    const send = async (options: Partial<TriggerOptions> = {}) => {
      const sent = await triggerEvent({ contract, event, to: receiver.url, secrets: [SECRET], ...options });
      return sent.map(({ attempt, isRight }) => [attempt.responseStatus, isRight]);
    };
    expect(await send()).toEqual([[200, true]]);
    expect(await send({ fault: 'duplicate', count: 2 })).toEqual([
      [200, true],
      [200, true],
    ]);
    expect(await send({ fault: 'reorder', count: 3 })).toEqual(Array.from({ length: 3 }, () => [200, true]));
    expect(await send({ fault: 'bad-signature' })).toEqual([[401, true]]);
    expect(await send({ fault: 'stale' })).toEqual([[hasTime ? 401 : 200, true]]);
    expect(await send({ fault: 'truncated' })).toEqual([[401, true]]);
    expect(await send({ fault: 'oversize' })).toEqual([[413, true]]);
    expect(await send({ secrets: [] })).toEqual([[401, false]]);
    expect(await send({ secrets: ['whsec_other'] })).toEqual([[401, false]]);
    // One, two of which each came twice, three, and the stale one where nothing says how old a delivery may be.
    await receiver.stop();
    expect(receiver.handled).toEqual(Array.from({ length: hasTime ? 6 : 7 }, () => line));
  });
});

test.each(compilers)('compile under %s', { timeout: 60_000 }, async (_, compiler) => {
  expect(await compile(compiler, join(import.meta.dirname, 'tsconfig.json'))).toBe('');
});
