/** How a stored resource looks in an answer. */
import type { Resource, Role, RoleSpec } from '../../contract/behaviour.ts';
import { applyFill, withRoots, type Scope } from '../../contract/expression.ts';
import { parsePointer, setMember } from '../../contract/pointer.ts';
import type { Operation } from '../../contract/types.ts';
import { copyJson } from '../../contract/value.ts';
import { findResponse } from '../answers.ts';
import type { StoredResource } from '../collection.ts';
import type { Exchange, MockContext } from '../context.ts';
import type { PlainResponse } from '../message.ts';
import { findProperties } from '../shape.ts';
import { toShownAttempt } from '../shown-attempt.ts';
import { createEmit } from './emit.ts';

/** Turns a stored resource into the form one operation shows. */
export type Show = (stored: StoredResource, scope: Scope) => Record<string, unknown>;

/** Prepares the view of a resource for one operation: exactly the stored properties its response schema names. */
export function createShow(
  context: MockContext,
  resource: Resource,
  role: Role,
  spec: RoleSpec,
  operation: Operation,
): Show {
  const schema = findResponse(operation, spec.status)?.content[0]?.schema;
  const named = findProperties(context.contract, schema, spec.at, role === 'list' ? 'array' : 'object');
  const hidden =
    resource.secret && !resource.secret.shown.includes(role) ? toName(resource.secret.property) : undefined;
  const names = named && [...named].filter((name) => name !== hidden);
  const derives = Object.keys(resource.derive).length > 0;
  return (stored, scope) => {
    const value = derives ? derive(context, resource, stored, scope) : stored.value;
    const shown: Record<string, unknown> = {};
    for (const name of names ?? Object.keys(value)) {
      if (name !== hidden && Object.hasOwn(value, name)) setMember(shown, name, value[name]);
    }
    return shown;
  };
}

function derive(context: MockContext, resource: Resource, stored: StoredResource, scope: Scope) {
  const latest = () => {
    const attempt = context.log.latest(context.contract.name, stored.id);
    return attempt && toShownAttempt(attempt);
  };
  const inner = withRoots(scope, { latest, resource: stored.value });
  return applyFill(copyJson(stored.value), resource.derive, inner) as Record<string, unknown>;
}

/** The success answer of a role for one resource; `roots` are further ones for its `fill`. */
export type Answer = (
  exchange: Exchange,
  stored: StoredResource,
  roots?: Readonly<Record<string, unknown>>,
) => PlainResponse | Promise<PlainResponse>;

/** Prepares the success answer of a role, and the events that come with it. */
export function createAnswer(
  context: MockContext,
  resource: Resource,
  role: Role,
  spec: RoleSpec,
  operation: Operation,
): Answer {
  const show = createShow(context, resource, role, spec, operation);
  const succeed = context.answers.success(operation, spec);
  const emit = createEmit(context, resource, role);
  return (exchange, stored, roots) => {
    const scope = withRoots(exchange.scope, { resource: stored.value, ...roots });
    return emit(exchange, stored, succeed(show(stored, scope), scope));
  };
}

/** Name of a top-level property from its pointer. */
export function toName(pointer: string): string {
  return parsePointer(pointer)[0] ?? '';
}
