/**
 * Cuts one operation out of a document, with all that its references reach. Prism reads a whole document before its first
 * answer, which takes ten seconds for a thousand operations; a slice takes milliseconds.
 */
import { getAt, parsePointer, setAt } from '../../contract/pointer.ts';
import { pointerOfRef, refOf } from '../../contract/resolve.ts';
import type { Contract, Json, JsonObject, Operation } from '../../contract/types.ts';

/** The parts of an operation that answers are made of. */
const PARTS = ['responses', 'callbacks', 'deprecated'] as const;

/** A document that has this operation only, without parameters and request body. Shares nothing with the contract. */
export function sliceOperation({ document }: Contract, operation: Operation): JsonObject {
  const node = getAt(document, operation.pointer) as JsonObject;
  const kept = Object.fromEntries(PARTS.filter((part) => node[part] !== undefined).map((part) => [part, node[part]!]));
  const slice: Record<string, unknown> = {
    openapi: document.openapi,
    info: { title: 'slice', version: '1' },
    ...(document['x-json-schema-faker'] !== undefined && { 'x-json-schema-faker': document['x-json-schema-faker'] }),
    ...(document.jsonSchemaDialect !== undefined && { jsonSchemaDialect: document.jsonSchemaDialect }),
    paths: { [operation.path]: { [operation.method]: kept } },
  };
  copyReferences(document, kept as Json, slice);
  const own = structuredClone(slice);
  nameBinaries(own);
  return own as JsonObject;
}

/** OpenAPI 3.1 says nothing of a binary body's type where 3.0 said `string`; the generator needs it. */
function nameBinaries(node: unknown): void {
  if (typeof node !== 'object' || node === null) return;
  const content = (node as Record<string, unknown>).content ?? {};
  for (const [type, media] of Object.entries(content)) {
    const schema = (media as { schema?: Record<string, unknown> } | null)?.schema;
    const isOpen = typeof schema === 'object' && schema !== null && Object.keys(schema).every(isAnnotation);
    if (isOpen && /^(?!text\/)[^*/]+\/(?!.*(?:json|xml))[^*/]+$/i.test(type)) schema.type = 'string';
  }
  for (const child of Object.values(node)) nameBinaries(child);
}

function isAnnotation(keyword: string): boolean {
  return /^(?:description|title|contentMediaType|contentEncoding|format|x-.*)$/.test(keyword);
}

function copyReferences(document: JsonObject, start: Json, slice: object): void {
  const copied = new Set<string>();
  const pending: Json[] = [start];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (typeof node !== 'object' || node === null) continue;
    const pointer = pointerOfRef(refOf(node) ?? '');
    if (pointer !== undefined && !copied.has(pointer)) {
      copied.add(pointer);
      const target = getAt(document, pointer) as Json | undefined;
      // A target within another copied one is there already; one that is missing stays missing.
      if (target !== undefined && getAt(slice, pointer) === undefined) setCopied(document, slice, pointer, target);
      if (target !== undefined) pending.push(target);
    }
    pending.push(...(Object.values(node) as Json[]));
  }
}

// Lists on the way must stay lists, so what holds a list is copied whole.
function setCopied(document: JsonObject, slice: object, pointer: string, target: Json): void {
  const tokens = parsePointer(pointer);
  for (let length = 1; length < tokens.length; length++) {
    const above = `/${pointer
      .split('/')
      .slice(1, length + 1)
      .join('/')}`;
    const node = getAt(document, above);
    if (!Array.isArray(node)) continue;
    setAt(slice, above, structuredClone(node));
    return;
  }
  setAt(slice, pointer, structuredClone(target));
}
