import { expect, test } from 'vitest';
import { run } from './run.ts';

test('accuses nobody of losing what the run itself removed under a limit that no contract declares', async () => {
  let count = 0;
  const report = await run(
    'leadlex',
    {
      wrap: (handle) => async (request) => {
        const isCreate = request.method === 'POST' && request.path.endsWith('/webhooks');
        if (isCreate && count >= 1)
          return { status: 409, json: { error: { code: 'too_many_webhooks', message: 'One webhook is enough' } } };
        const response = await handle(request);
        if (isCreate && response.status === 201) count += 1;
        if (request.method === 'DELETE' && response.status === 200) count -= 1;
        return response;
      },
    },
    { isBare: true, phases: ['behaviour'] },
  );
  expect(report.findings).toEqual([]);
});
