import { describe, expect, test } from 'vitest';
import { inferResources } from '../../../src/contract/infer/infer.ts';
import { loadContract } from '../../../src/contract/load.ts';
import { indexOperations } from '../../../src/contract/operations.ts';
import type { JsonObject } from '../../../src/contract/types.ts';
import { animals, keepers, misfits, toDocument } from './fixtures.ts';

const infer = async (document: JsonObject) => {
  const loaded = await loadContract(document);
  return inferResources(loaded.document, indexOperations(loaded.document).operations);
};

describe('a plain collection', () => {
  test('becomes an entry of x-resource that a person could have written', async () => {
    expect((await infer(animals)).resources).toMatchInlineSnapshot(`
      {
        "animal": {
          "id": {
            "generate": "{sequence}",
            "property": "/id",
          },
          "operations": {
            "create": {
              "absent": {
                "/legs": 1,
              },
            },
            "list": {
              "page": {
                "from": "$request.query.offset",
                "size": "$request.query.limit",
                "style": "offset",
              },
            },
          },
          "path": "/animals",
          "schema": "#/components/schemas/Animal",
          "set": {
            "create": {
              "/created_at": "$now",
              "/status": "new",
            },
          },
        },
        "x-evidence": {
          "deep": true,
          "kind": "inferred",
          "source": "The document declares no resources; these follow from its paths.",
        },
      }
    `);
  });

  test('below a parent and in envelopes becomes one too', async () => {
    expect((await infer(keepers)).resources).toMatchInlineSnapshot(`
      {
        "keeper": {
          "id": {
            "generate": "{uuid}",
            "property": "/id",
          },
          "operations": {
            "create": {
              "at": "/keeper",
              "body": "/keeper",
            },
            "delete": {
              "answer": "example",
            },
            "list": {
              "at": "/data",
              "fill": {
                "/meta/total": "$page.total",
              },
              "page": {
                "from": "$request.query.page",
                "size": "$request.query.per_page",
                "style": "number",
              },
            },
            "read": {
              "at": "/keeper",
            },
            "update": {
              "at": "/keeper",
              "body": "/keeper",
            },
          },
          "path": "/houses/{house_id}/keepers",
          "schema": "#/components/schemas/Keeper",
          "set": {
            "create": {
              "/house_id": "$request.path.house_id",
            },
          },
          "within": [
            "$request.path.house_id",
          ],
        },
        "x-evidence": {
          "deep": true,
          "kind": "inferred",
          "source": "The document declares no resources; these follow from its paths.",
        },
      }
    `);
  });

  test('can be pasted: the document with what was inferred loads', async () => {
    for (const document of [animals, keepers]) {
      const { resources } = await infer(document);
      const pasted = await loadContract({ ...document, 'x-resource': resources });
      const inferred = await loadContract(document, { infer: true });
      expect(pasted.behaviour.resources).toEqual(inferred.behaviour.resources);
    }
  });
});

test.each(Object.entries(misfits))('leaves a collection alone because %s', async (why, misfit) => {
  const { resources, left } = await infer(toDocument(misfit));
  expect(resources).toEqual({});
  expect(left).toEqual([{ operation: 'post /things', path: '/things', why }]);
});

test('leaves a document alone that declares resources', async () => {
  const { resources } = await infer(animals);
  const declared = { ...animals, 'x-resource': resources };
  expect(await infer(declared)).toEqual({ resources: {}, left: [] });
});

test('infers nothing unless asked', async () => {
  expect((await loadContract(animals)).behaviour.resources).toEqual([]);
});

test('says that what it infers is inferred', async () => {
  const contract = await loadContract(animals, { infer: true });
  expect(contract.evidence('/x-resource/animal/id')).toMatchObject({ kind: 'inferred' });
});
