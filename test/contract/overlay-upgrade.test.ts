import { expect, test } from 'vitest';
import { detailsOf, loadFiles, shortPlace } from './support/folder.ts';

// A document of 3.0 with an overlay: what the overlay sets is renamed by the upgrade as well.
const API = `openapi: 3.0.3
info: { title: Harbour, version: '1' }
paths:
  /piers:
    get:
      operationId: listPiers
      responses:
        '200':
          description: All.
          content:
            application/json:
              schema: { $ref: 'more.yaml#/Pier' }
              example: { name: north }
`;
const MORE = `Pier:
  type: object
  properties:
    name: { type: string, nullable: true, example: north }
    next:
      nullable: true
      allOf: [{ $ref: '#/Pier' }]
`;
const OVERLAY = `overlay: 1.0.0
info: { title: More, version: '1' }
actions:
  - target: $
    update:
      x-webhooks:
        pier.built:
          post:
            operationId: pierBuilt
            requestBody:
              content:
                application/json:
                  schema: { type: string, nullable: true }
                  example: built
            responses: { '200': { description: Taken. } }
  - target: $.paths['/piers'].get.responses['200'].content['application/json'].example
    update: { name: south }
  - target: $.paths['/piers'].get
    update:
      parameters: [{ name: limit, in: query, schema: { type: integer }, example: 5 }]
`;
const files = { 'api.yaml': API, 'more.yaml': MORE, 'overlay.yaml': OVERLAY };
const options = { overlays: ['overlay.yaml'] };

test('places what the upgrade renamed in the file that wrote it', async () => {
  const contract = await loadFiles(files, options);
  const get = '/paths/~1piers/get';
  const webhook = '/webhooks/pier.built/post';
  const places = {
    '/webhooks': 'overlay.yaml:6:7',
    [webhook]: 'overlay.yaml:8:11',
    [`${webhook}/requestBody/content/application~1json/schema/type/1`]: 'overlay.yaml:13:29',
    [`${webhook}/requestBody/content/application~1json/examples/default/value`]: 'overlay.yaml:14:19',
    [`${get}/parameters/0/examples/default/value`]: 'overlay.yaml:20:73',
    [`${get}/responses/200/content/application~1json/examples/default/value`]: 'api.yaml:13:15',
    [`${get}/responses/200/content/application~1json/examples/default/value/name`]: 'overlay.yaml:17:15',
    [`${get}/responses/200/content/application~1json/schema/$ref`]: 'api.yaml:12:25',
    '/components/schemas/Pier/properties/name/type/1': 'more.yaml:4:13',
    '/components/schemas/Pier/properties/name/examples/0': 'more.yaml:4:43',
    '/components/schemas/Pier/properties/next/anyOf': 'more.yaml:7:7',
  };
  const found = Object.keys(places).map((pointer) => [pointer, shortPlace(contract.locate(pointer))]);
  expect(Object.fromEntries(found)).toEqual(places);
});

test('upgrades what came from other files and overlays with the document', async () => {
  const { document, events, operations } = await loadFiles(files, options);
  expect(document['components']).toEqual({
    schemas: {
      Pier: {
        type: 'object',
        properties: {
          name: { type: ['string', 'null'], examples: ['north'] },
          next: { anyOf: [{ $ref: '#/components/schemas/Pier' }, { type: 'null' }] },
        },
      },
    },
  });
  expect(events.map(({ name, body }) => [name, body?.schema, body?.examples[0]?.value])).toEqual([
    ['pier.built', { type: ['string', 'null'] }, 'built'],
  ]);
  expect(operations[0]?.responses[0]?.content[0]?.examples.map(({ value }) => value)).toEqual([{ name: 'south' }]);
});

test('tells problems of the vocabulary in the words and at the place of the overlay', async () => {
  const overlay = `${OVERLAY}  - target: $.x-webhooks['pier.built']\n    update:\n      x-webhook-delivery: { subscribabel: false }\n`;
  expect(await detailsOf({ ...files, 'overlay.yaml': overlay }, options)).toEqual([
    'overlay.yaml:23:29  x-webhook-delivery has no member "subscribabel". Did you mean subscribable?',
  ]);
});
