/** Prepares a contract's document for openapi-typescript, which leaves some things out that the types should have. */
import { getAt } from '../contract/pointer.ts';
import type { Contract } from '../contract/types.ts';

/**
 * A copy of the document in which
 * - every operation of the API has an `operationId`: the contract's own id where the author gave none;
 * - no other operation has one, so that `operations` is what a client can call, and no id is there twice;
 * - every `$ref` of a path or webhook is replaced by what it means: openapi-typescript 7.13 drops such webhooks.
 */
export function toTypedDocument(contract: Contract): Record<string, unknown> {
  const document = structuredClone(contract.document) as Document;
  for (const items of [document.paths, document.webhooks]) {
    for (const [name, item] of Object.entries(items ?? {})) items![name] = structuredClone(resolve(document, item));
  }
  const { paths, webhooks, components } = document;
  // openapi-typescript leaves callbacks out; their operations would still count for its check of unique ids.
  delete components?.callbacks;
  for (const item of [paths, webhooks, components?.pathItems].flatMap((items) => Object.values(items ?? {}))) {
    for (const operation of Object.values(item)) {
      if (operation === null || typeof operation !== 'object') continue;
      delete operation.operationId;
      delete operation.callbacks;
    }
  }
  for (const { path, method, id } of contract.operations) paths![path]![method]!.operationId = id;
  return document;
}

interface Document extends Record<string, unknown> {
  paths?: Items;
  webhooks?: Items;
  components?: { pathItems?: Items; callbacks?: unknown };
}
type Items = Record<string, Record<string, { operationId?: string; callbacks?: unknown } | null>>;

/** Whether a schema of the document tells readers from writers with `readOnly` or `writeOnly`. */
export function hasReadWriteMarks(node: unknown): boolean {
  if (node === null || typeof node !== 'object') return false;
  const { readOnly, writeOnly } = node as { readOnly?: unknown; writeOnly?: unknown };
  return readOnly === true || writeOnly === true || Object.values(node).some(hasReadWriteMarks);
}

function resolve(document: Document, node: Items[string]): Items[string] {
  let current: unknown = node;
  // A `$ref` to itself would never end; no honest chain is longer than this.
  for (let step = 0; step < 100; step += 1) {
    const ref = (current as { $ref?: unknown } | undefined)?.$ref;
    if (typeof ref !== 'string') return current as Items[string];
    current = getAt(document, decodeURIComponent(ref));
  }
  return node;
}
