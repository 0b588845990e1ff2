/** Sets off deliveries and waits for them. */
import { type CaseRun, Skip } from '../case.ts';
import { type Exchange, isSuccess } from '../exchange.ts';
import { inputFor } from '../resources.ts';
import { type Bench, waitFor } from './bench.ts';
import type { Cause, Delivery } from './postbox.ts';
import { findTest } from './reach.ts';
import { listSubscribable, subscribe, type Subscriber } from './subscriber.ts';
import { pullTrigger } from './trigger.ts';

/** What is set off. */
export interface Wish {
  /** Default: the first event that somebody can subscribe to, or that of the test operation. */
  readonly event?: string;
  /** Only a trigger will do; the reason, e.g. `a test is sent once`. */
  readonly triggered?: string;
  /** The test operation rather than the trigger, where there is one. */
  readonly test?: boolean;
}

/** What was set off. */
export interface SetOff {
  readonly cause: Cause;
  /** Resolves when whoever sends it has said so; with the answer of the test operation. */
  readonly done: Promise<Exchange | undefined>;
}

/**
 * Sets off one event: by the trigger, else by the test operation.
 * @throws Skip when neither is there
 */
export function setOff(run: CaseRun, bench: Bench, subscriber: Subscriber, wish: Wish = {}): SetOff {
  if (bench.known.silence !== undefined) throw new Skip(bench.known.silence);
  const { trigger } = bench.options;
  const test = findTest(run.variants, bench.resource);
  if (trigger === undefined && wish.triggered !== undefined) throw new Skip(`${wish.triggered}; give --trigger`);
  if (trigger !== undefined && !(wish.test === true && test)) {
    const event = wish.event ?? listSubscribable(run.contract)[0];
    if (event === undefined) throw new Skip('nobody can subscribe to any event');
    const cause = bench.postbox.begin(event);
    const { signal, maxWaitMs: timeoutMs, baseUrl: receiver } = bench;
    const facts = { event, contract: run.contract.name, receiver, signal, timeoutMs };
    return { cause, done: guard(pullTrigger(trigger, facts).then(() => undefined)) };
  }
  if (!test) throw new Skip('the contract declares no test operation');
  if (run.readOnly) throw new Skip('read-only');
  const cause = bench.postbox.begin(test.operation.action!.event ?? '');
  return { cause, done: guard(sendTest(run, bench, subscriber)) };
}

/**
 * Sets off one event and waits until it is there.
 * @throws Skip when it did not come; a fault where others have come before
 */
export async function deliver(run: CaseRun, bench: Bench, subscriber: Subscriber, wish: Wish = {}): Promise<Delivery> {
  const startedAt = bench.clock.now();
  const { cause, done } = setOff(run, bench, subscriber, wish);
  await done;
  const delivery = await expectDelivery(run, bench, subscriber, cause);
  const { latencyMs = Infinity } = bench.known;
  bench.known.latencyMs = Math.min(latencyMs, bench.clock.now() - startedAt);
  return delivery;
}

/** Waits for the first delivery of an event to one endpoint. @throws Skip when it did not come */
export async function expectDelivery(
  run: CaseRun,
  bench: Bench,
  subscriber: Subscriber,
  cause: Cause,
): Promise<Delivery> {
  const find = (): Delivery | undefined => findDeliveries(subscriber, cause)[0];
  const { known } = bench;
  const { inbox } = subscriber;
  // One that names another event may be somebody else's, unless what was set off stays away.
  const findOther = (): Delivery | undefined =>
    inbox.deliveries.find((other) => other.cause === undefined && other.after === cause.number);
  const isThere = (): boolean => (find() ?? (known.misnamed ? findOther() : undefined)) !== undefined;
  await waitFor(bench, isThere, bench.maxWaitMs, `the delivery of ${cause.event}`);
  const found = find();
  if (found) return found;
  const other = findOther();
  if (other) {
    known.misnamed = true;
    other.cause = cause;
    other.attempt = 1;
    return other;
  }
  const seconds = bench.maxWaitMs / 1000;
  if (bench.postbox.deliveries.length === 0) {
    const { baseUrl, port } = bench.postbox;
    bench.known.silence = `no delivery came within ${seconds} s; ${baseUrl} has to lead to port ${port} of this machine`;
    throw new Skip(bench.known.silence);
  }
  run.report({
    code: 'DeliveryMissing',
    message: `${cause.event} was set off and did not come within ${seconds} s, although others did.`,
    contractPointer: run.contract.events.find(({ name }) => name === cause.event)?.pointer ?? '/webhooks',
    received: 'nothing',
    key: `missing ${cause.event}`,
  });
  throw new Skip(`${cause.event} did not come`);
}

/** What an endpoint got of one event, in its order: the first attempt and what repeats it. */
export function findDeliveries({ inbox }: Pick<Subscriber, 'inbox'>, cause: Cause): Delivery[] {
  return inbox.deliveries.filter((delivery) => delivery.cause === cause);
}

/** The endpoint that cases share: it takes everything, and nothing is ever wrong with it. */
export async function obtainMain(run: CaseRun, bench: Bench): Promise<Subscriber> {
  const { main } = bench;
  if (main.current?.owned.alive) return main.current;
  if (bench.known.silence !== undefined) throw new Skip(bench.known.silence);
  main.current = await subscribe(run, bench);
  main.current.owned.shared = true;
  return main.current;
}

async function sendTest(run: CaseRun, bench: Bench, { owned }: Subscriber): Promise<Exchange> {
  const variant = findTest(run.variants, bench.resource)!;
  const exchange = await run.send({ variant, input: inputFor(run, variant, owned), expect: { kind: 'success' } });
  if (!isSuccess(exchange)) throw new Skip(`no test event could be sent (${exchange.response.status})`);
  return exchange;
}

/** What fails before somebody waits for it is no unhandled rejection. */
function guard<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}
