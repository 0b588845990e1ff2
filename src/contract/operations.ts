/** Indexes the operations of a document. */
import type { Problem } from './extension-schemas.ts';
import { readContent, readHeaders, readParameters, resolveAt, type Resolved } from './content.ts';
import { evidenceOf, findEvidence } from './evidence.ts';
import { readSecurity } from './security.ts';
import { forEachMember } from './source/place.ts';
import type { JsonObject, Method, Operation, ResponseSpec } from './types.ts';
import { asObject, asText } from './value.ts';

/** An operation without what the vocabulary adds, and the node it was read from. */
export type RawOperation = Omit<Operation, 'roles' | 'view' | 'action' | 'outcomes' | 'rateLimits'> & {
  readonly node: JsonObject;
};

const METHODS: readonly Method[] = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/** All operations under `paths`, in the order of the document, and what is wrong between them. */
export function indexOperations(document: JsonObject): { operations: RawOperation[]; problems: Problem[] } {
  const operations: RawOperation[] = [];
  forEachMember(asObject(document.paths), (_, token, path) => {
    if (path.startsWith('x-')) return;
    const item = resolveAt(document, `/paths/${token}`);
    for (const method of METHODS) {
      if (item.node[method] !== undefined) operations.push(readOperation(document, item, path, method));
    }
  });
  return { operations, problems: [...checkIds(operations), ...checkPaths(operations)] };
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

function checkIds(operations: readonly RawOperation[]): Problem[] {
  const first = new Map<string, RawOperation>();
  return operations.flatMap((operation) => {
    const known = first.get(operation.id);
    first.set(operation.id, known ?? operation);
    if (!known) return [];
    const message = `The operationId "${operation.id}" also names ${known.method.toUpperCase()} ${known.path}; every operation needs its own.`;
    return [{ pointer: `${operation.pointer}/operationId`, message }];
  });
}

function checkPaths(operations: readonly RawOperation[]): Problem[] {
  const shapes = new Map<string, string>();
  return operations.flatMap((operation) => {
    const problems: Problem[] = [];
    const pathPointer = operation.pointer.slice(0, operation.pointer.lastIndexOf('/'));
    const shape = operation.path.replace(/\{[^}]*\}/g, '{}');
    const same = shapes.get(shape);
    if (same === undefined) shapes.set(shape, operation.path);
    else if (same !== operation.path) {
      const message = `The path ${operation.path} cannot be told from ${same}; keep one of them.`;
      problems.push({ pointer: pathPointer, message });
    }
    const declared = operation.parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
    const used = [...operation.path.matchAll(/\{([^}]+)\}/g)].map((match) => match[1]!);
    for (const name of used.filter((candidate) => !declared.includes(candidate))) {
      const message = `The path parameter {${name}} of ${operation.method.toUpperCase()} ${operation.path} is not declared; add it to parameters.`;
      problems.push({ pointer: operation.pointer, message });
    }
    for (const name of declared.filter((candidate) => !used.includes(candidate))) {
      const message = `The path parameter "${name}" is not part of ${operation.path}; put {${name}} into the path or remove the parameter.`;
      problems.push({ pointer: operation.pointer, message });
    }
    return problems;
  });
}
