import { expect, test } from 'vitest';
import { loadFiles } from './support/folder.ts';

const TEXT = `openapi: 3.1.0
info: { title: Harbour, version: '1' }
webhooks:
  pier.built:
    parameters: [{ name: X-Sig, in: header, required: true, schema: { type: string } }]
    post:
      summary: A pier was built
      description: Sent once.
      tags: [piers]
      x-evidence: { kind: example, source: a page }
      parameters:
        - { name: Content-Type, in: header, schema: { type: string } }
        - { name: page, in: query, schema: { type: string } }
      requestBody: { $ref: '#/components/requestBodies/Event' }
  pier.sunk: { $ref: '#/components/pathItems/Sunk' }
  pier.painted: { put: {} }
  pier.nothing: { summary: No method. }
components:
  requestBodies: { Event: { content: { application/json: { schema: {}, example: { a: 1 } }, text/plain: {} } } }
  pathItems: { Sunk: { post: { summary: Gone } } }
`;

test('lists events with body and headers, references followed', async () => {
  const { events } = await loadFiles({ 'api.yaml': TEXT });
  const media = '/components/requestBodies/Event/content/application~1json';
  expect(
    events.map(({ headers, ...event }) => ({
      ...event,
      headers: headers.map(({ name, required }) => [name, required]),
    })),
  ).toEqual([
    {
      name: 'pier.built',
      pointer: '/webhooks/pier.built/post',
      summary: 'A pier was built',
      description: 'Sent once.',
      tags: ['piers'],
      body: {
        type: 'application/json',
        pointer: media,
        schemaPointer: `${media}/schema`,
        schema: {},
        examples: [{ name: 'default', value: { a: 1 }, pointer: `${media}/example` }],
      },
      headers: [
        ['X-Sig', true],
        ['Content-Type', false],
      ],
      evidence: { kind: 'example', source: 'a page' },
    },
    {
      name: 'pier.sunk',
      pointer: '/components/pathItems/Sunk/post',
      summary: 'Gone',
      description: '',
      tags: [],
      headers: [],
    },
    {
      name: 'pier.painted',
      pointer: '/webhooks/pier.painted/put',
      summary: '',
      description: '',
      tags: [],
      headers: [],
    },
  ]);
});
