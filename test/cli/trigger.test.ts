import { createHmac } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startReceiver, type Received, type Receiver } from '../delivery/support/receiver.ts';

import { runCli, startCliMock } from '../support/cli.ts';

const SECRET = 'whsec_of_a_test';
const trigger = (...args: string[]) => runCli(['trigger', ...args]);
/** Sends a signed event of leadlex. */
const sendSigned = (url: string, ...more: string[]) =>
  trigger('leadlex', 'contact.created', '--to', url, '--secret', SECRET, ...more);

/** A receiver that verifies what leadlex signs, with node:crypto alone, and refuses what is wrong or too old. */
function startLeadlexReceiver(): Promise<Receiver> {
  return startReceiver((response, { headers, body }: Received) => {
    const wanted = `sha256=${createHmac('sha256', SECRET).update(body).digest('hex')}`;
    response.writeHead(headers['x-leadlex-signature'] === wanted ? 200 : 401).end('seen');
  });
}

test('sends an event, signed, and shows request, answer and verdict', async () => {
  await using receiver = await startLeadlexReceiver();
  const { exitCode, stdout, stderr } = await sendSigned(
    `${receiver.url}/in`,
    '--set',
    'data.contact.email=new@example.com',
  );
  expect([exitCode, stderr]).toEqual([0, '']);
  const [request] = receiver.requests;
  expect(JSON.parse(request!.body.toString())).toMatchObject({
    type: 'contact.created',
    data: { contact: { email: 'new@example.com' } },
  });
  expect(stdout).toMatch(/^POST http:\/\/127\.0\.0\.1:\d+\/in\n {2}Content-Type: application\/json\n/);
  expect(stdout).toContain(`  X-LeadLex-Signature: ${request!.headers['x-leadlex-signature']}\n`);
  expect(stdout).toMatch(/\n\nanswered 200 in \d+ ms\n {2}seen\nright: expected is accepted\.\n$/);
});

test.each<[string, string[], number[], number]>([
  ['duplicate', [], [200, 200], 0],
  ['reorder', ['--count', '3'], [200, 200, 200], 0],
  ['bad-signature', [], [401], 0],
  ['truncated', [], [401], 0],
  ['oversize', [], [200], 0],
  ['delay', [], [200], 0],
])('sends what is %s, and takes the right answer for right', async (fault, more, statuses, exitCode) => {
  const answers: number[] = [];
  await using receiver = await startReceiver((response, { headers, body }) => {
    const wanted = `sha256=${createHmac('sha256', SECRET).update(body).digest('hex')}`;
    answers.push(headers['x-leadlex-signature'] === wanted ? 200 : 401);
    response.writeHead(answers.at(-1)!).end();
  });
  const result = await sendSigned(receiver.url, '--fault', fault, ...more);
  expect([answers, result.exitCode, result.stderr]).toEqual([statuses, exitCode, '']);
});

test('sends in the wrong order what was made in the right one', async () => {
  await using receiver = await startReceiver();
  await trigger(
    'leadlex',
    'contact.created',
    '--to',
    receiver.url,
    '--fault',
    'reorder',
    '--count',
    '3',
    '--seed',
    '5',
  );
  const reversed = receiver.requests.map(({ headers }) => headers['x-leadlex-delivery-id']);
  await trigger('leadlex', 'contact.created', '--to', receiver.url, '--count', '3', '--seed', '5');
  const inOrder = receiver.requests.slice(3).map(({ headers }) => headers['x-leadlex-delivery-id']);
  expect([reversed.length, reversed]).toEqual([3, inOrder.toReversed()]);
});

test('signs a stale delivery rightly, with a time beyond the tolerance', async () => {
  await using receiver = await startReceiver((response) => response.writeHead(400).end());
  const { exitCode, stdout } = await trigger(
    'agentmessage',
    'brand.vetted',
    '--to',
    receiver.url,
    '--secret',
    SECRET,
    '--fault',
    'stale',
  );
  const [, time] = /t=(\d+)/.exec(JSON.stringify(receiver.requests[0]!.headers))!;
  expect(Date.now() / 1000 - Number(time)).toBeGreaterThan(3600);
  expect([exitCode, stdout.split('\n').at(-2)]).toEqual([
    0,
    'right: expected is accepted or refused, as the contract does not say how old a delivery may be.',
  ]);
});

test.each([
  ['lava', 'customer.created', SECRET, 'accepted or refused', 'deliveries of the contract carry no time'],
  ['test/servers/receivers/till.openapi.yaml', 'order.paid', 'whsec_b2YgYQ==', 'refused', undefined],
])(
  'says what a stale delivery of %s can be expected to meet, and why',
  async (contract, event, secret, expected, because) => {
    await using receiver = await startReceiver((response) => response.writeHead(400).end());
    const flags = ['--to', receiver.url, '--secret', secret, '--fault', 'stale', '--format', 'json'];
    const { deliveries } = JSON.parse((await trigger(contract, event, ...flags)).stdout) as {
      deliveries: { expected: string; because?: string; right: boolean }[];
    };
    expect(deliveries.map((delivery) => [delivery.expected, delivery.because, delivery.right])).toEqual([
      [expected, because, true],
    ]);
  },
);

