/** Delivers events: builds, signs, sends, classifies, records, and tries again as the contract says. */
import { isSuccess } from '../contract/delivery-policy.ts';
import { toSeed } from '../contract/digest.ts';
import { toMilliseconds } from '../contract/duration.ts';
import { createRandom, expandTemplate, type Random, type TemplateContext } from '../contract/template.ts';
import type { Contract } from '../contract/types.ts';
import type { Agenda } from './agenda.ts';
import type { Attempt } from './attempt.ts';
import { systemClock, type Clock } from './clock.ts';
import { createCourses, toEndpointKey, toJob, type Course } from './course.ts';
import { createHealth } from './health.ts';
import type { Endpoint, Job } from './job.ts';
import type { AttemptLog } from './log.ts';
import { createMessage } from './message.ts';
import { getPolicy } from './policy.ts';
import type { Schedule } from './presets.ts';
import type { Reach } from './reach.ts';
import { toDelay } from './schedule.ts';
import type { Reply, Send } from './send.ts';
import { findTarget, type Forward } from './targets.ts';
import { digest, toEnding, toPending, type Ending } from './to-attempt.ts';

/** Parts of a dispatcher. */
export interface DispatcherOptions {
  /** Default: the system's. */
  readonly clock?: Clock;
  /** Source of ids. */
  readonly random: Random;
  readonly log: AttemptLog;
  /** Hosts that are mapped to this machine. Default none. */
  readonly forward?: readonly Forward[];
  /** How far deliveries may go. Default `loopback`. */
  readonly reach?: Reach | undefined;
  /** How a request is sent. Without it, as in a browser, nothing is: attempts are recorded as refused. */
  readonly send?: Send | undefined;
  /** Stands in for what contracts say about attempts. */
  readonly schedule?: Schedule | undefined;
  /** Where later attempts are noted. Without it each delivery has one attempt. */
  readonly agenda?: Agenda | undefined;
  /** Most deliveries that wait in memory for another attempt, where the log can hold more elsewhere. Default 10,000. */
  readonly waiting?: number | undefined;
  /** An endpoint as it is at a later attempt, or why it gets nothing any more. Default: as it was. */
  readonly renew?: ((endpoint: Endpoint) => Pick<Job, 'endpoint' | 'roots'> | string) | undefined;
  /** Told that an endpoint is to be switched off, and why. */
  readonly disable?: ((endpoint: Endpoint, reason: string) => void) | undefined;
}

/** An attempt under way. */
export interface StartedDelivery {
  /** Recorded already; its outcome is `pending`, or final when nothing is sent. */
  readonly attempt: Attempt;
  /** Resolves when the attempt will outlive the process, where that is asked for; nothing is sent before. */
  readonly kept: Promise<void>;
  /** The recorded attempt when it is over. Rejects when it could not be kept. */
  readonly done: Promise<Attempt>;
}

/** Sends events and records what came of them. Trouble of a receiver is a recorded outcome, never an exception. */
export interface Dispatcher {
  /** Starts a delivery and returns at once. Throws what {@link createMessage} throws. */
  readonly start: (job: Job) => StartedDelivery;
  /** Makes the first attempt and waits for its end. */
  readonly deliver: (job: Job) => Promise<Attempt>;
  /** Gives up the deliveries of a contract, or of one endpoint, that wait for another attempt. */
  readonly cancel: (contract: Contract, reason: string, endpoint?: Pick<Endpoint, 'resource' | 'id'>) => void;
  /** Gives what is not over yet, attempts under way included, to the dispatcher of the contract as it is from now on. */
  readonly handOver: (heir: Dispatcher, contract: Contract) => void;
  /** Takes over a delivery that is not over. One that was under way when its process ended is sent again at once. */
  readonly resume: (contract: Contract, attempt: Attempt) => void;
  /** Goes on with what waits outside memory. */
  readonly wake: (contract: Contract) => void;
  /** Records how an attempt ended, began at a time in milliseconds since 1970, and plans what follows. */
  readonly conclude: (job: Job, ended: Attempt, began: number, reply: Reply) => Attempt;
}

