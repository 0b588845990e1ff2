/** Prepares a contract's document for openapi-typescript, which leaves some things out that the types should have. */
import { walk } from '../contract/grammar.ts';
import type { Kind } from '../contract/grammar.ts';
import { resolveRef } from '../contract/resolve.ts';
import type { Contract, Json } from '../contract/types.ts';

/**
 * A copy of the document in which
 * - every operation of the API has an `operationId`: the contract's own id where the author gave none;
 * - no other operation has one, so that `operations` is what a client can call, and no id is there twice;
 * - no extension is left and no sample value with a `$ref` in it, which openapi-typescript would follow;
 * - every `$ref` of a path or webhook is replaced by what it means: openapi-typescript 7.13 drops such webhooks.
 */
export function toTypedDocument(contract: Contract): Record<string, unknown> {
  const document = structuredClone(contract.document) as Document;
  for (const items of [document.paths, document.webhooks]) {
    for (const [name, item] of Object.entries(items ?? {})) {
      const meant = resolveRef(contract.document, item as Json) ?? item;
      items![name] = structuredClone(meant) as Items[string];
    }
  }
  walk(document, 'Document', '', trim);
  for (const { path, method, id } of contract.operations) document.paths![path]![method]!.operationId = id;
  return document;
}

interface Document extends Record<string, unknown> {
  paths?: Items;
  webhooks?: Items;
}
type Items = Record<string, Record<string, { operationId?: string }>>;

// Callbacks get no types; their operations would count as duplicates of others.
const NEEDLESS: Partial<Record<Kind, readonly string[]>> = {
  Components: ['examples', 'callbacks', 'links'],
  Operation: ['operationId', 'callbacks'],
};
const SAMPLES = ['default', 'example', 'examples'];

function trim(node: object, kind: Kind): void {
  const members = node as Record<string, unknown>;
  for (const key of Object.keys(members)) {
    const isNeedless = key.startsWith('x-') || NEEDLESS[kind]?.includes(key) === true;
    const isSample = SAMPLES.includes(key) && JSON.stringify(members[key])?.includes('"$ref":') === true;
    if (isNeedless || isSample) delete members[key];
  }
}

/** Whether a schema of the document tells readers from writers with `readOnly` or `writeOnly`. */
export function hasReadWriteMarks(node: unknown): boolean {
  if (node === null || typeof node !== 'object') return false;
  const { readOnly, writeOnly } = node as { readOnly?: unknown; writeOnly?: unknown };
  return readOnly === true || writeOnly === true || Object.values(node).some(hasReadWriteMarks);
}
