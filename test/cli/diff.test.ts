import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { runCli, startCliMock } from '../support/cli.ts';
import { makeRepository, type TestRepository } from '../support/repository.ts';

/** A contract with one operation and one event; `modes` of the request, `kinds` of the event. */
const toHooks = (version: string, modes: string, kinds: string, more = '') => `openapi: 3.1.0
info: { title: Hooks, version: ${version} }
servers: [{ url: https://api.hooks.test }]
paths:
  /hooks:
    post:
      operationId: createHook
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [mode]
              properties:
                mode: { type: string, enum: [${modes}] }
      responses:
        '201': { description: Made. }
${more}webhooks:
  hook.made:
    post:
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [kind]
              properties:
                kind: { type: string, enum: [${kinds}] }
      responses: { '200': { description: Taken. } }
`;

let repository: TestRepository;
const diff = (...args: string[]) => runCli(['diff', ...args], { cwd: repository.folder });
const json = async (...args: string[]) => {
  const { exitCode, stdout, stderr } = await diff(...args, '--format', 'json');
  return { exitCode, stderr, result: JSON.parse(stdout) };
};
const toLevels = ({ contracts }: { contracts: any[] }): string[] =>
  contracts.flatMap(({ name, changes }) => changes.map((change: any) => `${name} ${change.level} ${change.rule}`));

beforeEach(async () => {
  repository = await makeRepository();
  await repository.commit({
    'hooks.yaml': toHooks('1.4.0', 'all, none', 'a'),
    'redocly.yaml': 'apis: { hooks: { root: hooks.yaml } }\n',
  });
  await repository.write({ 'hooks.yaml': toHooks('1.5.0', 'all', 'a, b') });
});

test('shows what breaks whom, with the payload that proves it', async () => {
  const { exitCode, stdout, stderr } = await diff('main:hooks.yaml');
  expect([exitCode, stderr]).toEqual([1, '']);
  expect(stdout.replaceAll(/[\da-f]{16}/g, '<fingerprint>')).toMatchInlineSnapshot(`
    "main:hooks.yaml 1.4.0 → hooks.yaml 1.5.0

    Breaking: 1

    POST /hooks
      /mode may not be "none" any more.
        breaks     clients: POST /hooks application/json /mode
        where      hooks.yaml:16:39
        PROVEN     An old client may send this body; the new server refuses it: /mode must be one of all.
                   {
                 >   "mode": "none"
                   }
        instead    Go on accepting what was accepted; add an optional member or a new version instead.
        id         <fingerprint>, rule request-enum-value-removed

    Warnings: 1

    event hook.made
      /kind may be "b" now.
        may break  subscribers: event hook.made application/json /kind
        where      hooks.yaml:30:39
        PROVEN     The new provider may send this payload; an old subscriber's contract refuses it: /kind must be one of a.
                   {
                 >   "kind": "b"
                   }
        id         <fingerprint>, rule event-enum-value-added

    hooks: 1 breaking, 1 warning; next version 2.0.0 (major).

    Policy tolerant: readers ignore members and enum values they do not know.
    "
  `);
}, 60_000);

test('counts by level and policy', async () => {
  const tolerant = await json('main:hooks');
  expect([tolerant.exitCode, tolerant.stderr, tolerant.result.policy, tolerant.result.failed]).toEqual([
    1,
    '',
    'tolerant',
    true,
  ]);
  expect(toLevels(tolerant.result)).toEqual([
    'hooks breaking request-enum-value-removed',
    'hooks warning event-enum-value-added',
  ]);
  const strict = await json('main:hooks', '--policy', 'strict', '--fail-on', 'none');
  expect([strict.exitCode, strict.result.policy, strict.result.failed]).toEqual([0, 'strict', false]);
  expect(toLevels(strict.result)).toEqual([
    'hooks breaking request-enum-value-removed',
    'hooks breaking event-enum-value-added',
  ]);
}, 60_000);

test('fails on warnings where it is asked to', async () => {
  await repository.write({ 'hooks.yaml': toHooks('1.5.0', 'all, none', 'a, b') });
  expect((await diff('main:hooks.yaml')).exitCode).toBe(0);
  expect((await diff('main:hooks.yaml', '--fail-on', 'warning')).exitCode).toBe(1);
}, 60_000);

