import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import type { Case } from './case.ts';
import { converse } from './converse.ts';
import { createCase } from './families/all.ts';
import { judge } from './judge.ts';
import { runSoak } from './run.ts';
import { loadTargets } from './targets.ts';

// Servers that are wrong on purpose, and what the soak says of each.
const PROBE = { method: 'GET', echo: 's1c1r9e', statuses: [404] };
const given: Case = {
  index: 0,
  family: 'test',
  what: 'test',
  tag: 's1c1',
  actions: [{ do: 'send', bytes: 'GET /s1c1r0e HTTP/1.1\r\nHost: a\r\n\r\n' }],
  expected: [{ method: 'GET', echo: 's1c1r0e', statuses: [200] }],
  ending: 'open',
};

function answer(status: number, body: string, more = ''): string {
  return `HTTP/1.1 ${status} X\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n${more}\r\n${body}`;
}

const right = answer(200, 's1c1r0e');
const probed = answer(404, 's1c1r9e');
const refused = answer(400, '{}', 'Connection: close\r\n');

/** Findings about a server that sends these texts, one to each request; `end` ends the connection. */
async function accuse(replies: readonly string[], change: Partial<Case> = {}): Promise<string[]> {
  const server = createServer((socket) => {
    let count = 0;
    socket.on('error', () => {});
    socket.on('data', () => {
      const reply = replies[count++] ?? '';
      if (reply.endsWith('end')) socket.end(reply.slice(0, -3));
      else socket.write(reply);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const bytes = 'GET /s1c1r9e HTTP/1.1\r\nHost: a\r\n\r\n';
  const changed = { ...given, ...change };
  const exchange = await converse(changed, { port, patience: 150, probe: { bytes, expected: PROBE } });
  server.close();
  return judge(changed, exchange, PROBE).map((finding) => finding.replace(/\d+ ms/, 'N ms'));
}

test('finds nothing wrong with a server that answers, refuses or closes as it may', async () => {
  expect(await accuse([right, probed])).toEqual([]);
  expect(await accuse([`${refused}end`])).toEqual([]);
  expect(await accuse([`${refused}end`], { expected: [], ending: 'closed' })).toEqual([]);
});

test.each([
  ['says nothing', [''], ['After N ms the connection is open with 0 of 1 answers']],
  ['says nothing to the probe', [right], ['After N ms the connection is open with 1 of 2 answers']],
  ['ends without an answer', ['end'], ['The server ends the connection after 0 of 1 answers']],
  [
    'answers twice',
    [right + right, probed],
    ['Answer 200 where 404 is right: s1c1r0e', 'Answer 200 is not for s1c1r9e: s1c1r0e'],
  ],
  ['answers somebody else', [answer(200, 's1c1r0e s1c2r0e'), probed], ['Answer 200 belongs to s1c2: s1c1r0e s1c2r0e']],
  ['answers another request', [answer(200, 's1c1r5e'), probed], ['Answer 200 is not for s1c1r0e: s1c1r5e']],
  ['answers with another status', [answer(201, 's1c1r0e'), probed], ['Answer 201 where 200 is right: s1c1r0e']],
  [
    'answers what was hidden',
    [right, answer(404, 's1c1r9e is served at /smuggled/s1c1r3e')],
    ['Answer 404 belongs to a request that was never sent: s1c1r9e is served at /smuggled/s1c1r3e'],
  ],
  ['sends no HTTP', ['hello\r\n\r\n'], ['The server sends what is no answer: "hello"']],
  ['sends no length', ['HTTP/1.1 200 OK\r\n\r\n'], ['The server sends an answer 200 without Content-Length']],
])('finds a server that %s', async (_, replies, findings) => {
  const found = await accuse(replies);
  expect(found.slice(0, findings.length)).toEqual(findings);
});

test('finds a 5xx that nobody documents, a crash and a shown stack', async () => {
  const change = { expected: [{ method: 'GET' }] };
  expect(await accuse([answer(503, 's'), probed], change)).toEqual(['Answer 503 is documented nowhere: s']);
  const crash = 'This is a bug in hookspec: x';
  expect(await accuse([answer(500, crash), probed], change)).toContain(`Answer 500 is a crash: ${crash}`);
  const stack = 'x\n    at f (a.ts:1:2)';
  expect(await accuse([answer(400, stack), probed], change)).toEqual([`Answer 400 shows a stack: ${stack}`]);
});

test('finds an answer that nobody asked for', async () => {
  const change = { expected: [], ending: 'closed' } as const;
  expect(await accuse([`${right}end`], change)).toEqual(['The server gives 1 answers to 0 requests']);
});

test('finds that a connection which must end goes on', async () => {
  expect(await accuse([''], { expected: [], ending: 'closed' })).toEqual([
    'After N ms the connection is open with 0 of 0 answers',
  ]);
});

test('repeats a case for the same seed and number', async () => {
  const targets = await loadTargets(['lava']);
  for (const index of [0, 7, 1234]) expect(createCase(5, index, targets)).toEqual(createCase(5, index, targets));
  expect(createCase(5, 1, targets).actions).not.toEqual(createCase(6, 1, targets).actions);
});

test('finds that the mock has ended, what it wrote, and that it took too much memory', async () => {
  const targets = await loadTargets(['lava']);
  const messages: string[] = [];
  const accused = {
    port: 1,
    memory: () => 900,
    ended: 'exit code 1',
    complaints: ['Error: x'],
    [Symbol.asyncDispose]: async () => {},
  };
  const limits = { count: 5, lanes: 2, slow: false, patience: 100, memory: 640 };
  const onFinding = ({ message }: { message: string }) => messages.push(message);
  const { cases, findings } = await runSoak(accused, targets, { seed: 1, first: 0, ...limits, onFinding });
  expect(messages).toEqual([
    'On stderr: Error: x',
    'The mock has ended with exit code 1 before case 0',
    'Memory rose to 900 MB',
  ]);
  expect([cases, findings]).toEqual([0, 3]);
});
