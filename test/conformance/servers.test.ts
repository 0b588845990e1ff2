import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { checkConformance } from '../../src/conformance/check-conformance.ts';
import { loadContract } from '../../src/contract/load.ts';
import type { JsonObject } from '../../src/contract/types.ts';
import { record } from './support.ts';

const lava = await loadContract('lava');
const examples = { seed: 1, only: ['examples'] };

/** A gateway that serves another server under a prefix, and nothing else. */
async function serveUnder(prefix: string, target: string): Promise<AsyncDisposable & { readonly url: string }> {
  const gateway = createServer((request, response) => {
    if (!request.url!.startsWith(`${prefix}/`)) return void response.writeHead(404).end();
    const { method, headers } = request;
    const inner = httpRequest(target + request.url!.slice(prefix.length), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(response);
    });
    return void request.pipe(inner);
  });
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(gateway.address() as AddressInfo).port}${prefix}`,
    [Symbol.asyncDispose]: async () => {
      gateway.closeAllConnections();
      await new Promise((resolve) => gateway.close(resolve));
    },
  };
}

test('judges a server that stands under a prefix, with the base path in its address or without', async () => {
  await using server = await record('lava');
  await using gateway = await serveUnder('/tools/hooks', server.url.replace('/v1', ''));
  for (const url of [`${gateway.url}/v1`, gateway.url, `${gateway.url}/`]) {
    const report = await checkConformance(lava, { ...examples, server: url, token: server.token });
    expect([report.server, report.findings]).toEqual([`${gateway.url}/v1`, []]);
  }
});

test('judges a contract with several servers by the address that it is given', async () => {
  await using server = await record('lava');
  const servers = [{ url: 'https://eu.example.com/api/v7' }, { url: 'https://us.example.com/v1' }];
  const contract = await loadContract({ ...lava.document, servers } as JsonObject, { name: 'lava' });
  for (const url of [server.url, server.url.replace('/v1', '')]) {
    const report = await checkConformance(contract, { ...examples, server: url, token: server.token });
    expect([url, report.server, report.findings]).toEqual([url, server.url, []]);
  }
});

test('judges a redirect as the answer that it is', async () => {
  await using server = await record('lava', {
    wrap: (handle) => (request) =>
      request.method === 'PATCH'
        ? { status: 308, headers: { Location: `${request.path}/` }, text: '' }
        : handle(request),
  });
  const report = await checkConformance(lava, { ...examples, server: server.url, token: server.token });
  expect(report.findings.map(({ code, operation, message }) => [code, operation, message])).toEqual([
    [
      'StatusUndocumented',
      'updateWebhook',
      'PATCH /webhooks/{id} answered 308, which is not documented; documented are 200, 400, 401, 404.',
    ],
  ]);
  expect(server.calls.filter(({ method, path }) => method === 'PATCH' && path.endsWith('/'))).toEqual([]);
});
