/** Indexes the operations of a document. */
import { readContent, readHeaders, readParameters, resolveAt, type Resolved } from './content.ts';
import { evidenceOf, findEvidence } from './evidence.ts';
import { readSecurity } from './security.ts';
import { forEachMember } from './source/place.ts';
import type { Fault } from './source/problem.ts';
import type { JsonObject, Method, Operation, ResponseSpec } from './types.ts';
import { asObject, asText } from './value.ts';

/** An operation without what the vocabulary adds, and the node it was read from. */
export type RawOperation = Omit<Operation, 'roles' | 'view' | 'action' | 'outcomes' | 'rateLimits'> & {
  readonly node: JsonObject;
};

const METHODS: readonly Method[] = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/** All operations under `paths`, in the order of the document, and what is wrong between them. */
export function indexOperations(document: JsonObject): { operations: RawOperation[]; faults: Fault[] } {
  const operations: RawOperation[] = [];
  forEachMember(asObject(document.paths), (_, token, path) => {
    if (path.startsWith('x-')) return;
    const item = resolveAt(document, `/paths/${token}`);
    for (const method of METHODS) {
      if (item.node[method] !== undefined) operations.push(readOperation(document, item, path, method));
    }
  });
  return { operations, faults: [...checkIds(operations), ...checkPaths(operations)] };
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

function checkIds(operations: readonly RawOperation[]): Fault[] {
  const first = new Map<string, RawOperation>();
  return operations.flatMap((operation) => {
    const known = first.get(operation.id);
    first.set(operation.id, known ?? operation);
    if (!known) return [];
    const what = `the operationId \`${operation.id}\` also names ${toTitle(known)}`;
    return [{ pointer: `${operation.pointer}/operationId`, what, fix: 'give each operation its own' }];
  });
}

function checkPaths(operations: readonly RawOperation[]): Fault[] {
  const shapes = new Map<string, string>();
  return operations.flatMap((operation) => {
    const { path, pointer } = operation;
    const faults: Fault[] = [];
    // OpenAPI forbids it for any two paths; documents do it with other methods, where nothing is unclear.
    const shape = `${operation.method} ${path.replace(/\{[^}]*\}/g, '{}')}`;
    const same = shapes.get(shape) ?? path;
    shapes.set(shape, same);
    if (same !== path) {
      const what = `the path ${path} cannot be told from ${same}`;
      faults.push({ pointer: pointer.slice(0, pointer.lastIndexOf('/')), what, fix: 'keep one of them' });
    }
    const declared = operation.parameters.filter((parameter) => parameter.in === 'path');
    const used = [...path.matchAll(/\{([^}]+)\}/g)].map((match) => match[1]!);
    for (const name of used) {
      if (declared.some((parameter) => parameter.name === name)) continue;
      const what = `the path parameter {${name}} of ${toTitle(operation)} is not declared`;
      faults.push({ pointer, what, fix: 'add it to `parameters`' });
    }
    for (const parameter of declared) {
      if (used.includes(parameter.name)) continue;
      const what = `the path parameter \`${parameter.name}\` is not part of ${path}`;
      faults.push({ pointer: parameter.pointer, what, fix: `put {${parameter.name}} into the path, or remove it` });
    }
    return faults;
  });
}

function toTitle({ method, path }: RawOperation): string {
  return `${method.toUpperCase()} ${path}`;
}
