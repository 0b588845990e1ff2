/** Changes a resource: merged with the request, or replaced by it. */
import type { Resource, RoleSpec } from '../../contract/behaviour.ts';
import { applyFill } from '../../contract/expression.ts';
import { getAt, removeAt } from '../../contract/pointer.ts';
import type { Operation } from '../../contract/types.ts';
import { copyJson } from '../../contract/value.ts';
import type { Handler, MockContext } from '../context.ts';
import { findAddressed } from './find.ts';
import { checkUnique } from './rules.ts';
import { createAnswer } from './show.ts';
import { createWriteShape } from './write.ts';

/** Prepares the handler of an update operation. A refused update changes nothing. */
export function createUpdate(context: MockContext, resource: Resource, spec: RoleSpec, operation: Operation): Handler {
  const shape = createWriteShape(context.contract, resource, spec, operation);
  const answer = createAnswer(context, resource, 'update', spec, operation);
  const set = resource.set.update ?? {};
  return (exchange) => {
    const found = findAddressed(context, exchange, resource, spec);
    if ('failed' in found) return found.failed;
    const { stored } = found;
    const sent = shape.read(exchange.body);
    const absent = Object.entries(spec.absent).filter(([pointer]) => getAt(sent, pointer) === undefined);
    const base = copyJson(stored.value);
    const kept =
      spec.mode === 'replace'
        ? (applyFill(base, Object.fromEntries(absent), exchange.scope) as Record<string, unknown>)
        : base;
    const next: Record<string, unknown> = { ...kept, ...sent };
    for (const pointer of spec.clear) if (String(getAt(next, pointer) ?? '').trim() === '') removeAt(next, pointer);
    const refused = checkUnique(
      exchange,
      resource,
      context.store.collection(exchange.tenant, resource),
      'update',
      next,
      stored,
    );
    if (refused) return refused;
    const changed = { ...stored, value: applyFill(next, set, exchange.scope) as Record<string, unknown> };
    context.store.put(exchange.tenant, resource, changed);
    return answer(exchange, changed);
  };
}
