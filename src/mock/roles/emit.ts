/** Events that a change of a resource sets off (`emits`). */
import type { Resource, Role } from '../../contract/behaviour.ts';
import { toEventPayload } from '../../contract/event-payload.ts';
import { copyWith, getAt, parsePointer } from '../../contract/pointer.ts';
import type { EventSpec } from '../../contract/types.ts';
import { asObject } from '../../contract/value.ts';
import type { StoredResource } from '../collection.ts';
import type { Exchange, MockContext } from '../context.ts';
import type { PlainResponse } from '../message.ts';
import { listReceivers } from '../receivers.ts';
import { findProperties } from '../shape.ts';
import type { TenantState } from '../store.ts';

/** Sends what a change sets off, and passes the answer on when all of it will outlive the mock. */
export type Emit = (
  exchange: Exchange,
  stored: StoredResource,
  answer: PlainResponse,
) => PlainResponse | Promise<PlainResponse>;

/** Prepares the events of one role; a role that sets off none passes the answer on. */
export function createEmit(context: MockContext, resource: Resource, role: Role): Emit {
  const emitted = resource.emits.filter(({ on }) => on.includes(role));
  if (emitted.length === 0) return (_exchange, _stored, answer) => answer;
  const events = emitted.map(({ event, at }) => {
    const spec = context.contract.events.find(({ name }) => name === event)!;
    return { event, toPayload: createPayload(context, resource, spec, at) };
  });
  return async (exchange, stored, answer) => {
    const started = events.flatMap(({ event, toPayload }) =>
      listReceivers(context, exchange.tenant, event).map((receiver) =>
        context.dispatcher.start({ ...receiver, event, payload: toPayload(stored) }),
      ),
    );
    await Promise.all(started.map(({ kept }) => kept));
    return answer;
  };
}

/**
 * The payload of an event that somebody sends by hand: where a resource stands in it, the one that was made last.
 * @returns undefined where no resource does, or there is none yet
 */
export function findPayload(context: MockContext, tenant: TenantState, event: string): unknown {
  for (const resource of context.contract.behaviour.resources) {
    const emitted = resource.emits.find((entry) => entry.event === event);
    const newest = emitted && context.store.collection(tenant, resource).ordered.at(-1);
    if (!newest) continue;
    const spec = context.contract.events.find(({ name }) => name === event)!;
    return createPayload(context, resource, spec, emitted.at)(newest);
  }
  return undefined;
}

/** The event's example with the resource in its place: the properties that the event's schema names, never the secret. */
function createPayload({ contract }: MockContext, resource: Resource, event: EventSpec, at: string) {
  const { body } = event;
  const secret = resource.secret && parsePointer(resource.secret.property)[0];
  const known = findProperties(contract, { $ref: `#${resource.schema}` }, '', 'object');
  const named = findProperties(contract, body?.schema, at, 'object');
  const example = toEventPayload(contract, event) ?? {};
  const foreign = Object.entries(asObject(getAt(example, at))).filter(([name]) => known?.has(name) === false);
  const place = parsePointer(at);
  return ({ value }: StoredResource): unknown => {
    const own = Object.entries(value).filter(([name]) => name !== secret && named?.has(name) !== false);
    const node = Object.fromEntries([...foreign, ...own]);
    return place.length === 0 ? node : copyWith(asObject(example), place, node);
  };
}
