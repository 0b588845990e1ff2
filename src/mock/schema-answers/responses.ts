/** The documented responses of an operation in the form that negotiation works on; read once and remembered. */
import { getAt } from '../../contract/pointer.ts';
import { derefPointer, pointerOfRef, refOf } from '../../contract/resolve.ts';
import type { Contract, Json, JsonObject, MediaType, Operation, ResponseSpec } from '../../contract/types.ts';

/** An example that can be asked for by its key. */
export interface Example {
  readonly key: string;
  /** Undefined where the document keeps the value elsewhere (`externalValue`). */
  readonly value: Json | undefined;
}

/** One media type of a response. */
export interface Content {
  readonly mediaType: string;
  readonly examples: readonly Example[];
  readonly hasSchema: boolean;
  /** The body is text and no other JSON value. */
  readonly isText: boolean;
}

/** A header of a response: its example, or that it has to be generated; neither = nothing is known of its value. */
export interface HeaderPlan {
  readonly name: string;
  readonly example?: Json;
  readonly generated: boolean;
}

/** A documented response. */
export interface Reply {
  /** `200`, `2XX` or `default`. */
  readonly code: string;
  readonly headers: readonly HeaderPlan[];
  readonly contents: readonly Content[];
}

/** Everything that answering an operation needs to know. */
export interface OperationReplies {
  readonly method: string;
  readonly deprecated: boolean;
  readonly hasCallbacks: boolean;
  readonly replies: readonly Reply[];
}

/** Reads the responses of operations; each is read once. */
export function createReplies(contract: Contract): (operation: Operation) => OperationReplies {
  const known = new Map<Operation, OperationReplies>();
  return (operation) => {
    let replies = known.get(operation);
    if (!replies) known.set(operation, (replies = readOperation(contract.document, operation)));
    return replies;
  };
}

function readOperation(document: JsonObject, operation: Operation): OperationReplies {
  const node = getAt(document, operation.pointer) as JsonObject;
  return {
    method: operation.method,
    deprecated: node.deprecated === true,
    hasCallbacks: Object.keys((node.callbacks ?? {}) as JsonObject).length > 0,
    replies: operation.responses.map((response) => readReply(document, response)),
  };
}

function readReply(document: JsonObject, response: ResponseSpec): Reply {
  return {
    code: /^[1-5]xx$/i.test(response.status) ? response.status.toUpperCase() : response.status,
    headers: response.headers.map((header) => {
      const node = getAt(document, header.pointer) as JsonObject;
      // A header with `content` has no schema of its own there; like Prism we know nothing of its value then.
      const hasSchema = typeof node.schema === 'object' && node.schema !== null;
      const [example] = hasSchema ? header.examples : [];
      return { name: header.name, generated: hasSchema && !example, ...(example && { example: example.value }) };
    }),
    contents: response.content.map((media) => readContent(document, media)),
  };
}

function readContent(document: JsonObject, media: MediaType): Content {
  const node = getAt(document, media.pointer) as JsonObject;
  const lone = Object.hasOwn(node, 'example') ? node.example : schemaExample(document, media);
  const named = Object.entries((node.examples ?? {}) as JsonObject).map(([key, written]) => {
    const example = follow(document, written) as JsonObject | undefined;
    return { key, value: typeof example?.externalValue === 'string' ? undefined : example?.value };
  });
  const examples = [...(lone === undefined ? [] : [{ key: 'default', value: lone }]), ...named];
  const schema = follow(document, media.schema as Json | undefined);
  const isText = examples[0]
    ? typeof examples[0].value === 'string'
    : (schema as JsonObject | undefined)?.type === 'string';
  return { mediaType: media.type, examples, hasSchema: typeof media.schema === 'object', isText };
}

/** The first example that the schema itself carries: Prism takes it for the media type's own. */
function schemaExample(document: JsonObject, media: MediaType): Json | undefined {
  let node: Json | undefined = media.schema;
  const seen = new Set<Json>();
  while (typeof node === 'object' && node !== null && !seen.has(node)) {
    seen.add(node);
    const { examples } = node as JsonObject;
    if (Array.isArray(examples)) return (examples as Json[])[0];
    const pointer = pointerOfRef(refOf(node) ?? '');
    node = pointer === undefined ? undefined : (getAt(document, pointer) as Json | undefined);
  }
  return undefined;
}

function follow(document: JsonObject, node: Json | undefined): Json | undefined {
  const pointer = pointerOfRef(refOf(node) ?? '');
  return pointer === undefined ? node : (getAt(document, derefPointer(document, pointer)) as Json | undefined);
}