test('calls a receiver wrong that takes an altered signature', async () => {
  await using receiver = await startReceiver();
  const { exitCode, stdout } = await sendSigned(receiver.url, '--fault', 'bad-signature');
  expect([exitCode, stdout.split('\n').at(-2)]).toEqual([1, 'wrong: expected is refused.']);
});

test('prints one JSON value, and takes the secret of the environment', async () => {
  await using receiver = await startLeadlexReceiver();
  const env = { HOOKSPEC_SECRET: SECRET };
  const { stdout, exitCode } = await runCli(
    ['trigger', 'leadlex', 'contact.created', '--to', receiver.url, '--count', '2', '--format', 'json'],
    { env },
  );
  const { deliveries } = JSON.parse(stdout) as { deliveries: { id: string }[] };
  expect(deliveries).toMatchObject([
    {
      event: 'contact.created',
      response: { status: 200, body: 'seen' },
      error: null,
      expected: 'accepted',
      right: true,
    },
    { response: { status: 200 } },
  ]);
  expect([exitCode, deliveries[0]!.id === deliveries[1]!.id]).toEqual([0, false]);
});

test('sends a payload of a file, and says what it breaks', async () => {
  await using receiver = await startReceiver();
  const folder = await mkdtemp(join(tmpdir(), 'hookspec-trigger-'));
  await writeFile(join(folder, 'payload.json'), '{"type":"contact.created"}');
  const args = ['trigger', 'leadlex', 'contact.created', '--to', receiver.url, '--data', '@payload.json'];
  const { exitCode, stderr } = await runCli(args, { cwd: folder });
  expect([exitCode, stderr]).toEqual([0, 'warning: the payload breaks the contract: /data is missing\n']);
});

test('sends every event of every contract as its schema says', async () => {
  await using receiver = await startReceiver();
  for (const contract of ['lava', 'encrata', 'agentmessage', 'leadlex']) {
    const { stdout } = await trigger(contract, '--list', '--format', 'json');
    const { events } = JSON.parse(stdout) as { events: { name: string }[] };
    expect(events.length).toBeGreaterThan(0);
    for (const { name } of events.slice(0, 2)) {
      const result = await trigger(contract, name, '--to', receiver.url);
      expect([name, result.exitCode, result.stderr]).toEqual([name, 0, '']);
    }
  }
}, 60_000);

test('lets a mock send to its subscribers', async () => {
  await using receiver = await startReceiver();
  await using mock = await startCliMock(['lava', '--quiet', '--forward', `https://hooks.example.com=${receiver.url}`]);
  const { baseUrl } = mock.started.contracts[0]!;
  const none = await trigger('lava', 'customer.created', '--mock', new URL(baseUrl).origin);
  expect([none.exitCode, none.stdout]).toEqual([
    0,
    `Nobody has subscribed to the event on ${new URL(baseUrl).origin}.\n`,
  ]);
  const headers = { Authorization: 'Bearer aks_test_myown00000000001', 'Content-Type': 'application/json' };
  const body = JSON.stringify({ name: 'a', url: 'https://hooks.example.com/in' });
  expect((await fetch(`${baseUrl}/webhooks`, { method: 'POST', headers, body })).status).toBe(201);
  const { exitCode, stdout } = await trigger('lava', 'customer.created', '--mock', baseUrl);
  expect([exitCode, receiver.requests.length, stdout.includes('right: expected is accepted.')]).toEqual([0, 1, true]);
});

test.each<[string[], number, string]>([
  [
    ['lava', 'customer.create', '--to', 'http://127.0.0.1:1'],
    2,
    'lava has no event "customer.create". Did you mean customer.created?',
  ],
  [['lava', '--to', 'http://127.0.0.1:1'], 2, 'trigger needs the name of an event.'],
  [['lava', 'customer.created'], 2, 'trigger needs --to URL or --mock URL'],
  [['lava', 'customer.created', '--to', 'nowhere'], 2, '--to nowhere is no URL'],
  [['lava', 'customer.created', '--to', 'http://127.0.0.1:1', '--set', 'x'], 2, '--set x is no PATH=VALUE'],
  [['lava', 'customer.created', '--to', 'http://127.0.0.1:1', '--data', '{'], 2, '--data { is no JSON'],
  [
    ['lava', 'customer.created', '--to', 'http://127.0.0.1:1', '--data', '@nothing.json'],
    2,
    'there is no file nothing.json',
  ],
  [
    ['lava', 'customer.created', '--mock', 'http://127.0.0.1:1', '--secret', 'x'],
    2,
    '--secret does not go with --mock',
  ],
  [['lava', 'customer.created', '--mock', 'http://127.0.0.1:1'], 3, 'http://127.0.0.1:1 does not answer'],
])('says what is wrong with %j', async (args, exitCode, text) => {
  const result = await trigger(...args);
  expect([result.exitCode, result.stdout]).toEqual([exitCode, '']);
  expect(result.stderr).toContain(text);
  expect(result.stderr).not.toContain('    at ');
});

test('says that nobody listens, with an exit code of its own', async () => {
  const { exitCode, stdout } = await trigger('lava', 'customer.created', '--to', 'http://127.0.0.1:1');
  expect([exitCode, stdout.includes('no answer: connect ECONNREFUSED 127.0.0.1:1')]).toEqual([3, true]);
});
