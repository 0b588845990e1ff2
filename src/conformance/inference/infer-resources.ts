/** Resources that a contract does not declare: what the shape of its paths says, and nothing more. */
import type { Evidence, Expression, Resource, Role, RoleSpec } from '../../contract/behaviour.ts';
import { toPointer } from '../../contract/pointer.ts';
import { createSchemaCompiler } from '../../contract/schema.ts';
import type { Contract, MediaType, Operation, RoleLink } from '../../contract/types.ts';
import { propertyNames, toFacets } from '../../contract/instance/facets.ts';
import { isJsonType, toJsonMedia } from '../values/values.ts';
import { findParents } from '../parents.ts';
import { findShapes, type Shape } from './find-shapes.ts';
import { inferPage } from './infer-page.ts';

const EVIDENCE: Evidence = {
  kind: 'inferred',
  source: 'The document does not declare this resource; it follows from its paths.',
};

/**
 * The contract with resources: its own, and those that its paths show besides. A resource is inferred where one
 * operation creates it, another deletes it by an id, and the answer of the first shows that id; below an id, where
 * that id is the one of a resource, too.
 */
export function withResources(contract: Contract): Contract {
  const known = contract.behaviour.resources;
  const resources: Resource[] = [];
  for (const create of contract.operations.toSorted((a, b) => depth(a) - depth(b))) {
    const all = { ...contract, behaviour: { ...contract.behaviour, resources: [...known, ...resources] } };
    const resource = inferResource(all, create);
    if (resource) resources.push(resource);
  }
  if (resources.length === 0) return contract;
  const links = new Map<string, RoleLink[]>();
  for (const resource of resources) {
    for (const [role, spec] of Object.entries(resource.operations)) {
      links.set(spec.operation, [
        ...(links.get(spec.operation) ?? []),
        { resource: resource.name, role: role as Role },
      ]);
    }
  }
  return {
    ...contract,
    operations: contract.operations.map((operation) => ({
      ...operation,
      roles: links.get(operation.id) ?? operation.roles,
    })),
    behaviour: { ...contract.behaviour, resources: [...known, ...resources] },
    evidence: (pointer) =>
      resources.some(({ name }) => `${pointer}/`.startsWith(`/x-resource${toPointer([name])}/`))
        ? EVIDENCE
        : contract.evidence(pointer),
  };
}

function inferResource(contract: Contract, create: Operation): Resource | undefined {
  if (create.method !== 'post' || !isFree(create)) return undefined;
  const above = namesIn(create.path);
  if (findParents(contract, create).length < above.length) return undefined;
  const item = (method: string): Operation | undefined => findItem(contract, create.path, method);
  const remove = item('delete');
  const shape = shapesOf(contract, create).find(({ kind, id }) => kind === 'object' && id !== undefined);
  if (!remove || !shape?.id) return undefined;
  const own = namesIn(remove.path).find((name) => !above.includes(name));
  // What it shows of those above it is not its own id.
  const idName = own !== undefined && shape.names.includes(own) ? own : shape.id;
  if (above.includes(idName)) return undefined;
  const list = contract.operations.find(
    (entry) => entry.method === 'get' && entry.path === create.path && isFree(entry),
  );
  const listed = list && shapesOf(contract, list).find(({ kind, names }) => kind === 'list' && names.includes(idName));
  const read = item('get');
  const update = item('patch') ?? item('put');
  const addressed = (operation: Operation | undefined): RoleSpec | undefined => {
    const id = operation && findId(operation, idName, above);
    return operation && id !== undefined ? { ...toSpec(contract, operation, idName), id } : undefined;
  };
  const readSpec = addressed(read);
  const updateSpec = addressed(update);
  const removeSpec = addressed(remove);
  if (!removeSpec) return undefined;
  const secret = findSecret(contract, shape, [list, read]);
  return {
    name: toName(contract, create.path),
    kind: 'collection',
    schema: '',
    ...(above.length > 0 && { within: above.map((name) => `$request.path.${name}`) }),
    id: { property: `/${idName}`, generate: '{uuid}' },
    operations: {
      create: { ...toSpec(contract, create, idName), at: shape.at },
      ...(list &&
        listed && {
          list: { ...toSpec(contract, list, idName), at: listed.at, answer: 'resource', ...inferPage(contract, list) },
        }),
      ...(readSpec && { read: readSpec }),
      ...(updateSpec && {
        update: {
          ...updateSpec,
          mode: update!.method === 'put' ? 'replace' : 'merge',
          absent: unknownAbsent(contract, update!),
        },
      }),
      delete: { ...removeSpec, answer: removeSpec.answer === 'empty' ? 'empty' : 'example' },
    },
    set: {},
    derive: {},
    emits: [],
    unique: [],
    ...(secret !== undefined && { secret: { property: `/${secret}`, generate: '{hex:32}', shown: ['create'] } }),
    notFound: 'notFound',
  };
}

