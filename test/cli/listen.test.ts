import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startReceiver } from '../delivery/support/receiver.ts';
import { root, runCli } from '../support/cli.ts';

const SECRET = 'whsec_of_a_test';

/** A running `hookspec listen`, when it listens. */
async function listen(...args: string[]) {
  const child = spawn(process.execPath, [join(root, 'src/cli/bin.ts'), 'listen', ...args, '--port', '0'], {
    cwd: root,
    env: { ...process.env, NO_COLOR: '1' },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += String(chunk)));
  const ready = new Promise<string>((resolve) => {
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += String(chunk);
      const url = /on (http:\/\/[\d.:]+)/.exec(stderr)?.[1];
      if (url) resolve(url);
    });
  });
  const closed = once(child, 'close');
  const url = await ready;
  return {
    url,
    async end(signal?: NodeJS.Signals) {
      if (signal) child.kill(signal);
      const [exitCode] = (await closed) as [number | null];
      return { exitCode, stdout, stderr };
    },
  };
}

const trigger = (url: string, ...more: string[]) =>
  runCli(['trigger', 'leadlex', 'contact.created', '--to', url, '--secret', SECRET, ...more]);

test('lists deliveries as they come, verified and judged', async () => {
  const running = await listen('leadlex', '--secret', SECRET, '--count', '2');
  await trigger(running.url);
  await trigger(running.url, '--fault', 'bad-signature', '--set', 'data=1');
  const { exitCode, stdout, stderr } = await running.end();
  expect(stderr).toBe(`Listening for leadlex on ${running.url}, verifying X-LeadLex-Signature. Stop with Ctrl-C.\n`);
  expect(
    stdout
      .replaceAll(/^[\d:.]{12}/gm, 'TIME')
      .replaceAll(/\d+ bytes/g, 'N bytes')
      .split('\n'),
  ).toEqual([
    'TIME contact.created N bytes, answered 200: right',
    'TIME contact.created N bytes, answered 401: wrong',
    '  SignatureMismatch: The signature does not belong to this body and secret',
    '    WrongSecret (the likeliest): No reading of body, headers and secret fits: another secret has signed, or the body was changed beyond trace.',
    '    Copy the secret of this very endpoint and environment again.',
    '  PayloadInvalid: /data must be an object, got number',
    '',
  ]);
  expect(exitCode).toBe(1);
});

test('prints a line of JSON for each, and passes it on', async () => {
  await using app = await startReceiver((response) => response.writeHead(201).end('made'));
  const running = await listen('leadlex', '--secret', SECRET, '--format', 'json', '--forward', `${app.url}/in`);
  const { stdout: sent } = await trigger(running.url);
  expect(sent).toContain('answered 201');
  const { exitCode, stdout } = await running.end('SIGINT');
  expect(JSON.parse(stdout)).toMatchObject({
    number: 1,
    event: 'contact.created',
    signature: 'valid',
    problems: [],
    status: 201,
    payload: { type: 'contact.created' },
    passedOn: { url: `${app.url}/in`, status: 201, error: null },
  });
  expect([exitCode, stdout.split('\n').length, app.requests.length]).toEqual([0, 2, 1]);
});

test('names the cause where a signature is not valid', async () => {
  const running = await listen('leadlex', '--secret', SECRET, '--count', '2', '--format', 'json');
  const sent = '{"type":"contact.created","data":{}}';
  const send = (body: string, secret: string) => {
    const signature = createHmac('sha256', secret).update(sent).digest('hex');
    return fetch(running.url, { method: 'POST', headers: { 'X-LeadLex-Signature': `sha256=${signature}` }, body });
  };
  await send(`${sent}\n`, SECRET);
  await send(sent, SECRET.replace('whsec_', ''));
  const { stdout } = await running.end();
  const lines = stdout.trimEnd().split('\n');
  expect(
    lines.map((line) => (JSON.parse(line) as { explanation: { cause: string; isProved: boolean } }).explanation),
  ).toEqual([
    expect.objectContaining({ cause: 'TrailingNewline', isProved: true }),
    expect.objectContaining({ cause: 'PrefixStripped', isProved: true }),
  ]);
});

test('says what is wrong with its flags', async () => {
  const forward = await runCli(['listen', 'leadlex', '--forward', 'nowhere']);
  expect([forward.exitCode, forward.stderr.split('\n')[0]]).toEqual([
    2,
    'hookspec: --forward nowhere is no web address such as http://127.0.0.1:3000/hooks.',
  ]);
  await using app = await startReceiver();
  const taken = await runCli(['listen', 'leadlex', '--port', String(app.port)]);
  expect([taken.exitCode, taken.stderr.includes(`Port ${app.port} is in use by another program`)]).toEqual([2, true]);
});
