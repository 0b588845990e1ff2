import { beforeEach, describe, expect, test } from 'vitest';
import { loadContract } from '../../../src/contract/load.ts';
import type { JsonObject } from '../../../src/contract/types.ts';
import { createAttemptLog } from '../../../src/delivery/log.ts';
import { mountContract } from '../../../src/mock/mount.ts';
import { animals, keepers } from './fixtures.ts';

type Send = (method: string, path: string, body?: unknown) => Promise<{ status: number; body: any }>;

async function serve(document: JsonObject): Promise<Send> {
  const contract = await loadContract(document, { infer: true });
  const now = (): number => Date.parse('2026-11-21T09:00:00Z');
  const { handle } = mountContract(contract, createAttemptLog(), { seed: 1, now });
  return async (method, target, sent) => {
    const [path = '', query = ''] = target.split('?');
    const headers: Record<string, string> = sent === undefined ? {} : { 'content-type': 'application/json' };
    const request = {
      method,
      path,
      query,
      headers,
      body: new TextEncoder().encode(sent === undefined ? '' : JSON.stringify(sent)),
    };
    const { status, body } = await handle(request as never);
    const text =
      typeof body === 'string' ? body : body === undefined ? '' : new TextDecoder().decode(body as Uint8Array);
    return { status, body: text === '' ? undefined : JSON.parse(text) };
  };
}

let send: Send;

describe('a collection with ids that count', () => {
  beforeEach(async () => {
    send = await serve(animals);
  });

  test('remembers what is created, with what the server adds', async () => {
    const made = await send('POST', '/animals', { name: 'Ant', legs: 6 });
    const expected = { name: 'Ant', legs: 6, id: 1, status: 'new', created_at: '2026-11-21T09:00:00Z' };
    expect(made).toEqual({ status: 201, body: expected });
    expect(await send('GET', '/animals/1')).toEqual({ status: 200, body: expected });
  });

  test('fills what a request leaves out and an answer must have', async () => {
    const { body } = await send('POST', '/animals', { name: 'Eel' });
    expect(body).toMatchObject({ name: 'Eel', legs: 1 });
  });

  test('replaces what is put, and keeps what the server owns', async () => {
    await send('POST', '/animals', { name: 'Ant', legs: 6 });
    const { body } = await send('PUT', '/animals/1', { name: 'Bee', legs: 6 });
    expect(body).toMatchObject({ id: 1, name: 'Bee', status: 'new' });
    expect((await send('GET', '/animals/1')).body).toEqual(body);
  });

  test('forgets what is deleted', async () => {
    await send('POST', '/animals', { name: 'Ant', legs: 6 });
    expect(await send('DELETE', '/animals/1')).toEqual({ status: 204, body: undefined });
    expect((await send('GET', '/animals/1')).status).toBe(404);
    expect((await send('DELETE', '/animals/1')).status).toBe(404);
    expect((await send('GET', '/animals')).body).toEqual([]);
  });

  test('lists page by page', async () => {
    for (const name of ['a', 'b', 'c']) await send('POST', '/animals', { name, legs: 4 });
    const names = async (query: string) =>
      ((await send('GET', `/animals${query}`)).body as { name: string }[]).map(({ name }) => name);
    expect(await names('')).toEqual(['a', 'b']);
    expect(await names('?offset=2')).toEqual(['c']);
    expect(await names('?limit=1&offset=1')).toEqual(['b']);
  });
});

describe('a collection below a parent', () => {
  beforeEach(async () => {
    send = await serve(keepers);
  });

  test('is created, read and changed in its envelopes', async () => {
    const made = await send('POST', '/houses/h1/keepers', { keeper: { name: 'Ada' } });
    const { id } = made.body.keeper as { id: string };
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect(made).toEqual({ status: 200, body: { keeper: { id, name: 'Ada', house_id: 'h1' } } });
    const path = `/houses/h1/keepers/${id}`;
    const changed = await send('PATCH', path, { keeper: { name: 'Eve', email: 'eve@example.com' } });
    expect(changed.body).toEqual({ keeper: { id, name: 'Eve', house_id: 'h1', email: 'eve@example.com' } });
    expect((await send('GET', path)).body).toEqual(changed.body);
  });

  test('is shown and addressed below its own parent alone', async () => {
    const { body } = await send('POST', '/houses/h1/keepers', { keeper: { name: 'Ada' } });
    await send('POST', '/houses/h2/keepers', { keeper: { name: 'Bob' } });
    const { id } = body.keeper as { id: string };
    expect((await send('GET', `/houses/h2/keepers/${id}`)).status).toBe(404);
    expect((await send('DELETE', `/houses/h2/keepers/${id}`)).status).toBe(404);
    const listed = (await send('GET', '/houses/h1/keepers')).body;
    expect(listed).toEqual({ data: [body.keeper], meta: { total: 1 } });
  });

  test('is deleted with the answer that the document shows', async () => {
    const { body } = await send('POST', '/houses/h1/keepers', { keeper: { name: 'Ada' } });
    const path = `/houses/h1/keepers/${String(body.keeper.id)}`;
    expect(await send('DELETE', path)).toEqual({ status: 200, body: { deleted: true } });
    expect((await send('GET', path)).status).toBe(404);
  });

  test('tells the total beside a page', async () => {
    for (const name of ['a', 'b', 'c']) await send('POST', '/houses/h1/keepers', { keeper: { name } });
    const { body } = await send('GET', '/houses/h1/keepers?per_page=2&page=2');
    expect([body.data.map(({ name }: { name: string }) => name), body.meta]).toEqual([['c'], { total: 3 }]);
  });
});
