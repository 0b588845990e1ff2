/** How a stored resource looks in an answer. */
import type { Resource, Role, RoleSpec } from '../../contract/behaviour.ts';
import { applyFill, type Scope, withRoots } from '../../contract/expression.ts';
import { parsePointer } from '../../contract/pointer.ts';
import type { Operation } from '../../contract/types.ts';
import type { PlainResponse } from '../message.ts';
import { findResponse } from '../answers.ts';
import type { Exchange, MockContext } from '../context.ts';
import { findProperties } from '../shape.ts';
import { toShownAttempt } from '../shown-attempt.ts';
import type { StoredResource } from '../store.ts';

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
  const names = findProperties(context.contract, schema, spec.at, role === 'list' ? 'array' : 'object');
  const secret =
    resource.secret && !resource.secret.shown.includes(role) ? toName(resource.secret.property) : undefined;
  const derives = Object.keys(resource.derive).length > 0;
  return (stored, scope) => {
    let value: Record<string, unknown> = { ...stored.value };
    if (derives) {
      const latest = () => {
        const attempt = context.log.latest(context.contract.name, stored.id);
        return attempt && toShownAttempt(attempt);
      };
      value = applyFill(value, resource.derive, withRoots(scope, { latest, resource: value })) as Record<
        string,
        unknown
      >;
    }
    const shown: Record<string, unknown> = {};
    for (const name of names ?? Object.keys(value)) {
      if (name !== secret && Object.hasOwn(value, name)) shown[name] = value[name];
    }
    return shown;
  };
}

/** The success answer of a role for one resource. */
export function answerWith(
  context: MockContext,
  exchange: Exchange,
  spec: RoleSpec,
  show: Show,
  stored: StoredResource,
  roots: Readonly<Record<string, unknown>> = {},
): PlainResponse {
  const scope = withRoots(exchange.scope, { resource: stored.value, ...roots });
  return context.answers.success(exchange.operation, spec, show(stored, scope), scope);
}

/** Name of a top-level property from its pointer. */
export function toName(pointer: string): string {
  return parsePointer(pointer)[0] ?? '';
}
