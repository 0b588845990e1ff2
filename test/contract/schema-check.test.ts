import { expect, test } from 'vitest';
import { loadContract } from '../../src/contract/load.ts';
import { indexOperations } from '../../src/contract/operations.ts';
import { findRegistry } from '../../src/contract/registry.ts';
import { checkSchemas } from '../../src/contract/schema-check.ts';
import type { JsonObject, Operation } from '../../src/contract/types.ts';
import { root } from '../support/cli.ts';

const { entries } = await findRegistry(root);

test.each(entries.map(({ name }) => name))('finds nothing in the schemas of %s', async (name) => {
  expect(checkSchemas(await loadContract(name, { cwd: root }))).toEqual([]);
});

test('finds faults and doubts in parameters, bodies, answers and headers, each once', () => {
  const json = (schema: JsonObject) => ({ 'application/json': { schema } });
  const document: JsonObject = {
    paths: {
      '/a': {
        post: {
          parameters: [{ name: 'q', in: 'query', schema: { type: 'text' } }],
          requestBody: { content: json({ $ref: '#/components/schemas/Shared' }) },
          responses: {
            200: {
              description: 'done',
              headers: { X: { schema: { format: 'iban' } } },
              content: json({ $ref: '#/components/schemas/Shared' }),
            },
          },
        },
      },
    },
    components: { schemas: { Shared: { minimum: 1, exclusiveMinimum: true } } },
  };
  const operations = indexOperations(document).operations as unknown as readonly Operation[];
  expect(checkSchemas({ document, operations, events: [] })).toEqual([
    {
      severity: 'error',
      message:
        'The schema at #/paths/~1a/post/parameters/0/schema cannot be used: "type" has a value of the wrong form.',
      pointer: '/paths/~1a/post/parameters/0/schema',
    },
    {
      severity: 'warning',
      message: '"exclusiveMinimum: true" is of OpenAPI 3.0; write "exclusiveMinimum: 1" and leave "minimum" out.',
      pointer: '/components/schemas/Shared/exclusiveMinimum',
    },
    {
      severity: 'warning',
      message: 'Format "iban" is unknown and checks nothing.',
      pointer: '/paths/~1a/post/responses/200/headers/X/schema/format',
    },
  ]);
});
