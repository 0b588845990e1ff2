/** Indexes the operations of a document. */
import { readContent, readHeaders, readParameters, resolveAt, type Resolved } from './content.ts';
import { evidenceOf, findEvidence } from './evidence.ts';
import { readSecurity } from './security.ts';
import { settleOperations } from './settle-operations.ts';
import { forEachMember } from './source/place.ts';
import type { Fault } from './source/problem.ts';
import type { JsonObject, Method, Operation, ResponseSpec } from './types.ts';
import { asObject, asText } from './value.ts';

/** An operation without what the vocabulary adds, and the node it was read from. */
export type RawOperation = Omit<Operation, 'roles' | 'view' | 'action' | 'outcomes' | 'rateLimits'> & {
  readonly node: JsonObject;
};

const METHODS: readonly Method[] = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/**
 * The operations under `paths`, in the order of the document, and what is wrong with them. Those that are given can be
 * served side by side: ids are unique, and none is hidden behind another.
 */
export function indexOperations(document: JsonObject): { operations: RawOperation[]; faults: Fault[] } {
  const operations: RawOperation[] = [];
  forEachMember(asObject(document.paths), (_, token, path) => {
    if (path.startsWith('x-')) return;
    const item = resolveAt(document, `/paths/${token}`);
    for (const method of METHODS) {
      if (item.node[method] !== undefined) operations.push(readOperation(document, item, path, method));
    }
  });
  return settleOperations(operations);
}

function readOperation(document: JsonObject, item: Resolved, path: string, method: Method): RawOperation {
  const operation = resolveAt(document, `${item.pointer}/${method}`);
  const { node, pointer } = operation;
  const body = node.requestBody === undefined ? undefined : resolveAt(document, `${pointer}/requestBody`);
  return {
    node,
    id: asText(node.operationId) || `${method} ${path}`,
    method,
    path,
    pointer,
    summary: asText(node.summary),
    tags: Array.isArray(node.tags) ? node.tags.map(asText) : [],
    parameters: readParameters(document, item, operation),
    ...(body && {
      requestBody: {
        required: body.node.required === true,
        pointer: body.pointer,
        content: readContent(document, body),
      },
    }),
    responses: readResponses(document, operation),
    security: readSecurity(node.security ?? document.security),
    ...evidenceOf(node),
  };
}

function readResponses(document: JsonObject, operation: Resolved): ResponseSpec[] {
  const responses: ResponseSpec[] = [];
  forEachMember(asObject(operation.node.responses), (_, token, status) => {
    if (status.startsWith('x-')) return;
    const written = `${operation.pointer}/responses/${token}`;
    const response = resolveAt(document, written);
    // What stands beside a reference holds for this operation alone.
    const evidence = findEvidence(document, written) ?? findEvidence(document, response.pointer);
    responses.push({
      status,
      pointer: response.pointer,
      description: asText(response.node.description),
      headers: readHeaders(document, response),
      content: readContent(document, response),
      ...(evidence && { evidence }),
    });
  });
  return responses;
}
