/** Creates a resource: request, defaults, server-owned properties, rules, secret. */
import type { Resource, RoleSpec } from '../../contract/behaviour.ts';
import { applyFill } from '../../contract/expression.ts';
import { parsePointer, setTokens } from '../../contract/pointer.ts';
import { expandTemplate } from '../../contract/template.ts';
import type { Operation } from '../../contract/types.ts';
import { getStored } from '../collection.ts';
import type { Handler, MockContext } from '../context.ts';
import { checkLimit, checkUnique } from './rules.ts';
import { issueSecret, toSecretRoots } from './secret.ts';
import { createAnswer, createShow } from './show.ts';
import { createWriteShape } from './write.ts';

/** Prepares the handler of a create operation. */
export function createCreate(context: MockContext, resource: Resource, spec: RoleSpec, operation: Operation): Handler {
  const shape = createWriteShape(context.contract, resource, spec, operation);
  const answer = createAnswer(context, spec, operation, createShow(context, resource, 'create', spec, operation));
  const template = resource.id?.generate ?? '{uuid}';
  const idAt = resource.id && parsePointer(resource.id.property);
  const set = resource.set.create ?? {};
  return (exchange) => {
    const { tenant, scope } = exchange;
    const collection = context.store.collection(tenant, resource);
    const value = applyFill(shape.create(exchange.body), set, scope) as Record<string, unknown>;
    const refused =
      checkUnique(exchange, resource, collection, 'create', value) ?? checkLimit(exchange, resource, collection, value);
    if (refused) return refused;
    const id = toFreshId(template, context, (taken) => getStored(collection, taken) !== undefined);
    if (idAt) setTokens(value, idAt, id);
    const sequence = context.store.nextSequence();
    const stored = issueSecret(context, resource, { sequence, id, value, secrets: [] });
    context.store.put(tenant, resource, stored);
    return answer(exchange, stored, toSecretRoots(stored));
  };
}

// A short template may repeat itself; two resources with one id would be read as one.
function toFreshId(template: string, context: MockContext, isTaken: (id: string) => boolean): string {
  let id = expandTemplate(template, context);
  for (let tries = 0; isTaken(id) && tries < 1000; tries++) id = expandTemplate(template, context);
  return id;
}
