/** Puts resources into a tenant as if they had been created long ago: no limit, no quota, no delivery. */
import type { Resource } from '../../contract/behaviour.ts';
import { didYouMean } from '../../contract/nearest.ts';
import { getAt, parsePointer, setTokens } from '../../contract/pointer.ts';
import { createSchemaCompiler, type SchemaCompiler } from '../../contract/schema.ts';
import { applyFill } from '../../contract/expression.ts';
import { expandTemplate, isNumeric } from '../../contract/template.ts';
import type { Contract } from '../../contract/types.ts';
import { copyJson } from '../../contract/value.ts';
import { getStored, type StoredResource } from '../collection.ts';
import { toSentence } from '../fail.ts';
import type { Mount } from '../mount.ts';
import { createRequestScope } from '../request-scope.ts';
import { issueSecret } from '../roles/secret.ts';
import { findDefaults } from '../shape.ts';
import type { TenantState } from '../store.ts';
import { ControlRefusal, refuseInput, refuseUnknown } from './refusal.ts';

const compilers = new WeakMap<Contract, SchemaCompiler>();

/**
 * Adds resources, or puts them in the place of those with their ids. An id, a secret and server-owned properties that are
 * left out are made; everything is checked before anything is stored.
 * @param replace forget the other resources of the tenant first
 * @throws ControlRefusal 400, 404, and 422 for a resource that does not fit the contract
 */
export function seed(mount: Mount, tenantName: string | undefined, given: unknown, replace: boolean): TenantState {
  const { contract, context } = mount;
  if (tenantName === undefined) refuseInput('seedState needs a tenant or a key: resources belong to somebody');
  const tenant = context.store.tenant(tenantName);
  const drafts = readResources(contract, given).flatMap(({ resource, values }) =>
    values.map((value, index) =>
      toDraft(mount, tenant, resource, value, `/resources/${resource.name}/${index}`, replace),
    ),
  );
  if (replace) {
    for (const resource of contract.behaviour.resources) {
      const ids = context.store.collection(tenant, resource).ordered.map(({ id }) => id);
      for (const id of ids) context.store.remove(tenant, resource, id);
    }
  }
  for (const { resource, stored } of drafts) context.store.put(tenant, resource, stored);
  return tenant;
}

function readResources(contract: Contract, given: unknown) {
  if (given === null || typeof given !== 'object' || Array.isArray(given)) {
    refuseInput('The resources of seedState must be an object: name of a resource to a list of values');
  }
  const { resources } = contract.behaviour;
  const names = resources.map(({ name }) => name);
  return Object.entries(given).map(([name, values]: [string, unknown]) => {
    const resource = resources.find((candidate) => candidate.name === name);
    if (!resource) {
      const known = names.length > 0 ? `it has ${names.join(', ')}` : 'it has none';
      return refuseUnknown(`${contract.name} has no resource "${name}"; ${known}.${didYouMean(name, names)}`);
    }
    if (!Array.isArray(values)) return refuseInput(`The resources of ${name} must be a list`);
    return { resource, values: values as unknown[] };
  });
}

function toDraft(
  { contract, context }: Mount,
  tenant: TenantState,
  resource: Resource,
  given: unknown,
  at: string,
  replace: boolean,
): { readonly resource: Resource; readonly stored: StoredResource } {
  if (given === null || typeof given !== 'object' || Array.isArray(given)) refuseInput(`${at} must be an object`);
  const { store } = context;
  const { scope, state } = createRequestScope(context, SEED_REQUEST);
  state.tenant = tenant;
  const defaults = Object.fromEntries(findDefaults(contract, { $ref: `#${resource.schema}` }));
  const owned = applyFill({}, resource.set.create ?? {}, scope) as Record<string, unknown>;
  const value = copyJson({ ...defaults, ...owned, ...given }) as Record<string, unknown>;
  const template = resource.id?.generate ?? '{uuid}';
  const idAt = resource.id?.property;
  const sequence = store.nextSequence();
  const named = idAt === undefined ? undefined : getAt(value, idAt);
  const id = String(named ?? expandTemplate(template, { ...context, sequence: () => sequence }));
  if (idAt !== undefined) setTokens(value, parsePointer(idAt), named ?? (isNumeric(template) ? Number(id) : id));
  const before = replace ? undefined : getStored(store.collection(tenant, resource), id);
  const place = {
    sequence: before?.sequence ?? sequence,
    ...(before?.within !== undefined && { within: before.within }),
  };
  const secret = resource.secret && getAt(value, resource.secret.property);
  const draft: StoredResource = { ...place, id, value, secrets: [] };
  const stored =
    typeof secret === 'string'
      ? { ...draft, secrets: [{ value: secret, validUntil: Number.POSITIVE_INFINITY }] }
      : issueSecret(context, resource, draft);
  assertFits(contract, resource, stored.value, at);
  return { resource, stored };
}

const SEED_REQUEST = { method: 'POST', path: '/', query: '', headers: {}, body: new Uint8Array() };

function assertFits(contract: Contract, resource: Resource, value: unknown, at: string): void {
  let compiler = compilers.get(contract);
  if (!compiler) compilers.set(contract, (compiler = createSchemaCompiler(contract)));
  const violations = compiler.compile(resource.schema, 'response')(value);
  if (violations.length === 0) return;
  const reasons = violations.slice(0, 5).map(toSentence).join('; ');
  throw new ControlRefusal(422, `${at} does not fit ${contract.name}: ${reasons}`);
}
