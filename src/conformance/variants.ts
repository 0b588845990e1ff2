/** The ways to use an operation: one for each role it plays; a plain one where it plays none. */
import type { Expression, Resource, Role, RoleSpec } from '../contract/behaviour.ts';
import { resolveAt } from '../contract/content.ts';
import type { Contract, Operation } from '../contract/types.ts';
import { asArray } from '../contract/value.ts';
import { findParents, type Parent } from './parents.ts';

/** One use of an operation. */
export interface Variant {
  readonly operation: Operation;
  /** operationId, with the role where the operation plays several. Unique in the contract. */
  readonly name: string;
  readonly use: 'role' | 'view' | 'action' | 'plain';
  readonly role?: Role;
  readonly spec?: RoleSpec;
  /** The resource it creates, lists or addresses. */
  readonly resource?: Resource;
  /** Where the id of that resource travels. */
  readonly id?: Expression;
  /** What it stands below, the outermost first: their ids are parts of the request as well. */
  readonly parents?: readonly Parent[];
  /** Where the id of a recorded delivery travels. */
  readonly delivery?: Expression;
  /** Why it must not be sent without `--destructive`. */
  readonly reach?: string;
}

/** Life of a resource: what has to come before what. */
const ORDER: readonly string[] = ['create', 'list', 'read', 'update', 'action', 'view', 'rotate', 'plain', 'delete'];

/** All uses of all operations, in an order in which resources exist when they are needed. */
export function toVariants(contract: Contract): Variant[] {
  const variants = contract.operations.flatMap((operation) => toUses(contract, operation));
  const isShow = ({ use, operation }: Variant): boolean => use === 'plain' && operation.method === 'get';
  const rank = (variant: Variant): number => ORDER.indexOf(variant.role ?? variant.use) + (isShow(variant) ? 0.5 : 0);
  // Actions come before views, because what they send is what the views show.
  return variants.toSorted((a, b) => rank(a) - rank(b));
}

/** The variant that serves a role of a resource. */
export function findVariant(variants: readonly Variant[], resource: Resource, role: Role): Variant | undefined {
  return variants.find((variant) => variant.resource === resource && variant.role === role);
}

function toUses(contract: Contract, operation: Operation): Variant[] {
  const { view, action, roles } = operation;
  const find = (name: string): Resource | undefined =>
    contract.behaviour.resources.find((entry) => entry.name === name);
  if (view) {
    const parent = view.parent && find(view.parent.resource);
    const base = { operation, name: operation.id, use: 'view' as const };
    const addressed = parent ? { ...base, resource: parent, id: view.parent!.id } : base;
    return [withReach(view.one === undefined ? addressed : { ...addressed, delivery: view.one })];
  }
  if (action) {
    const resource = find(action.resource);
    const place = action.kind === 'replay' ? { delivery: action.id } : { id: action.id };
    return [{ operation, name: operation.id, use: 'action', ...(resource && { resource }), ...place }];
  }
  if (roles.length === 0)
    return [withReach({ operation, name: operation.id, use: 'plain', ...findParent(contract, operation) })];
  return roles.map(({ resource: name, role }) => {
    const resource = find(name)!;
    const spec = resource.operations[role]!;
    const parents = findParents(contract, operation, toPathName(spec.id));
    const variant: Variant = {
      operation,
      name: roles.length > 1 ? `${operation.id} (${role})` : operation.id,
      use: 'role',
      role,
      spec,
      resource,
      ...(spec.id !== undefined && { id: spec.id }),
      ...(parents.length > 0 && { parents }),
    };
    return withReach(variant);
  });
}

/** An operation below a resource, as in `/hooks/{id}/ping` or `/pings?hook_id=`, addresses that resource. */
function findParent(contract: Contract, operation: Operation): Pick<Variant, 'resource' | 'id' | 'parents'> {
  for (const resource of contract.behaviour.resources.filter(({ kind }) => kind === 'collection')) {
    const roles = Object.values(resource.operations);
    const paths = roles.map((spec) => contract.operations.find(({ id }) => id === spec.operation)!.path);
    const item = paths.find((path) => path.endsWith('}') && operation.path.startsWith(`${path}/`));
    const name = item === undefined ? undefined : /\{([^{}]+)\}$/.exec(item)?.[1];
    const parents = name === undefined ? [] : findParents(contract, { ...operation, path: item! }, name);
    // A second id names what stands above it, or something else, of which nothing is known.
    const known = new Set([name, ...parents.map(({ id }) => toPathName(id))]);
    const others = operation.parameters.filter((parameter) => parameter.in === 'path' && !known.has(parameter.name));
    if (name !== undefined && others.length === 0)
      return { resource, id: `$request.path.${name}`, ...(parents.length > 0 && { parents }) };
    const query = operation.parameters.find(
      ({ in: place, name: key }) => place === 'query' && key === `${resource.name}_id`,
    );
    if (query && !operation.path.includes('{')) return { resource, id: `$request.query.${query.name}` };
    const inBody = roles.map(({ id }) => id).find((id) => typeof id === 'string' && id.startsWith('$request.body#/'));
    const isBelow = paths.some((path) => !path.includes('{') && operation.path.startsWith(`${path}/`));
    if (isBelow && inBody !== undefined && requires(contract, operation, inBody)) return { resource, id: inBody };
  }
  return {};
}

function toPathName(id: Expression | undefined): string | undefined {
  return typeof id === 'string' ? /^\$request\.path\.(.+)$/.exec(id)?.[1] : undefined;
}

/** Whether a body has to have the member in which other operations carry the id. */
function requires(contract: Contract, operation: Operation, id: Expression): boolean {
  const media = operation.requestBody?.content.find(({ schemaPointer }) => schemaPointer !== undefined);
  if (operation.method === 'get' || !media) return false;
  const { node } = resolveAt(contract.document, media.schemaPointer!);
  return asArray(node['required']).includes(String(id).replace('$request.body#/', ''));
}

function withReach(variant: Variant): Variant {
  const reach = describeReach(variant);
  return reach === undefined ? variant : { ...variant, reach };
}

function describeReach({ operation, use, role, spec, resource, id }: Variant): string | undefined {
  if (operation.method === 'get' || operation.method === 'head') return undefined;
  if (use !== 'role') return use === 'view' || id !== undefined ? undefined : 'what it changes is not declared';
  if (spec?.effects === 'tenant') return 'it reaches beyond what a run creates';
  if (resource?.kind === 'singleton') return 'it changes what the run did not create';
  if (role === 'create' && !resource?.operations.delete) return 'what it creates cannot be removed';
  return undefined;
}
