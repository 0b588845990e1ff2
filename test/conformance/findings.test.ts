import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { checkConformance } from '../../src/conformance/check-conformance.ts';
import { loadContract } from '../../src/contract/load.ts';
import { formatCheckJson } from '../../src/report/check-json.ts';
import { formatCheckJunit } from '../../src/report/check-junit.ts';
import { formatCheckText } from '../../src/report/check-text.ts';
import type { CheckReport } from '../../src/report/check-report.ts';
import { catalogue } from '../servers/faults/catalogue.ts';
import { record, root } from './support.ts';

const run = promisify(execFile);
const lava = await loadContract('lava');
const faultOf = (name: string) => catalogue.lava.find((fault) => fault.name === name)!;

async function check(name: string, seed = 1): Promise<CheckReport> {
  await using server = await record('lava', { wrap: faultOf(name).wrap });
  return await checkConformance(lava, { server: server.url, token: server.token, seed, cwd: root });
}

test('keeps a fingerprint over reruns with other values and another order of ids', async () => {
  const [first, second] = [
    await check('shows the secret in the list', 1),
    await check('shows the secret in the list', 2),
  ];
  expect(first.findings.map(({ fingerprint }) => fingerprint)).toEqual(
    second.findings.map(({ fingerprint }) => fingerprint),
  );
  expect(first.findings[0]!.fingerprint).toMatch(/^[0-9a-f]{16}$/);
});

test('says the same twice with the same seed, apart from times and addresses', async () => {
  const strip = (report: CheckReport) =>
    JSON.parse(
      JSON.stringify(report, (key, value: unknown) =>
        ['durationMs', 'startedAt', 'server', 'reproduce', 'request', 'response'].includes(key) ? 0 : value,
      ),
    ) as unknown;
  const name = 'writes times as people read them, everywhere';
  expect(strip(await check(name))).toEqual(strip(await check(name)));
});

test('shows neither the token nor a secret in any form of the result', async () => {
  const secrets: string[] = [];
  await using server = await record('lava', { wrap: faultOf('shows the secret in the list').wrap });
  const report = await checkConformance(lava, { server: server.url, token: server.token });
  for (const { response } of server.calls) {
    secrets.push(...(JSON.stringify(response.json ?? '').match(/whsec_[0-9a-f]+/g) ?? []));
  }
  expect(secrets.length).toBeGreaterThan(3);
  for (const text of [formatCheckJson(report), formatCheckText(report), formatCheckJunit(report)]) {
    expect(text).not.toContain(server.token);
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
  }
});

test('names the rule by file, line and pointer, and the place in the response', async () => {
  const { findings } = await check('writes times as people read them, everywhere');
  const [{ contractLocation, contractPointer, responsePointer, places }] = findings as [(typeof findings)[0]];
  expect(contractLocation).toMatch(/^openapi\/lava\/openapi\.json:\d+:\d+$/);
  expect({ contractPointer, responsePointer }).toEqual({
    contractPointer: '/components/schemas/WebhookCreate/properties/created_at/format',
    responsePointer: '/created_at',
  });
  expect(places!.slice(0, 4)).toEqual([
    'createWebhook 201 /created_at',
    'listWebhooks 200 /data/0/created_at',
    'getWebhook 200 /created_at',
    'updateWebhook 200 /created_at',
  ]);
});

test('gives a curl line that repeats the fault', async () => {
  await using server = await record('lava', { wrap: faultOf('accepts a create without a name').wrap });
  const { findings } = await checkConformance(lava, { server: server.url, token: server.token });
  const env = { ...process.env, HOOKSPEC_TOKEN: server.token };
  const { stdout } = await run('sh', ['-c', findings[0]!.reproduce!], { env });
  expect(stdout).toMatch(/^HTTP\/1\.1 201 /);
});

test('gives a curl line for a token that is cut short', async () => {
  await using server = await record('lava', { wrap: faultOf('accepts every token that begins well').wrap });
  const { findings } = await checkConformance(lava, { server: server.url, token: server.token });
  const env = { ...process.env, HOOKSPEC_TOKEN: server.token };
  const { stdout } = await run('sh', ['-c', findings[0]!.reproduce!], { env });
  expect(stdout).toMatch(/^HTTP\/1\.1 201 /);
  expect(server.calls.at(-1)!.headers['authorization']).toBe(`Bearer ${server.token.slice(0, 7)}`);
});

test('lets a guessed rule warn, and fail in a strict run', async () => {
  await using server = await record('lava', { wrap: faultOf('cuts a page size that is too large').wrap });
  const severities = async (strict: boolean) => {
    const report = await checkConformance(lava, { server: server.url, token: server.token, strict });
    return report.findings
      .filter(({ code }) => code === 'InvalidInputAccepted')
      .map(({ severity, evidence }) => [severity, evidence?.kind]);
  };
  expect(await severities(false)).toEqual([['warning', 'inferred']]);
  expect(await severities(true)).toEqual([['error', 'inferred']]);
});
