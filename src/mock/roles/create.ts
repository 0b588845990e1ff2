/** Creates a resource: request, defaults, server-owned properties, rules, secret. */
import type { Expression, Resource, RoleSpec } from '../../contract/behaviour.ts';
import { applyFill, type Scope } from '../../contract/expression.ts';
import { getAt, parsePointer, setTokens } from '../../contract/pointer.ts';
import { expandTemplate, isNumeric, type TemplateContext } from '../../contract/template.ts';
import type { Operation } from '../../contract/types.ts';
import { getStored } from '../collection.ts';
import type { Handler, MockContext } from '../context.ts';
import { checkLimit, checkUnique } from './rules.ts';
import { issueSecret, toSecretRoots } from './secret.ts';
import { createAnswer } from './show.ts';
import { readParents } from './within.ts';
import { createWriteShape } from './write.ts';

/** Prepares the handler of a create operation. */
export function createCreate(context: MockContext, resource: Resource, spec: RoleSpec, operation: Operation): Handler {
  const shape = createWriteShape(context.contract, resource, spec, operation);
  const answer = createAnswer(context, resource, 'create', spec, operation);
  const template = resource.id?.generate ?? '{uuid}';
  const idAt = resource.id && parsePointer(resource.id.property);
  const counts = template.includes('{sequence}');
  const set = resource.set.create ?? {};
  const absences = Object.entries(spec.absent);
  return (exchange) => {
    const { tenant, scope } = exchange;
    const collection = context.store.collection(tenant, resource);
    const sent = shape.create(exchange.body);
    const whole = absences.length === 0 ? sent : fillAbsent(sent, absences, scope);
    const value = applyFill(whole, set, scope) as Record<string, unknown>;
    const refused =
      checkUnique(exchange, resource, collection, 'create', value) ?? checkLimit(exchange, resource, collection, value);
    if (refused) return refused;
    const sequence = context.store.nextSequence();
    const source = counts ? { random: context.random, now: context.now, sequence: () => sequence } : context;
    const id = toFreshId(template, source, (taken) => getStored(collection, taken) !== undefined);
    if (idAt) setTokens(value, idAt, isNumeric(template) ? Number(id) : id);
    const parents = readParents(resource, scope);
    const stored = issueSecret(context, resource, { sequence, id, value, secrets: [], ...parents });
    context.store.put(tenant, resource, stored);
    return answer(exchange, stored, toSecretRoots(stored));
  };
}

// A short template may repeat itself; two resources with one id would be read as one.
function toFreshId(template: string, context: TemplateContext, isTaken: (id: string) => boolean): string {
  let id = expandTemplate(template, context);
  for (let tries = 0; isTaken(id) && tries < 1000; tries++) id = expandTemplate(template, context);
  return id;
}

function fillAbsent(sent: unknown, absences: readonly (readonly [string, Expression])[], scope: Scope): unknown {
  const absent = absences.filter(([pointer]) => getAt(sent, pointer) === undefined);
  return absent.length === 0 ? sent : applyFill(sent, Object.fromEntries(absent), scope);
}