test('reports a rewrite that changes nothing as no change', async () => {
  const split = toHooks('1.4.0', 'all, none', 'a').replace(
    /schema:\n {14}type: object\n {14}required: \[mode\]\n {14}properties:\n {16}mode: .*/,
    `schema:
              allOf:
                - { type: object, properties: { mode: { enum: [none, all] } } }
                - { required: [mode], properties: { mode: { type: string } } }`,
  );
  expect(split).toContain('allOf');
  await repository.write({ 'hooks.yaml': split });
  expect(await diff('--all', '--base', 'main')).toEqual({
    exitCode: 0,
    stderr: '',
    stdout: `main:hooks 1.4.0 → hooks 1.4.0: no changes.

Policy tolerant: readers ignore members and enum values they do not know.
`,
  });
}, 60_000);

test('takes a contract that is gone for one break, and a new one for none', async () => {
  await repository.commit();
  await repository.write({
    'redocly.yaml': 'apis: { fresh: { root: fresh.yaml } }\n',
    'hooks.yaml': undefined,
    'fresh.yaml': toHooks('0.1.0', 'all', 'a'),
  });
  const { exitCode, result } = await json('--all', '--base', 'main');
  expect([exitCode, toLevels(result)]).toEqual([1, ['fresh info contract-added', 'hooks breaking contract-removed']]);
  expect(result.contracts[1].changes[0].message).toBe('The contract hooks was removed, with 1 operation and 1 event');
}, 60_000);

test('writes approvals, refuses them without reasons, and counts no more what they cover', async () => {
  const file = join(repository.folder, 'approvals.yaml');
  const update = await diff('main:hooks', '--approve', 'approvals.yaml', '--update-approvals');
  expect([update.exitCode, update.stderr]).toEqual([
    0,
    'approvals.yaml: 1 approvals, 1 without a reason; say in its empty reason who agreed to it and why\n',
  ]);
  const refused = await diff('main:hooks', '--approve', 'approvals.yaml');
  expect([refused.exitCode, refused.stdout]).toEqual([2, '']);
  expect(refused.stderr).toContain('an approval without a reason is none');
  await repository.write({ 'approvals.yaml': (await readFile(file, 'utf8')).replace('reason: ""', 'reason: agreed') });
  const approved = await json('main:hooks', '--approve', 'approvals.yaml');
  expect([approved.exitCode, approved.result.summary, approved.result.lapsed]).toEqual([
    0,
    { breaking: 0, warning: 1, info: 0, refuted: 0, approved: 1 },
    [],
  ]);
  // The approved change becomes another one.
  await repository.write({ 'hooks.yaml': toHooks('1.5.0', 'none', 'a, b') });
  const changed = await json('main:hooks', '--approve', 'approvals.yaml');
  expect([changed.exitCode, changed.result.summary.breaking, changed.result.lapsed.length]).toEqual([1, 1, 1]);
}, 90_000);

test('holds the version to what the changes ask for', async () => {
  const { exitCode, result } = await json('main:hooks', '--fail-on', 'none', '--check-version');
  expect([exitCode, result.contracts[0].advice, result.contracts[0].versionFault]).toEqual([
    1,
    { bump: 'major', nextVersion: '2.0.0' },
    'info.version is 1.5.0; after 1.4.0 these changes ask for 2.0.0 or higher',
  ]);
  await repository.write({ 'hooks.yaml': toHooks('2.0.0', 'all', 'a, b') });
  expect((await diff('main:hooks', '--fail-on', 'none', '--check-version')).exitCode).toBe(0);
}, 60_000);

