import { readFileSync } from 'node:fs';
import { createServer as createHttpServer, request as httpRequest } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { record } from '../conformance/support.ts';
import { runCli } from '../support/cli.ts';

const few = ['--only', 'examples', '--quiet', '--seed', '1'];

test('says in one sentence which flag cannot be used', async () => {
  const lava = ['check', 'lava', '--server', 'http://127.0.0.1:9', '--token', 't'];
  const cases = [
    [['check'], 'too few arguments for check'],
    [[...lava, '--only', 'limmit'], '--only limmit names no check. Did you mean limit?'],
    [[...lava, '--phase', 'negativ'], '--phase negativ names no phase. Did you mean negative?'],
    [[...lava, '--rate', '0'], '--rate 0 is no whole number from 1 to 10000'],
    [[...lava, '--header', 'nonsense'], '--header "nonsense" is no header'],
    [[...lava, '--proxy', 'socks5://u:pass@h:1'], '--proxy socks5://…@h:1 is no http or https URL'],
    [[...lava, '--ca', 'README.md'], 'README.md holds no certificate in PEM form'],
  ] as const;
  for (const [args, text] of cases) {
    const { exitCode, stdout, stderr } = await runCli(args);
    expect([exitCode, stdout, stderr.split('\n')[0]]).toEqual([2, '', expect.stringContaining(text)]);
    expect(stderr).not.toContain('    at ');
  }
});

test('sends no more than 60 requests in a quick run, and cleans up', async () => {
  await using server = await record('lava');
  const args = ['check', 'lava', '--server', server.url, '--token', server.token, '--profile', 'quick', '--quiet'];
  const { exitCode, stdout } = await runCli(args);
  expect([exitCode, stdout.split('\n')[0]]).toEqual([0, `lava at ${server.url}: no findings.`]);
  expect(server.calls.length).toBeLessThanOrEqual(60);
  expect((await server.ask('GET', '/webhooks')).data).toEqual([]);
});

test('goes through a proxy, and around it for a server on this machine', async () => {
  await using server = await record('lava');
  const seen: string[] = [];
  const proxy = createHttpServer((request, response) => {
    seen.push(request.url!);
    const { method, headers } = request;
    const target = httpRequest(request.url!, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(response);
    });
    request.pipe(target);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  const args = ['check', 'lava', '--server', server.url, '--token', server.token, ...few];
  expect((await runCli(args, { env: { HTTP_PROXY: url } })).exitCode).toBe(0);
  expect(seen).toEqual([]);
  expect((await runCli([...args, '--proxy', url])).exitCode).toBe(0);
  proxy.close();
  expect(seen.length).toBeGreaterThan(5);
  expect(seen.every((target) => target.startsWith(server.url))).toBe(true);
});

test('trusts a certificate authority that it is given, any certificate when told to, and no other', async () => {
  const tls = join(import.meta.dirname, '../fixtures/tls');
  const [key, cert] = [join(tls, 'key.pem'), join(tls, 'certificate.pem')];
  await using server = await record('lava');
  const secure = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (request, response) => {
    const { method, headers, url } = request;
    const target = httpRequest(new URL(url!, server.url), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(response);
    });
    request.pipe(target);
  });
  await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve));
  const url = `https://127.0.0.1:${(secure.address() as AddressInfo).port}/v1`;
  const args = ['check', 'lava', '--server', url, '--token', server.token, ...few];
  const refused = await runCli(args);
  expect([refused.exitCode, refused.stderr]).toEqual([3, expect.stringContaining('self-signed certificate')]);
  expect((await runCli([...args, '--ca', cert])).exitCode).toBe(0);
  expect((await runCli([...args, '--insecure'])).exitCode).toBe(0);
  secure.close();
});
