/** Deliveries: the log of attempts, and an event sent on demand. */
import { didYouMean } from '../../../contract/nearest.ts';
import type { Attempt } from '../../../delivery/attempt.ts';
import { createRedactor, hideMembers } from '../../log/redact.ts';
import { listReceivers } from '../../receivers.ts';
import { findPayload } from '../../roles/emit.ts';
import { toOnlooker } from '../../request-log.ts';
import type { ControlParts } from '../parts.ts';
import { refuseInput, refuseUnknown } from '../refusal.ts';
import { DONE, toAnswer, type Route } from '../route.ts';
import { findMount, selectTenant, selectTenants } from '../select.ts';

const SELECTORS = ['contract', 'tenant', 'key'] as const;

const listDeliveries: Route = {
  operation: 'listDeliveries',
  method: 'GET',
  path: '/deliveries',
  query: [...SELECTORS, 'limit'],
  answer: ({ parts, query }) => {
    const attempts = selectTenants(parts.mounts, query).flatMap(({ mount, tenant }) =>
      parts.attempts.attempts({ contract: mount.contract.name, tenant }),
    );
    attempts.sort((a, b) => b.sequence - a.sequence);
    return toAnswer(attempts.slice(0, query.whole('limit', 1, 10_000)).map((attempt) => toShown(parts, attempt)));
  },
};

const clearDeliveries: Route = {
  operation: 'clearDeliveries',
  method: 'DELETE',
  path: '/deliveries',
  query: SELECTORS,
  answer: ({ parts, query }) => {
    for (const { mount, tenant } of selectTenants(parts.mounts, query)) {
      parts.attempts.clear({ contract: mount.contract.name, tenant });
    }
    return DONE;
  },
};

const triggerEvent: Route = {
  operation: 'triggerEvent',
  method: 'POST',
  path: '/trigger',
  async answer({ parts, body }) {
    const fields = body(['contract', 'event', 'payload', 'tenant', 'key']);
    const name = fields.text('contract') ?? refuseInput('triggerEvent needs a contract');
    const event = fields.text('event') ?? refuseInput('triggerEvent needs an event');
    const mount = findMount(parts.mounts, name);
    const { contract, context } = mount;
    const events = contract.events.map((entry) => entry.name);
    if (!events.includes(event)) {
      refuseUnknown(`${name} has no event "${event}".${didYouMean(event, events)}`);
    }
    const wanted = selectTenant(mount, fields);
    const tenants = context.store.tenants().filter(({ tenant }) => wanted === undefined || tenant === wanted);
    const jobs = tenants.flatMap((tenant) => {
      const payload = fields.has('payload') ? fields.value('payload') : findPayload(context, tenant, event);
      return listReceivers(context, tenant, event).map((receiver) => ({ event, payload, ...receiver }));
    });
    const attempts = await Promise.all(jobs.map((job) => context.dispatcher.deliver(job)));
    return toAnswer({ event, attempts: attempts.map((attempt) => toShown(parts, attempt)) });
  },
};

/** Routes of this file. */
export const deliveryRoutes: readonly Route[] = [listDeliveries, clearDeliveries, triggerEvent];

const NO_REQUEST = { method: '', path: '', query: '', headers: {}, body: new Uint8Array() };

function toShown({ mounts }: ControlParts, attempt: Attempt): Attempt {
  const { names } = toOnlooker(mounts.get(attempt.contract)?.contract);
  const redactor = createRedactor(names, NO_REQUEST);
  return {
    ...attempt,
    requestHeaders: redactor.headers(attempt.requestHeaders),
    requestBody: redactor.body(attempt.requestBody),
    payload: hideMembers(names, attempt.payload),
    responseBody: redactor.body(attempt.responseBody),
  };
}
