/** Delivers events: builds, signs, sends once, classifies and records. */
import { toMilliseconds } from '../contract/duration.ts';
import { expandTemplate, type Random, type TemplateContext } from '../contract/template.ts';
import { encode } from '../signing/encoding.ts';
import { toSha256 } from '../signing/hmac.ts';
import type { Attempt, AttemptError, AttemptOutcome } from './attempt.ts';
import { systemClock, type Clock } from './clock.ts';
import type { Job } from './job.ts';
import type { AttemptLog } from './log.ts';
import { createMessage, type AttemptIdentity, type Message } from './message.ts';
import { getPolicy, isSuccess } from './policy.ts';
import type { Reply, Send } from './send.ts';
import { findTarget, type Forward } from './targets.ts';

/** Parts of a dispatcher. */
export interface DispatcherOptions {
  /** Default: the system's. */
  readonly clock?: Clock;
  /** Source of ids. */
  readonly random: Random;
  readonly log: AttemptLog;
  /** Hosts that are mapped to this machine. Default none. */
  readonly forward?: readonly Forward[];
  /** How a request is sent. Without it, as in a browser, nothing is: attempts are recorded as refused. */
  readonly send?: Send | undefined;
}

/** An attempt under way. */
export interface StartedDelivery {
  /** Recorded already; its outcome is `pending`, or final when nothing is sent. */
  readonly attempt: Attempt;
  /** The recorded attempt when it is over. */
  readonly done: Promise<Attempt>;
}

/** Sends events and records what came of them. Trouble of a receiver is a recorded outcome, never an exception. */
export interface Dispatcher {
  /** Starts a delivery and returns at once. Throws what {@link createMessage} throws. */
  readonly start: (job: Job) => StartedDelivery;
  /** Makes exactly one attempt and waits for its end. */
  readonly deliver: (job: Job) => Promise<Attempt>;
}

/** Creates a dispatcher. */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { clock = systemClock, log, forward = [], send } = options;
  const context: TemplateContext = { random: options.random, now: () => clock.now() };

  function start(job: Job): StartedDelivery {
    const policy = getPolicy(job.contract);
    const id = toFreshId(policy.id, context, (taken) => log.get(taken) !== undefined);
    const identity = { id, eventId: expandTemplate(policy.eventId, context), attempt: 1, time: clock.now() };
    const message = createMessage(job, identity, context);
    const body = new TextEncoder().encode(message.body);
    const pending = toPending(job, identity, message, body, expandTemplate('{uuid}', context));
    const target = findTarget(job.endpoint.url, forward);
    if (!target || !send) {
      const refused = log.append({ ...pending, ...toRefusal(target), requestHeaders: {} });
      return { attempt: refused, done: Promise.resolve(refused) };
    }
    const attempt = log.append(pending);
    const sending = send({ url: target, headers: message.headers, body, timeout: toMilliseconds(policy.timeout) });
    const done = sending.then((reply) => {
      const durationMs = Math.max(0, clock.now() - identity.time);
      return log.settle({ ...attempt, ...classify(reply, policy.success), durationMs });
    });
    return { attempt, done };
  }

  return {
    start,
    deliver: async (job) => start(job).done,
  };
}

// Templates of a contract may be short; two deliveries with one id would be read as one.
function toFreshId(template: string, context: TemplateContext, isTaken: (id: string) => boolean): string {
  for (let tries = 0; tries < 1000; tries++) {
    const id = expandTemplate(template, context);
    if (!isTaken(id)) return id;
  }
  throw new RangeError(`The template "${template}" gives no delivery id that is not taken`);
}

function toRefusal(target: URL | undefined): Ending {
  return toEnding('refused', 'refused', target ? NO_NETWORK : null, null, '');
}

const NO_NETWORK = 'This mock sends nothing: it runs where it has no network of its own, as in a browser';

type Ending = Pick<Attempt, 'outcome' | 'error' | 'errorDetail' | 'responseStatus' | 'responseBody'>;

// A failed attempt is the last one as long as nothing retries it, so its outcome is `dead` and never `retry`.
function classify(reply: Reply, success: Parameters<typeof isSuccess>[1]): Ending {
  if ('error' in reply) return toEnding('dead', reply.error, reply.detail, null, '');
  if (isSuccess(reply.status, success)) return toEnding('success', null, null, reply.status, reply.body);
  return toEnding('dead', 'http_error', null, reply.status, reply.body);
}

function toEnding(
  outcome: AttemptOutcome,
  error: AttemptError | null,
  errorDetail: string | null,
  responseStatus: number | null,
  responseBody: string,
): Ending {
  return { outcome, error, errorDetail, responseStatus, responseBody };
}

function toPending(
  job: Job,
  identity: AttemptIdentity,
  message: Message,
  body: Uint8Array,
  attemptId: string,
): Omit<Attempt, 'sequence'> {
  const { contract, endpoint } = job;
  const time = new Date(identity.time).toISOString();
  return {
    contract: contract.name,
    tenant: endpoint.tenant,
    resource: endpoint.resource,
    id: identity.id,
    attemptId,
    eventId: identity.eventId,
    endpointId: endpoint.id,
    event: job.event,
    url: endpoint.url,
    attempt: identity.attempt,
    ...toEnding('pending', null, null, null, ''),
    requestHeaders: message.headers,
    requestBody: message.body,
    payload: message.payload,
    bodySha256: encode(toSha256(body), 'hex'),
    bodyBytes: body.length,
    durationMs: 0,
    occurredAt: time,
    createdAt: time,
    signature: message.signature,
  };
}
