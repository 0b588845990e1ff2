import { describe, expect, test } from 'vitest';
import type { Handle, ReferenceResponse } from '../../servers/reference/support/http.ts';
import { run } from '../run.ts';
import { loadHooks } from './hooks.ts';
import { finds, judge } from './judge.ts';
import { after } from './wrong.ts';
import { addHeaders, addsHeaders, wrongHeaders } from './wrong-headers.ts';

const contract = await loadHooks(addHeaders);

describe('a check of headers', () => {
  test.for(wrongHeaders)('%s catches a server that %s', async ([only, , wrap, expected]) => {
    // An id is compared over all answers of a run.
    const chosen = only === 'request-id' ? ['examples', 'list-order', 'read-after-write', 'list-agrees'] : [];
    const options = { only: [only, ...chosen], destructive: true };
    expect(finds(await judge(wrap, options, contract))).toEqual(expected);
  });

  test('accuses no right server', async () => {
    const report = await judge(addsHeaders, { destructive: true, phases: ['auth', 'protocol', 'behaviour'] }, contract);
    expect(finds(report)).toEqual([]);
    const names = ['location', 'entity-tag', 'account-secret'];
    expect(report.cases.filter(({ check }) => names.includes(check!)).map(({ verdict }) => verdict)).toEqual([
      'passed',
      'passed',
      'passed',
    ]);
  });

  test('lets a Location lead to another host, and to a page', async () => {
    const at =
      (url: (id: string) => string) =>
      (handle: Handle): Handle => {
        const answer = after((response) => {
          const id = (response.json as { id?: string } | undefined)?.id;
          return response.status === 201 ? { ...response, headers: { Location: url(id!) } } : response;
        })(addsHeaders(handle));
        return (request) =>
          request.path.startsWith('/pages/') ? { status: 200, json: { title: 'a page' } } : answer(request);
      };
    const options = { only: ['location'] };
    for (const url of [(id: string) => `https://api.example.com/v1/hooks/${id}`, (id: string) => `/pages/${id}`])
      expect(finds(await judge(at(url), options, contract))).toEqual([]);
    expect(
      finds(
        await judge(
          at(() => 'https://api.example.com/v1/hooks'),
          options,
          contract,
        ),
      ),
    ).toEqual(['error LocationWrong createHook']);
  });

  test('rotates a declared secret of the account twice', async () => {
    const options = { only: ['account-secret', 'secret-leak'], destructive: true };
    const keep = (handle: Handle): Handle => {
      let first: ReferenceResponse | undefined;
      return async (request) => {
        const response = await handle(request);
        if (!request.path.endsWith('/webhook-secret/rotate') || response.status !== 200) return response;
        return (first ??= response);
      };
    };
    expect(finds(await run('agentmessage', { wrap: keep }, options))).toEqual([
      'error SecretNotDistinct rotateWebhookSecret',
    ]);
    expect(finds(await run('agentmessage', {}, options))).toEqual([]);
  });

  test('asks for no secret of the account unless it may destroy', async () => {
    const report = await judge(addsHeaders, { only: ['account-secret'] }, contract);
    expect(report.cases.map(({ reason }) => reason)).toEqual(['needs --destructive: what it changes is not declared']);
  });
});