/** `DELETE /hooks/{id}`, or `DELETE /hooks` with the id in query or body. */
function findItem({ operations }: Contract, path: string, method: string): Operation | undefined {
  const isItem = (candidate: string): boolean =>
    candidate.startsWith(`${path}/{`) && /^\{[^/{}]+\}$/.test(candidate.slice(path.length + 1));
  const free = operations.filter((operation) => operation.method === method && isFree(operation));
  return free.find((operation) => isItem(operation.path)) ?? free.find((operation) => operation.path === path);
}

function findId(operation: Operation, idName: string, above: readonly string[]): Expression | undefined {
  const inPath = operation.parameters.find(({ in: place, name }) => place === 'path' && !above.includes(name));
  if (inPath) return `$request.path.${inPath.name}`;
  const inQuery = operation.parameters.find(
    ({ in: place, name }) => place === 'query' && (name === idName || name === 'id'),
  );
  if (inQuery) return `$request.query.${inQuery.name}`;
  return operation.requestBody && operation.method !== 'get' ? `$request.body#/${idName}` : undefined;
}

function toSpec(contract: Contract, operation: Operation, idName: string): RoleSpec {
  const shape = shapesOf(contract, operation).find(({ kind, names }) => kind === 'object' && names.includes(idName));
  const success = operation.responses.find(({ status }) => /^2\d\d$/.test(status));
  return {
    operation: operation.id,
    body: '',
    at: shape?.at ?? '',
    answer: success?.content.length === 0 ? 'empty' : shape ? 'resource' : 'example',
    status: Number(success?.status ?? 200),
    fill: {},
    order: 'oldest',
    mode: 'merge',
    absent: {},
    immutable: [],
    clear: [],
    effects: 'created',
  };
}

/** What a replacement makes of an absent property is known to the server alone. */
function unknownAbsent(contract: Contract, operation: Operation): RoleSpec['absent'] {
  const pointer = toJsonMedia(operation.requestBody)?.schemaPointer;
  if (operation.method !== 'put' || pointer === undefined) return {};
  const names = propertyNames(toFacets({ contract, compiler: createSchemaCompiler(contract) }, pointer));
  return Object.fromEntries(names.map((name) => [`/${name}`, '$resource']));
}

function findSecret(
  contract: Contract,
  { names }: Shape,
  others: readonly (Operation | undefined)[],
): string | undefined {
  const shown = new Set(
    others.flatMap((operation) => (operation ? shapesOf(contract, operation).flatMap((shape) => shape.names) : [])),
  );
  return names.find((name) => /secret$|signing_?key$/i.test(name) && !shown.has(name));
}

function shapesOf(contract: Contract, operation: Operation): Shape[] {
  const success = operation.responses.find(({ status }) => status.startsWith('2'));
  const media = success?.content.find(({ type }: MediaType) => isJsonType(type));
  return media?.schemaPointer === undefined ? [] : findShapes(contract, media.schemaPointer);
}

/** `webhook` of `/v1/webhooks`; with what stands before it where another resource has that name. */
function toName({ behaviour }: Contract, path: string): string {
  const words = path
    .split('/')
    .filter((token) => token !== '' && !token.startsWith('{'))
    .map((token) => token.replace(/ies$/, 'y').replace(/s$/, ''));
  const names = words.map((_, index) => words.slice(-index - 1).join('-'));
  const isTaken = (name: string): boolean => behaviour.resources.some((resource) => resource.name === name);
  return names.find((name) => name !== '' && !isTaken(name)) ?? path;
}

/** Whether the contract says nothing of what the operation is for. */
function isFree({ roles, view, action }: Operation): boolean {
  return roles.length === 0 && !view && !action;
}

function namesIn(path: string): string[] {
  return [...path.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1]!);
}

function depth({ path }: Operation): number {
  return path.split('/').length;
}
