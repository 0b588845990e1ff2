/** Which operations serve a resource: inferred from method and path, overridden by `operations`. */
import type { Expression, Fill, Page, Resource, Role, RoleSpec } from '../behaviour.ts';
import { didYouMean } from '../nearest.ts';
import type { RawOperation } from '../operations.ts';
import { getAt } from '../pointer.ts';
import { derefPointer } from '../resolve.ts';
import { asObject } from '../value.ts';
import { checkPart, type RawAnswer, readAnswer } from './answers.ts';
import { checkExpression, checkExpressions } from './expressions.ts';
import { findOperation, findResponse, maybe, type Reading, report } from './reading.ts';

/** The YAML form of one role. */
export interface RawRole extends RawAnswer {
  readonly operation?: string;
  readonly id?: Expression;
  readonly when?: { readonly present?: Expression; readonly absent?: Expression };
  readonly body?: string;
  readonly answer?: RoleSpec['answer'];
  readonly page?: Page;
  readonly order?: RoleSpec['order'];
  readonly mode?: RoleSpec['mode'];
  readonly absent?: Fill;
  readonly immutable?: readonly string[];
  readonly clear?: readonly string[];
  readonly effects?: RoleSpec['effects'];
}

const ROLES: readonly Role[] = ['create', 'list', 'read', 'update', 'delete', 'rotate'];

/** Reads the roles of one resource; `pointer` is that of `operations`. */
export function readRoles(
  reading: Reading,
  kind: Resource['kind'],
  path: string | undefined,
  raw: { readonly [role in Role]?: RawRole | false },
  pointer: string,
): Resource['operations'] {
  const inferred = path === undefined ? {} : inferRoles(reading, kind, path, pointer);
  const specs: { [role in Role]?: RoleSpec } = {};
  for (const role of ROLES) {
    const given = raw[role];
    if (given === false) continue;
    const at = `${pointer}/${role}`;
    const operation =
      given?.operation === undefined ? inferred[role] : findOperation(reading, given.operation, `${at}/operation`);
    if (operation) specs[role] = readRole(reading, kind, role, given ?? {}, at, operation);
    else if (given && given.operation === undefined) {
      report(reading, at, `No operation for "${role}" can be inferred; name it: operation: operationId.`);
    }
  }
  checkShared(reading, specs, pointer);
  return specs;
}

function inferRoles(
  reading: Reading,
  kind: Resource['kind'],
  path: string,
  pointer: string,
): { readonly [role in Role]?: RawOperation } {
  const at = (method: string, wanted: (path: string) => boolean): RawOperation | undefined =>
    reading.operations.find((operation) => operation.method === method && wanted(operation.path));
  const isPath = (candidate: string): boolean => candidate === path;
  const isItem = (candidate: string): boolean =>
    candidate.startsWith(`${path}/{`) && /^\{[^/{}]+\}$/.test(candidate.slice(path.length + 1));
  if (!reading.operations.some((operation) => isPath(operation.path) || isItem(operation.path))) {
    const hint = didYouMean(path, [...new Set(reading.operations.map((operation) => operation.path))]);
    report(reading, pointer.replace(/\/operations$/, '/path'), `No operation has the path "${path}".${hint}`);
  }
  const single = kind === 'singleton' ? isPath : isItem;
  return {
    ...(kind === 'collection' && { ...maybe('create', at('post', isPath)), ...maybe('list', at('get', isPath)) }),
    ...maybe('read', at('get', single)),
    ...maybe('update', at('patch', single) ?? at('put', single)),
    ...maybe('delete', at('delete', single)),
  };
}

function readRole(
  reading: Reading,
  kind: Resource['kind'],
  role: Role,
  raw: RawRole,
  pointer: string,
  operation: RawOperation,
): RoleSpec {
  const answer = readAnswer(reading, raw, pointer, operation);
  const id = raw.id ?? lastPathParameter(operation);
  const needsId = kind === 'collection' && role !== 'create' && role !== 'list';
  if (needsId && id === undefined) {
    report(
      reading,
      pointer,
      `${operation.id} has no path parameter; say where the id travels, e.g. id: $request.query.id.`,
    );
  }
  checkExpression(reading, raw.id, `${pointer}/id`, operation);
  checkExpressions(reading, raw.when ?? {}, `${pointer}/when`, operation);
  checkExpressions(reading, raw.page ?? {}, `${pointer}/page`, operation);
  checkExpressions(reading, raw.absent ?? {}, `${pointer}/absent`, operation);
  const body = raw.body ?? '';
  const schema = requestSchema(reading, operation);
  if (schema !== undefined) checkPart(reading, schema, body, `${pointer}/body`, `The request body of ${operation.id}`);
  return {
    operation: operation.id,
    ...(needsId ? maybe('id', id) : {}),
    ...maybe('when', raw.when),
    body,
    ...answer,
    answer: raw.answer ?? defaultAnswer(role, operation, answer.status),
    ...maybe('page', raw.page),
    order: raw.order ?? 'oldest',
    mode: raw.mode ?? (operation.method === 'put' ? 'replace' : 'merge'),
    absent: raw.absent ?? {},
    immutable: raw.immutable ?? [],
    clear: raw.clear ?? [],
    effects: raw.effects ?? 'created',
  };
}

/** `$request.path.<name>` for the last `{name}` of an operation's path. */
export function lastPathParameter(operation: RawOperation): string | undefined {
  const name = [...operation.path.matchAll(/\{([^{}]+)\}/g)].at(-1)?.[1];
  return name === undefined ? undefined : `$request.path.${name}`;
}

/** Pointer of the schema of an operation's request body, JSON first. */
function requestSchema(reading: Reading, operation: RawOperation): string | undefined {
  const body = derefPointer(reading.document, `${operation.pointer}/requestBody`);
  const content = asObject(getAt(reading.document, `${body}/content`));
  const type = Object.keys(content).find((name) => /\bjson\b/.test(name)) ?? Object.keys(content)[0];
  if (type === undefined || asObject(content[type])['schema'] === undefined) return undefined;
  return `${body}/content/${type.replaceAll('~', '~0').replaceAll('/', '~1')}/schema`;
}

function defaultAnswer(role: Role, operation: RawOperation, status: number): RoleSpec['answer'] {
  const response = findResponse(operation.responses, status);
  if (response && response.content.length === 0) return 'empty';
  return role === 'delete' ? 'example' : 'resource';
}

/** One operation may serve two roles only when the request tells them apart. */
function checkShared(reading: Reading, specs: { readonly [role in Role]?: RoleSpec }, pointer: string): void {
  const always = new Map<string, string>();
  for (const [role, spec] of Object.entries(specs)) {
    if (spec.when) continue;
    const other = always.get(spec.operation);
    if (other === undefined) always.set(spec.operation, role);
    else {
      const message = `${spec.operation} serves both "${other}" and "${role}"; give one of them a "when".`;
      report(reading, `${pointer}/${role}`, message);
    }
  }
}
