import { expect, test } from 'vitest';
import { startMock } from '../../src/mock/start.ts';
import { runInPage } from '../support/page.ts';

// A real browser, because only a browser enforces CORS. test/vitest.config.ts includes this file where there is one.
test('lets a page of another origin create, read the body and read the headers', async () => {
  await using mock = await startMock('agentmessage', { seed: 1 });
  const script = `
    const headers = { Authorization: 'Bearer am_live_browserBrowser00001', 'Content-Type': 'application/json' };
    const body = JSON.stringify({ url: 'https://hooks.example.com/in', events: ['lookup.completed'] });
    fetch('${mock.urls['agentmessage']}/v1/webhooks', { method: 'POST', headers, body })
      .then(async (answer) => [answer.status, (await answer.json()).events[0], answer.headers.get('x-request-id').length].join(' '))
      .catch((error) => 'failed: ' + error)
      .then(done);`;
  expect(await runInPage(script)).toBe('201 lookup.completed 26');
}, 60_000);
