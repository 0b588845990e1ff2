/** Prepares a contract's document for openapi-typescript, which leaves some things out that the types should have. */
import { getAt, setAt } from '../contract/pointer.ts';
import type { Contract } from '../contract/types.ts';

/**
 * A copy of the document in which every operation has an `operationId` (the contract's own id where the author gave
 * none, so that every operation can be named) and every `$ref` of a path or webhook is replaced by what it means
 * (openapi-typescript 7.13 drops such webhooks).
 */
export function toTypedDocument(contract: Contract): Record<string, unknown> {
  const document = structuredClone(contract.document) as Record<string, unknown>;
  for (const key of ['paths', 'webhooks']) {
    const items = document[key] as Record<string, unknown> | undefined;
    for (const [name, item] of Object.entries(items ?? {})) {
      if (items !== undefined) items[name] = structuredClone(resolve(document, item));
    }
  }
  for (const operation of contract.operations) {
    const item = getAt(document, `/paths/${operation.path.replaceAll('~', '~0').replaceAll('/', '~1')}`);
    setAt(item, `/${operation.method}/operationId`, operation.id);
  }
  return document;
}

/** Whether a schema of the document tells readers from writers with `readOnly` or `writeOnly`. */
export function hasReadWriteMarks(node: unknown): boolean {
  if (node === null || typeof node !== 'object') return false;
  const { readOnly, writeOnly } = node as { readOnly?: unknown; writeOnly?: unknown };
  return readOnly === true || writeOnly === true || Object.values(node).some(hasReadWriteMarks);
}

function resolve(document: unknown, node: unknown): unknown {
  let current = node;
  // A `$ref` to itself would never end; no honest chain is longer than this.
  for (let step = 0; step < 100; step += 1) {
    const ref = (current as { $ref?: unknown } | undefined)?.$ref;
    if (typeof ref !== 'string') return current;
    current = getAt(document, decodeURIComponent(ref));
  }
  return node;
}