test('writes every form in one run, and a step summary', async () => {
  const files = ['a.json', 'a.md', 'a.sarif', 'a.html', 'out/a.txt'];
  const outputs = files.flatMap((file) => ['--output', file]);
  const { exitCode, stdout } = await runCli(['diff', 'main:hooks', '--format', 'github', ...outputs], {
    cwd: repository.folder,
    env: { GITHUB_STEP_SUMMARY: join(repository.folder, 'summary.md') },
  });
  expect(exitCode).toBe(1);
  expect(stdout.split('\n').map((line) => line.split('::')[1])).toEqual([
    'error file=hooks.yaml,line=16,col=39,title=request-enum-value-removed POST /hooks',
    'warning file=hooks.yaml,line=30,col=39,title=event-enum-value-added event hook.made',
    'notice title=hookspec diff hooks',
    undefined,
  ]);
  const written = [...files, 'summary.md'].map((file) => readFile(join(repository.folder, file), 'utf8'));
  const texts = await Promise.all(written);
  expect(texts.map((text) => text.split('\n')[0])).toEqual([
    '{',
    '<!-- hookspec diff -->',
    '{',
    '<!doctype html>',
    'main:hooks 1.4.0 → hooks 1.5.0',
    '<!-- hookspec diff -->',
  ]);
}, 60_000);

test('shows witnesses to a running server and to a receiver', async () => {
  await repository.write({ 'redocly.yaml': undefined });
  await using mock = await startCliMock(['hooks.yaml'], { cwd: repository.folder });
  const received: string[] = [];
  const receiver = createServer((request, response) => {
    request.on('data', (chunk: Buffer) => received.push(chunk.toString()));
    request.on('end', () => response.writeHead(400).end());
  });
  await new Promise<void>((ready) => void receiver.listen(0, '127.0.0.1', ready));
  onTestFinished(() => void receiver.close());
  const to = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hooks`;
  const { result } = await json('main:hooks.yaml', '--replay', `${mock.started.url}/hooks`, '--receiver', to);
  const [request, event] = result.contracts[0].changes;
  expect([request.replay.outcome, request.replay.status]).toEqual(['rejected', 422]);
  expect(event.replay).toEqual({ outcome: 'rejected', status: 400, detail: 'the receiver answered 400' });
  expect(received.map((body) => JSON.parse(body))).toEqual([{ kind: 'b' }]);
  const gone = await diff('main:hooks.yaml', '--replay', 'http://127.0.0.1:1');
  expect([gone.exitCode, gone.stdout]).toEqual([3, '']);
  expect(gone.stderr).toMatch(/^hookspec: http:\/\/127\.0\.0\.1:1 does not answer: /);
}, 90_000);

test('says what is wrong with the command line', async () => {
  const first = async (...args: string[]) => {
    const { exitCode, stdout, stderr } = await diff(...args);
    return [exitCode, stdout, stderr.split('\n')[0]];
  };
  expect(await first()).toEqual([2, '', 'hookspec: diff compares two versions: BASE and HEAD.']);
  expect(await first('hooks.yaml', 'nosuch.yaml')).toEqual([2, '', 'hookspec: There is no file nosuch.yaml.']);
  expect(await first('a', 'b', '--policy', 'lax')).toEqual([
    2,
    '',
    'hookspec: --policy lax is not possible; choose tolerant, strict.',
  ]);
  expect(await first('a', 'b', '--update-approvals')).toEqual([
    2,
    '',
    'hookspec: --update-approvals needs --approve FILE: the file to write.',
  ]);
  expect(await first('a', 'b', '--receiver', 'here')).toEqual([2, '', 'hookspec: --receiver here is no URL.']);
  expect(await first('https://example.com/a.yaml', 'hooks.yaml')).toEqual([
    2,
    '',
    'hookspec: https://example.com/a.yaml is on the net and is not fetched without leave.',
  ]);
}, 60_000);

test('tells of faults that it read a document in spite of', async () => {
  const twice = toHooks('1.4.0', 'all', 'a, b').replace(
    '  /hooks:',
    "  /other:\n    get: { operationId: createHook, responses: { '200': { description: x } } }\n  /hooks:",
  );
  await repository.write({ 'hooks.yaml': twice });
  const { exitCode, stderr } = await diff('main:hooks.yaml');
  expect([exitCode, stderr]).toEqual([
    1,
    expect.stringMatching(/^hooks\.yaml: read in spite of hooks\.yaml:\d+:\d+ {2}/),
  ]);
}, 60_000);
