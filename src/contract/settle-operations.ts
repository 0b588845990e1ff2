/** Faults of operations that a mock can live with: each is told, and the operations are made to fit together. */
import type { RawOperation } from './operations.ts';
import type { Fault } from './source/problem.ts';

/** Operations that can be served side by side, and what was wrong with those that were given. */
export interface Settled {
  readonly operations: RawOperation[];
  readonly faults: Fault[];
}

/**
 * Gives operations unique ids, leaves out those that no request can reach, and parameters that no request can carry.
 * @param given in the order of the document: the first of two that clash stays as it is
 */
export function settleOperations(given: readonly RawOperation[]): Settled {
  const faults: Fault[] = [];
  const named = nameApart(given, faults).map((operation) => settleParameters(operation, faults));
  return { operations: leaveReachable(named, faults), faults };
}

function nameApart(operations: readonly RawOperation[], faults: Fault[]): RawOperation[] {
  const first = new Map<string, RawOperation>();
  return operations.map((operation) => {
    const known = first.get(operation.id);
    if (known === undefined) {
      first.set(operation.id, operation);
      return operation;
    }
    const what = `the operationId \`${operation.id}\` also names ${toTitle(known)}`;
    faults.push({ pointer: `${operation.pointer}/operationId`, what, fix: 'give each operation its own' });
    const renamed = { ...operation, id: `${operation.method} ${operation.path}` };
    first.set(renamed.id, renamed);
    return renamed;
  });
}

function leaveReachable(operations: readonly RawOperation[], faults: Fault[]): RawOperation[] {
  const shapes = new Map<string, string>();
  return operations.filter(({ method, path, pointer }) => {
    const at = pointer.slice(0, pointer.lastIndexOf('/'));
    if (/[?#]/.test(path)) {
      const fix = 'put its query into `parameters`';
      faults.push({ pointer: at, what: `no request has the path ${path}`, fix });
      return false;
    }
    // The structure of the document is at fault, which tells of it.
    if (!path.startsWith('/')) return false;
    // OpenAPI forbids it for any two paths; documents do it with other methods, where nothing is unclear.
    const shape = `${method} ${path.replace(/\{[^}]*\}/g, '{}')}`;
    const same = shapes.get(shape) ?? path;
    shapes.set(shape, same);
    if (same !== path) {
      const what = `the path ${path} cannot be told from ${same}`;
      faults.push({ pointer: at, what, fix: 'keep one of them' });
    }
    return same === path;
  });
}

const LOCATIONS: ReadonlySet<string> = new Set(['path', 'query', 'header', 'cookie']);

function settleParameters(operation: RawOperation, faults: Fault[]): RawOperation {
  const { path, pointer } = operation;
  const used = [...path.matchAll(/\{([^}]+)\}/g)].map((match) => match[1]!);
  for (const name of used) {
    if (operation.parameters.some((parameter) => parameter.in === 'path' && parameter.name === name)) continue;
    const what = `the path parameter {${name}} of ${toTitle(operation)} is not declared`;
    faults.push({ pointer, what, fix: 'add it to `parameters`' });
  }
  const parameters = operation.parameters.filter((parameter) => {
    if (parameter.in !== 'path') return parameter.name !== '' && LOCATIONS.has(parameter.in);
    if (used.includes(parameter.name)) return true;
    const what = `the path parameter \`${parameter.name}\` is not part of ${path}`;
    faults.push({ pointer: parameter.pointer, what, fix: `put {${parameter.name}} into the path, or remove it` });
    return false;
  });
  return { ...operation, parameters };
}

function toTitle({ method, path }: RawOperation): string {
  return `${method.toUpperCase()} ${path}`;
}
