import { expect, test } from 'vitest';
import type { ReferenceRequest } from '../servers/reference/support/http.ts';
import { run } from './run.ts';

const properties = ['url', 'events', 'description', 'active'];

/** An update that names one property alone also writes another one. */
function alsoWrite(request: ReferenceRequest, name: string, other: string, value: unknown): ReferenceRequest {
  if (request.method !== 'PATCH') return request;
  const body = JSON.parse(request.body.toString()) as object;
  if (!(name in body) || other in body) return request;
  return { ...request, body: Buffer.from(JSON.stringify({ [other]: value, ...body })) };
}

test.each(properties)('names a server whose update of %s alone writes another property too', async (name) => {
  const other = name === 'description' ? 'url' : 'description';
  const value = other === 'url' ? 'https://example.com/other' : 'other';
  const report = await run(
    'leadlex',
    { wrap: (handle) => (request) => handle(alsoWrite(request, name, other, value)) },
    { only: ['update-semantics'] },
  );
  expect(report.findings.map(({ code, message }) => [code, message.includes(`/${other} `)])).toEqual([
    ['UpdateNotMerged', true],
  ]);
});

test('accuses nobody who keeps what an update does not name', async () => {
  expect((await run('leadlex', {}, { only: ['update-semantics'] })).findings).toEqual([]);
});
