/** Creates a resource: request, defaults, server-owned properties, rules, secret. */
import type { Resource, RoleSpec } from '../../contract/behaviour.ts';
import { applyFill } from '../../contract/expression.ts';
import { setAt } from '../../contract/pointer.ts';
import { expandTemplate } from '../../contract/template.ts';
import { toIsoSeconds } from '../../contract/time.ts';
import type { Operation } from '../../contract/types.ts';
import type { Handler, MockContext } from '../context.ts';
import type { StoredResource } from '../store.ts';
import { checkLimit, checkUnique } from './rules.ts';
import { answerWith, createShow } from './show.ts';
import { createWriteShape } from './write.ts';

/** Prepares the handler of a create operation. */
export function createCreate(context: MockContext, resource: Resource, spec: RoleSpec, operation: Operation): Handler {
  const shape = createWriteShape(context.contract, resource, spec, operation);
  const show = createShow(context, resource, 'create', spec, operation);
  return (exchange) => {
    const collection = exchange.tenant.collection(resource);
    const properties = { ...Object.fromEntries(shape.defaults), ...shape.read(exchange.body) };
    const value = applyFill(properties, resource.set.create ?? {}, exchange.scope) as Record<string, unknown>;
    const refused = checkUnique(exchange, resource, 'create', value) ?? checkLimit(exchange, resource, value);
    if (refused) return refused;
    const id = expandTemplate(resource.id?.generate ?? '{uuid}', context);
    if (resource.id) setAt(value, resource.id.property, id);
    const stored: StoredResource = { sequence: context.store.nextSequence(), id, value, secrets: [] };
    if (resource.secret) issueSecret(context, resource, stored);
    collection.set(id, stored);
    return answerWith(context, exchange, spec, show, stored, withSecret(stored));
  };
}

/** Gives a resource a new secret and puts it into its properties; predecessors stay valid for the declared overlap. */
export function issueSecret(context: MockContext, resource: Resource, stored: StoredResource, overlap = 0): void {
  if (!resource.secret) return;
  const until = context.now() + overlap;
  const value = expandTemplate(resource.secret.generate, context);
  const kept =
    overlap > 0 ? stored.secrets.map((secret) => ({ ...secret, validUntil: Math.min(secret.validUntil, until) })) : [];
  stored.secrets = [
    { value, validUntil: Number.POSITIVE_INFINITY },
    ...kept.filter((secret) => secret.validUntil >= context.now()),
  ];
  setAt(stored.value, resource.secret.property, value);
}

/** Roots that let an answer speak of the secret: `$secret.value`, `$secret.previousValidUntil`. */
export function withSecret(stored: StoredResource): Record<string, unknown> {
  const [current, previous] = stored.secrets;
  const until = previous === undefined ? undefined : toIsoSeconds(previous.validUntil);
  return current === undefined ? {} : { secret: { value: current.value, previousValidUntil: until } };
}