/** Creates a dispatcher. */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { agenda, clock = systemClock, log, forward = [], renew, send } = options;
  const context: TemplateContext = { random: options.random, now: () => clock.now() };
  const courses = createCourses({ agenda, log, goOn, capacity: options.waiting });
  const health = createHealth();
  let successor: { readonly heir: Dispatcher; readonly contract: Contract } | undefined;

  function begin(job: Job, last?: Attempt): StartedDelivery {
    const policy = getPolicy(job.contract, options.schedule);
    const time = clock.now();
    const identity = {
      id: last && policy.stableId ? last.id : toFreshId(policy.id, context, log.has),
      attemptId: '',
      eventId: last?.eventId ?? expandTemplate(policy.eventId, context),
      attempt: (last?.attempt ?? 0) + 1,
      time,
      createdAt: last?.createdAt ?? new Date(time).toISOString(),
    };
    const message = createMessage(job, identity, context, last);
    const body = encoder.encode(message.body);
    const attemptId = expandTemplate('{uuid}', context);
    const pending = toPending(job, { ...identity, attemptId }, message, last ?? digest(body));
    const target = findTarget(job.endpoint.url, forward, options.reach);
    if (typeof target === 'string' || !send) {
      const why = typeof target === 'string' ? target : NO_NETWORK;
      const refused = log.append({ ...pending, ...toEnding('refused', 'refused', why), requestHeaders: {} });
      const kept = keep(refused);
      return { attempt: refused, kept, done: kept.then(() => refused) };
    }
    const attempt = log.append(pending);
    const kept = keep(attempt);
    const outgoing = { ...target, headers: message.headers, body, timeout: toMilliseconds(policy.timeout) };
    const done = kept.then(async () => {
      const reply = await send(outgoing);
      const durationMs = Math.max(0, clock.now() - time);
      return conclude(job, { ...attempt, ...classify(reply, policy.success), durationMs }, time, reply);
    });
    // Who started it may wait for `kept` alone.
    done.catch(() => {});
    return { attempt, kept, done };
  }

  async function keep(attempt: Attempt): Promise<void> {
    try {
      await log.kept();
    } catch (error) {
      log.withdraw(attempt);
      throw error;
    }
  }

  function conclude(job: Job, ended: Attempt, began: number, reply: Reply): Attempt {
    if (successor) return successor.heir.conclude({ ...job, contract: successor.contract }, ended, began, reply);
    const policy = getPolicy(job.contract, options.schedule);
    const endpoint = toEndpointKey(job.contract.name, job.endpoint);
    if (ended.outcome === 'success') {
      health.succeed(endpoint);
      return log.settle(ended);
    }
    const delay =
      agenda && job.retry !== false && ended.outcome !== 'refused'
        ? toDelay(policy, { attempt: ended.attempt, ...reply }, toJitter(ended), clock.now())
        : undefined;
    if (delay !== undefined) {
      health.stumble(endpoint, clock.now());
      return postpone(job, ended, began + delay);
    }
    const settled = log.settle(ended);
    const gone = 'status' in reply && policy.gone.includes(reply.status);
    const reason = gone ? `the receiver answered ${ended.responseStatus}` : health.fail(endpoint, policy, clock.now());
    if (reason !== undefined) {
      options.disable?.(job.endpoint, reason);
      cancel(job.contract, `the endpoint was switched off: ${reason}`, job.endpoint);
    }
    return settled;
  }

  function postpone(job: Job, ended: Attempt, at: number): Attempt {
    const nextAttemptAt = new Date(at).toISOString();
    const course: Course = { job, last: log.settle({ ...ended, outcome: 'retry', nextAttemptAt }) };
    courses.plan(course, at);
    return course.last;
  }

  async function goOn(course: Course): Promise<void> {
    const renewed = renew ? renew(course.job.endpoint) : course.job;
    if (typeof renewed === 'string') return giveUp(course, renewed);
    courses.remove(course);
    const { endpoint, roots = {} } = renewed;
    let next: StartedDelivery;
    try {
      next = begin({ ...course.job, endpoint, roots }, course.last);
      await next.kept;
    } catch (error) {
      // The event or the secret may have changed since. Nobody waits here who could be told, so the log is.
      return giveUp(course, error instanceof Error ? error.message : String(error));
    }
    // What was planned has begun: the attempt before it is a failure that was followed by another one.
    log.settle({ ...course.last, nextAttemptAt: null });
    await next.done;
  }

  function giveUp(course: Course, reason: string): void {
    course.cancel?.();
    courses.remove(course);
    const errorDetail = [course.last.errorDetail, `given up: ${reason}`].filter(Boolean).join('; ');
    log.settle({ ...course.last, outcome: 'dead', nextAttemptAt: null, errorDetail });
  }

  function cancel(contract: Contract, reason: string, endpoint?: Pick<Endpoint, 'resource' | 'id'>): void {
    for (const course of courses.list(contract, endpoint)) giveUp(course, reason);
  }

  return {
    start: (job) => begin(job),
    deliver: async (job) => begin(job).done,
    cancel,
    handOver(heir, contract) {
      successor = { heir, contract };
      for (const attempt of courses.release(contract)) heir.resume(contract, attempt);
    },
    conclude,
    wake: courses.wake,
    resume(contract, attempt) {
      const errorDetail = attempt.outcome === 'pending' ? 'the sender ended meanwhile' : attempt.errorDetail;
      const at = attempt.nextAttemptAt === null ? clock.now() : Date.parse(attempt.nextAttemptAt);
      postpone(toJob(contract, attempt), { ...attempt, errorDetail }, at);
    },
  };
}

const encoder = new TextEncoder();

// Templates of a contract may be short; two deliveries with one id would be read as one.
function toFreshId(template: string, context: TemplateContext, isTaken: (id: string) => boolean): string {
  for (let tries = 0; tries < 1000; tries++) {
    const id = expandTemplate(template, context);
    if (!isTaken(id)) return id;
  }
  throw new RangeError(`The template "${template}" gives no delivery id that is not taken`);
}

// Not the source of ids: the order in which receivers answer would decide.
function toJitter({ eventId, attempt }: Attempt): Random {
  return createRandom(toSeed(`${eventId} ${attempt}`));
}

const NO_NETWORK = 'this mock sends nothing: it runs where it has no network of its own, as in a browser';

function classify(reply: Reply, success: Parameters<typeof isSuccess>[1]): Ending {
  if ('error' in reply) return toEnding(reply.error === 'refused' ? 'refused' : 'dead', reply.error, reply.detail);
  if (isSuccess(reply.status, success)) return toEnding('success', null, null, reply.status, reply.body);
  return toEnding('dead', 'http_error', null, reply.status, reply.body);
}
