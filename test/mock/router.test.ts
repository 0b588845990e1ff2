import { expect, test } from 'vitest';
import type { Method, Operation } from '../../src/contract/types.ts';
import { createRouter } from '../../src/mock/router.ts';

const operation = (method: Method, path: string) => ({ id: `${method} ${path}`, method, path }) as Operation;
const router = createRouter([
  operation('get', '/hooks'),
  operation('post', '/hooks'),
  operation('get', '/hooks/{id}'),
  operation('get', '/hooks/deliveries'),
  operation('get', '/hooks/{id}/logs'),
  operation('get', '/files/{name}.{ext}'),
]);
const find = (method: string, path: string) => {
  const match = router.find(method, path);
  return match.kind === 'operation' ? [match.operation.id, match.path] : match;
};

test('prefers a literal segment to a parameter', () => {
  expect(find('GET', '/hooks/deliveries')).toEqual(['get /hooks/deliveries', {}]);
  expect(find('GET', '/hooks/other')).toEqual(['get /hooks/{id}', { id: 'other' }]);
});

test('goes back to a parameter when the literal leads nowhere', () => {
  expect(find('GET', '/hooks/deliveries/logs')).toEqual(['get /hooks/{id}/logs', { id: 'deliveries' }]);
});

test('decodes a path parameter once and keeps a broken escape as it is', () => {
  expect(find('GET', '/hooks/a%2Fb%2525')).toEqual(['get /hooks/{id}', { id: 'a/b%25' }]);
  expect(find('GET', '/hooks/%zz')).toEqual(['get /hooks/{id}', { id: '%zz' }]);
});

test('reads several parameters of one segment', () => {
  expect(find('GET', '/files/report.pdf')).toEqual(['get /files/{name}.{ext}', { name: 'report', ext: 'pdf' }]);
});

test('serves HEAD where GET is documented and lists the allowed methods otherwise', () => {
  expect(find('HEAD', '/hooks')).toEqual(['get /hooks', {}]);
  expect(find('DELETE', '/hooks')).toEqual({ kind: 'method', allow: ['GET', 'POST', 'HEAD', 'OPTIONS'] });
});

test('finds nothing for an unknown path, a trailing slash or a missing segment', () => {
  for (const path of ['/other', '/hooks/', '/', '/hooks/1/logs/2']) expect(find('GET', path)).toEqual({ kind: 'none' });
});
