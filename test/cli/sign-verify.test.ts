import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root, runCli, type CliResult } from '../support/cli.ts';

const secret = "It's a Secret to Everybody";
const signature = 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17';
const header = `X-Hub-Signature-256: ${signature}`;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hookspec-'));
  await writeFile(join(folder, 'body.txt'), 'Hello, World!');
  await writeFile(join(folder, 'body.bin'), Uint8Array.of(0xff, 0x00, 0x80));
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs a command with bytes on stdin. */
function pipe(input: string | Uint8Array, args: readonly string[]): Promise<CliResult> {
  const child = spawn(process.execPath, [join(root, 'src/cli/bin.ts'), ...args], { cwd: root });
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  child.stdin.end(input);
  return new Promise((done) => {
    child.once('close', (exitCode) =>
      done({ exitCode, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() }),
    );
  });
}

describe('sign', () => {
  test('prints the header for a file and for stdin, with the secret of the environment', async () => {
    const expected = { exitCode: 0, stdout: `${header}\n`, stderr: '' };
    const args = ['sign', 'body.txt', '--scheme', 'github'];
    expect(await runCli(args, { cwd: folder, env: { HOOKSPEC_SECRET: secret } })).toEqual(expected);
    expect(await pipe('Hello, World!', ['sign', '--scheme', 'github', '--secret', secret])).toEqual(expected);
    expect(await pipe('Hello, World!', ['sign', '-', '--scheme', 'github', '--secret', secret])).toEqual(expected);
  });

  test('signs id and time, as JSON', async () => {
    const given = ['--secret', 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', '--id', 'msg_p5jXN8AQM9LWM0D4loKWxJek'];
    const more = ['--timestamp', '1614265330', '--format', 'json'];
    const { stdout } = await pipe('{"test": 2432232314}', ['sign', '--scheme', 'standard-webhooks', ...given, ...more]);
    expect(JSON.parse(stdout)).toEqual({
      headers: {
        'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
        'webhook-timestamp': '1614265330',
        'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
      },
      signature: 'g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  test('signs as a contract says, and verify agrees', async () => {
    const given = ['--scheme', 'agentmessage', '--secret', 's'];
    const { stdout } = await pipe('{}', ['sign', ...given]);
    expect(stdout).toMatch(/^X-AmCore-Signature: t=\d{10},v1=[0-9a-f]{64}\n$/);
    expect(await pipe('{}', ['verify', ...given, '--header', stdout.trim()])).toEqual({
      exitCode: 0,
      stdout: 'valid\n',
      stderr: '',
    });
  });

  test.each([
    [['sign', 'body.txt', '--scheme', 'github'], 'hookspec: There is no secret.\n'],
    [['sign', 'body.txt', '--secret', 's'], 'hookspec: Say how it is signed: --scheme NAME.\n'],
    [['sign', 'none.txt', '--scheme', 'github', '--secret', 's'], 'hookspec: none.txt cannot be read.\n'],
    [
      ['sign', 'body.txt', '--scheme', 'githb', '--secret', 's'],
      'hookspec: No preset and no contract is named "githb". Did you mean github?\n',
    ],
    [
      ['sign', 'body.txt', '--scheme', 'square', '--secret', 's'],
      'hookspec: The signed content needs $url, which was not given.\n',
    ],
    [
      ['sign', 'body.txt', '--scheme', 'svix', '--secret', 'hush hush', '--id', '1'],
      'hookspec: The secret is not valid base64.\n',
    ],
    [
      ['sign', 'body.txt', '--scheme', 'slack', '--secret', 's', '--timestamp', 'noon'],
      'hookspec: --timestamp noon is no time; write it as 2026-04-26T12:00:00Z or 1777204800.\n',
    ],
    [
      ['verify', 'body.txt', '--scheme', 'github', '--secret', 's', '--header', 'nonsense'],
      "hookspec: --header nonsense has no form of 'NAME: VALUE'.\n",
    ],
    [
      [
        'verify',
        'body.txt',
        '--scheme',
        'svix',
        '--secret',
        'hush hush',
        '--header',
        'svix-signature: v1,AAAA',
        '--header',
        'svix-id: 1',
        '--header',
        'svix-timestamp: 1',
      ],
      'hookspec: The secret is not valid base64.\n',
    ],
  ])('refuses %j', async (args, sentence) => {
    const { exitCode, stdout, stderr } = await runCli(args, { cwd: folder, env: { HOOKSPEC_SECRET: '' } });
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr.slice(0, stderr.indexOf('\n') + 1)).toBe(sentence);
  });
});

describe('verify', () => {
  const args = ['verify', 'body.txt', '--scheme', 'github'];

  test('exits 0 for a valid and 1 for an invalid delivery', async () => {
    const given = [...args, '--header', header];
    expect(await runCli([...given, '--secret', secret], { cwd: folder })).toMatchObject({
      exitCode: 0,
      stdout: 'valid\n',
    });
    expect(await runCli([...given, '--secret', 'a', '--secret', secret], { cwd: folder })).toMatchObject({
      exitCode: 0,
    });
    expect(await runCli([...given, '--secret', 'other'], { cwd: folder })).toEqual({
      exitCode: 1,
      stdout: 'invalid: SignatureMismatch: The signature does not belong to this body and secret\n',
      stderr: '',
    });
  });

  test('reads bytes, not text', async () => {
    const { stdout } = await runCli(['sign', 'body.bin', '--scheme', 'shopify', '--secret', 's'], { cwd: folder });
    const given = ['--scheme', 'shopify', '--secret', 's', '--header', stdout.trim()];
    expect((await runCli(['verify', 'body.bin', ...given], { cwd: folder })).stdout).toBe('valid\n');
    expect((await pipe(Uint8Array.of(0xff, 0x00, 0x80), ['verify', ...given])).stdout).toBe('valid\n');
  });

  test('explains: the cause, the signed bytes and what was tried', async () => {
    const given = ['verify', '--scheme', 'github', '--secret', secret, '--header', header, '--explain'];
    expect(await pipe('Hello, World!\n', given)).toEqual({
      exitCode: 1,
      stdout: [
        'invalid: SignatureMismatch: The signature does not belong to this body and secret',
        'cause     TrailingNewline (proved)',
        String.raw`          It verifies over the body without "\n" at its end.`,
        '          Take the body and secret without the newline that an editor, `echo` or a log adds, or keep the one that was sent.',
        String.raw`expected  Hello, World!\n`,
        'signed    Hello, World!',
        'tried     TrailingNewline 2',
        '',
      ].join('\n'),
      stderr: '',
    });
    const other = await pipe('Hello, World!', [...given.with(4, 'mine'), '--other-secret', secret, '--format', 'json']);
    expect(other.exitCode).toBe(1);
    expect(JSON.parse(other.stdout)).toMatchObject({
      cause: 'SecondSecret',
      isProved: true,
      signedContent: Buffer.from('Hello, World!').toString('base64'),
    });
    expect(other.stdout).not.toContain(secret);
  });

  test('judges the age at the time that is given', async () => {
    const at = ['--scheme', 'slack', '--secret', 's'];
    const { stdout } = await pipe('a=b', ['sign', ...at, '--timestamp', '2026-04-26T12:00:00Z']);
    const headers = stdout
      .trim()
      .split('\n')
      .flatMap((line) => ['--header', line]);
    const verifyAt = async (...more: string[]) => (await pipe('a=b', ['verify', ...at, ...headers, ...more])).stdout;
    expect(await verifyAt('--now', '2026-04-26T12:05:00Z')).toBe('valid\n');
    expect(await verifyAt('--now', '1777205101')).toMatch(/^invalid: StaleTimestamp/);
    expect(await verifyAt('--now', '1777205101000', '--tolerance', '600')).toBe('valid\n');
  });
});
