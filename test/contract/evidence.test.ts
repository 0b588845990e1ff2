import { expect, test } from 'vitest';
import { loadFiles } from './support/folder.ts';

const TEXT = `openapi: 3.1.0
info: { title: Harbour, version: '1' }
paths:
  /piers:
    x-evidence: { kind: inferred, source: whole path, deep: true }
    get:
      responses: { '200': { $ref: '#/components/responses/All' } }
    post:
      x-evidence: { kind: documented, source: a page }
      responses:
        '200': { description: x, x-evidence: { kind: sdk, source: types, seen: '2026-01-02', candidates: [200, 201] } }
        '201': { $ref: '#/components/responses/All' }
components:
  responses: { All: { description: All., x-evidence: { kind: example, source: a sample } } }
`;

test('finds the evidence of a node: its own, else the nearest deep one above it', async () => {
  const contract = await loadFiles({ 'api.yaml': TEXT });
  const sourceOf = (pointer: string) => contract.evidence(pointer)?.source;
  const post = '/paths/~1piers/post';
  expect([sourceOf(''), sourceOf('/paths'), sourceOf('/paths/~1piers')]).toEqual([undefined, undefined, 'whole path']);
  expect([sourceOf(post), sourceOf(`${post}/responses`)]).toEqual(['a page', 'whole path']);
  expect([sourceOf(`${post}/responses/200`), sourceOf(`${post}/responses/200/description`)]).toEqual([
    'types',
    'whole path',
  ]);
  expect([sourceOf('/nowhere'), sourceOf('/paths/~1piers/nowhere')]).toEqual([undefined, 'whole path']);
});

test('carries it on operations and responses', async () => {
  const { operations } = await loadFiles({ 'api.yaml': TEXT });
  expect(
    operations.map(({ id, evidence, responses }) => [id, evidence?.source, ...responses.map((r) => r.evidence)]),
  ).toEqual([
    ['get /piers', undefined, { kind: 'inferred', source: 'whole path', deep: true }],
    [
      'post /piers',
      'a page',
      { kind: 'sdk', source: 'types', seen: '2026-01-02', candidates: [200, 201] },
      { kind: 'inferred', source: 'whole path', deep: true },
    ],
  ]);
});
