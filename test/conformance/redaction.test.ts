import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createRedactor } from '../../src/conformance/redact.ts';
import { toSecretForm } from '../../src/conformance/secret-forms.ts';
import { createSecretNames, toSecretNames } from '../../src/conformance/secret-names.ts';
import { showBody } from '../../src/conformance/show-exchange.ts';
import { loadContract } from '../../src/contract/load.ts';
import type { Handle } from '../servers/reference/support/http.ts';
import { dialects } from '../servers/faults/dialect.ts';
import { runCli } from '../support/cli.ts';
import { makeFolder, record } from './support.ts';

const FORMATS = ['text', 'json', 'ndjson', 'junit', 'ctrf', 'sarif', 'github', 'markdown', 'html'];

/** A server that says aloud what it knows: the secret everywhere, the credentials of the caller in its errors. */
const loud =
  (secrets: Set<string>): ((handle: Handle) => Handle) =>
  (handle) => {
    const known = new Map<string, string>();
    return async (request) => {
      const response = await handle(request);
      const json = response.json as { webhook_id?: string; webhook_secret?: string } | undefined;
      if (json?.webhook_secret !== undefined) {
        secrets.add(json.webhook_secret);
        known.set(json.webhook_id!, json.webhook_secret);
      }
      const session = `sid-${secrets.size}-8c1f0a7be2`;
      secrets.add(session);
      const headers = {
        ...response.headers,
        'Set-Cookie': `session=${session}; HttpOnly`,
        'X-Api-Key': 'live-4d2c9a7f31',
      };
      secrets.add('live-4d2c9a7f31');
      if (response.status >= 400)
        return {
          ...response,
          headers,
          json: { error: `refused ${request.headers['authorization'] ?? ''}`, code: 'no' },
        };
      const secret = known.get(json?.webhook_id ?? '');
      if (secret === undefined) return { ...response, headers };
      // As it is, and as it stands in a URL and in base64.
      const shown = { webhook_secret: secret, again: encodeURIComponent(secret), coded: btoa(secret) };
      secrets.add(shown.coded);
      return { ...response, headers, json: { ...json, ...shown, api_key: `plain${secret.slice(-12)}` } };
    };
  };

test('shows no planted secret in any output', { timeout: 120_000 }, async () => {
  const secrets = new Set<string>();
  await using server = await record('lava', { wrap: loud(secrets) });
  const folder = await makeFolder();
  const { main, second = 'aks_test_otherMerchant00000001' } = dialects.lava.tokens;
  const outputs = FORMATS.flatMap((format) => ['--output', `${format}=${join(folder, `result.${format}`)}`]);
  const args = [
    'check',
    'lava',
    '--server',
    server.url,
    '--token',
    main,
    '--second-token',
    second,
    '--profile',
    'quick',
  ];
  const more = ['--replays', join(folder, 'replays'), '--baseline', join(folder, 'known.json'), '--update-baseline'];
  const { stdout, stderr } = await runCli([...args, ...outputs, ...more, '--journal', join(folder, 'journal.jsonl')]);
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const texts = await Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name), 'utf8')));
  expect(files.length).toBeGreaterThan(FORMATS.length + 2);
  const all = [stdout, stderr, ...texts].join('\n');
  expect(secrets.size).toBeGreaterThan(10);
  expect([...secrets, main, second, btoa(`${main}:`)].filter((secret) => all.includes(secret))).toEqual([]);
  expect(all).not.toMatch(/whsec_[0-9a-f]{6}/);
  expect(all).toContain('[secret]');

  const replay = join(folder, 'replays', (await readdir(join(folder, 'replays')))[0]!);
  const again = await runCli(['replay', replay, '--server', server.url, '--token', main]);
  const said = again.stdout + again.stderr;
  expect([...secrets, main].filter((secret) => said.includes(secret))).toEqual([]);
});

test('hides a value also where it is encoded, and a token that is nearly right', () => {
  const redactor = createRedactor();
  redactor.add('s3cret/value+"x"', '[secret]');
  redactor.addToken('tok_live_abcdefghijkl', '$HOOKSPEC_TOKEN');
  const hide = (text: string) => redactor.hide(text);
  expect(hide('a s3cret/value+"x" b')).toBe('a [secret] b');
  expect(hide(`?q=${encodeURIComponent('s3cret/value+"x"')}`)).toBe('?q=[secret]');
  expect(hide(JSON.stringify({ a: 's3cret/value+"x"' }))).toBe('{"a":"[secret]"}');
  expect(hide(btoa('s3cret/value+"x"'))).toBe('[secret]');
  expect(hide('Bearer tok_live_abcdefghijkl.')).toBe('Bearer $HOOKSPEC_TOKEN.');
  expect(hide('Bearer tok_live_abcdefghijkX')).toBe('Bearer $HOOKSPEC_TOKEN');
  expect(hide('Basic ' + btoa('tok_live_abcdefghijkl:'))).toBe('Basic $HOOKSPEC_TOKEN');
  expect(hide('whsec_0123456789 sk_live_0123456789')).toBe('[secret] [secret]');
  expect(hide('the task_is_done, risk_assessment')).toBe('the task_is_done, risk_assessment');
});

test('knows secrets by the names of their members, and takes no flag for one', async () => {
  const names = createSecretNames(await loadContract('lava'));
  expect(['webhook_secret', 'api_key', 'password', 'clientSecret'].map(names.isSecret)).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(['has_secret', 'page_token', 'secret_status', 'name'].map(names.isSecret)).toEqual([
    false,
    false,
    false,
    false,
  ]);
  expect(['Authorization', 'Set-Cookie', 'X-Api-Key'].map(names.isSecretHeader)).toEqual([true, true, true]);
  expect(['X-Request-Id', 'Content-Type', 'X-RateLimit-Limit'].map(names.isSecretHeader)).toEqual([
    false,
    false,
    false,
  ]);
});

test('cuts a long body and says how much is left out', () => {
  const options = { names: toSecretNames([]), mainToken: '', hide: (text: string) => text };
  expect(showBody('x'.repeat(4001), options)).toBe(`${'x'.repeat(4000)}… (1 more characters)`);
  expect(showBody('{"a": 1, "password": "hunter2", "a": 2}', options)).toBe('{"a": 1, "password": "[secret]", "a": 2}');
});

test('hides the secrets of others where the contract gives a form that nothing else has', () => {
  const redactor = createRedactor();
  const text = `of ${'sign-key-'}${'0123456789abcdef'.repeat(2)}, and sign-key-of-a-hook`;
  redactor.addForm(toSecretForm('^sign-key-[0-9a-f]{32}$')!, '[secret]');
  expect(redactor.hide(text)).toBe('of [secret], and sign-key-of-a-hook');
});

test('hides what begins or ends as a secret does, and leaves a hint', () => {
  const redactor = createRedactor();
  const secret = 'whsek_0123456789abcdefghijklmnopqrstuvwxyz';
  redactor.addSecret(secret, '[secret]');
  expect(redactor.hide(`${secret}, ${secret.slice(0, 30)}… and …${secret.slice(-20)}`)).toBe(
    '[secret], [secret]… and …[secret]',
  );
  expect(redactor.hide(`${secret.slice(0, 16)}… ${secret.slice(-4)}`)).toBe('whsek_0123456789… wxyz');
  redactor.addSecret('short_secret_0123', '[secret]');
  expect(redactor.hide('short_secret_01 0123')).toBe('short_secret_01 0123');
});
