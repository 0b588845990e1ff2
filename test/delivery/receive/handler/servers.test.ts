import { createServer, request as sendRaw, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { describe, expect, test } from 'vitest';
import { create, good, sign, toRequest, type Setup } from './setup.ts';

describe('on a server', () => {
  const listen = async (listener: RequestListener) => {
    const server = createServer(listener);
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const close = () =>
      new Promise<void>((done) => {
        server.close(() => done());
        server.closeAllConnections();
      });
    return { url, [Symbol.asyncDispose]: close };
  };
  const send = async (url: string, body = good, headers: Record<string, string> = {}) => {
    const all = { 'Content-Type': 'application/json', 'X-LeadLex-Signature': sign(body), ...headers };
    const response = await fetch(`${url}/hooks`, { method: 'POST', body, headers: all });
    return [response.status, ((await response.json()) as { error?: string }).error];
  };

  test('reads the raw body of node:http, and lets a sender see that its body was too long', async () => {
    const setup = create({ maxBody: 100_000 });
    await using server = await listen(setup.hooks.node);
    expect(await send(server.url)).toEqual([200, undefined]);
    expect(await send(server.url, good, { 'X-LeadLex-Signature': sign('') })).toEqual([401, 'SignatureMismatch']);
    expect(await send(server.url, `"${'x'.repeat(1_000_000)}"`)).toEqual([413, 'BodyTooLarge']);
    expect(await send(server.url)).toEqual([200, undefined]);
  });

  test('keeps quiet about a sender that hangs up', async () => {
    const setup = create();
    let over = () => {};
    const ended = new Promise<void>((done) => (over = done));
    await using server = await listen((request, response) => void setup.hooks.node(request, response).then(over));
    const outgoing = sendRaw(server.url, { method: 'POST', headers: { 'Content-Length': '100' } });
    outgoing.on('error', () => {});
    outgoing.write('{', () => outgoing.destroy());
    await ended;
    expect([setup.errors, setup.invalid, setup.handled]).toEqual([[], [], []]);
  });

  test.each<[string, (app: ReturnType<typeof express>, hooks: Setup['hooks']) => void]>([
    ['on its own', (app, hooks) => void app.post('/hooks', hooks.express)],
    ['behind express.raw', (app, hooks) => void app.post('/hooks', express.raw({ type: '*/*' }), hooks.express)],
    ['before express.json', (app, hooks) => void app.post('/hooks', hooks.express).use(express.json())],
    [
      'behind a parser that keeps rawBody',
      (app, hooks) => {
        const verify = (request: object, _: unknown, rawBody: Buffer) => Object.assign(request, { rawBody });
        app.use(express.json({ verify })).post('/hooks', hooks.express);
      },
    ],
  ])('works in Express %s', async (_, mount) => {
    const setup = create();
    const app = express();
    mount(app, setup.hooks);
    await using server = await listen(app as RequestListener);
    expect(await send(server.url)).toEqual([200, undefined]);
    expect(await send(server.url, good, { 'X-LeadLex-Signature': sign('') })).toEqual([401, 'SignatureMismatch']);
  });

  test('says what to do when express.json has eaten the raw body', async () => {
    const setup = create();
    const app = express();
    app.use(express.json()).post('/hooks', setup.hooks.express);
    await using server = await listen(app as RequestListener);
    expect(await send(server.url)).toEqual([500, 'RawBodyGone']);
    expect(String(setup.errors[0])).toBe(
      "RawBodyGone: The raw body is gone: a parser such as express.json() has read it. Mount the handler before the parser, or give its route express.raw({ type: '*/*' })",
    );
  });

  test('says what to do when a fetch route has read the body', async () => {
    const setup = create();
    const request = toRequest(good);
    await request.json();
    expect((await setup.hooks.fetch(request)).status).toBe(500);
    expect(String(setup.errors[0])).toMatch(/^RawBodyGone: The raw body is gone: request\.json\(\)/);
  });
});
