/** What receives deliveries: a resource that the run creates with a URL of its receiver. */
import type { Resource } from '../../contract/behaviour.ts';
import { toMilliseconds } from '../../contract/duration.ts';
import { getAt, setAt } from '../../contract/pointer.ts';
import type { Contract } from '../../contract/types.ts';
import { type CaseRun, Skip } from '../case.ts';
import { type Exchange, isSuccess } from '../exchange.ts';
import type { Input } from '../input.ts';
import { countExisting } from '../listing.ts';
import { expectCreated, inputFor, makeRoom, remove, sendCreate } from '../resources.ts';
import { findTimes, toTime } from '../times.ts';
import { isValid } from '../../contract/instance/facets.ts';
import { findVariant, type Variant } from '../variants.ts';
import type { Owned } from '../world.ts';
import type { Bench } from './bench.ts';
import type { Inbox } from './postbox.ts';

/** An endpoint of the provider that leads to the run. */
export interface Subscriber {
  readonly resource: Resource;
  readonly owned: Owned;
  /** The answer that created it. */
  readonly exchange: Exchange;
  /** Its URL at present. */
  inbox: Inbox;
  /** Milliseconds by which its own times are ahead of the run's clock; 0 where it shows none. */
  readonly ahead: number;
  /** Secrets that may sign now, the current one first; empty where none was shown. */
  secrets(): readonly string[];
  /** Takes the secret of a rotation. */
  rotate(secret: string): void;
}

/** The events that somebody can subscribe to. */
export function listSubscribable({ events, behaviour }: Contract): string[] {
  return events.map(({ name }) => name).filter((name) => !behaviour.unsubscribable.includes(name));
}

/**
 * Creates an endpoint.
 * @param events what it subscribes to, where that can be said. Default: everything
 * @throws Skip when it cannot be created
 */
export async function subscribe(run: CaseRun, bench: Bench, events?: readonly string[]): Promise<Subscriber> {
  const { resource } = bench;
  const variant = findVariant(run.variants, resource, 'create')!;
  await keepRoom(run, bench);
  const inbox = bench.postbox.open();
  const input = toInput(run, variant, resource, inbox.url, events ?? listSubscribable(run.contract));
  const exchange = await sendCreate(run, variant, input, expectCreated(run, resource));
  const owned = run.world.createdBy(exchange);
  if (!owned) throw new Skip(`a ${resource.name} could not be created (${exchange.response.status})`);
  const subscriber = toSubscriber(run, resource, owned, exchange, inbox);
  inbox.subscriber = subscriber;
  return subscriber;
}

/** Creates an endpoint for one purpose and removes it afterwards. */
export async function withSubscriber<T>(
  run: CaseRun,
  bench: Bench,
  events: readonly string[] | undefined,
  work: (subscriber: Subscriber) => Promise<T>,
): Promise<T> {
  const subscriber = await subscribe(run, bench, events);
  try {
    return await work(subscriber);
  } finally {
    if (!bench.signal.aborted) await remove(run, subscriber.owned).catch(ignoreSkip);
  }
}

/**
 * Writes to an endpoint.
 * @throws Skip when no operation does, or it is refused
 */
export async function alter(
  run: CaseRun,
  { resource, owned }: Subscriber,
  changes: Readonly<Record<string, unknown>>,
): Promise<void> {
  const variant = findVariant(run.variants, resource, 'update');
  if (!variant || variant.reach !== undefined) throw new Skip(`no operation changes a ${resource.name}`);
  const input = inputFor(run, variant, owned);
  const { body: at } = variant.spec!;
  const put = (ground: unknown): unknown =>
    Object.entries(changes).reduce(
      (body, [pointer, value]) => setAt(body, at + pointer, value),
      bindId(setAt(structuredClone(input.body), at, ground), variant, input),
    );
  const pointer = run.values.media(variant.operation)?.schemaPointer;
  // What is not named stays as it is; where that is no request, everything is said again.
  const whole = structuredClone(owned.sent ?? {});
  const grounds = variant.spec!.mode === 'merge' ? [{}, whole] : [whole];
  const body = grounds.map(put).find((candidate) => pointer === undefined || isValid(run, pointer, candidate));
  if (body === undefined) throw new Skip(`the contract has no such change of a ${resource.name}`);
  const exchange = await run.send({ variant, input: { ...input, body }, expect: { kind: 'success' } });
  if (!isSuccess(exchange)) throw new Skip(`the ${resource.name} could not be changed (${exchange.response.status})`);
}

/** An id that travels in the body is no change. */
function bindId(body: unknown, variant: Variant, input: Input): unknown {
  const place = typeof variant.id === 'string' ? /^\$request\.body#(\/.*)$/.exec(variant.id)?.[1] : undefined;
  return place === undefined ? body : setAt(body, place, getAt(input.body, place));
}

/** The endpoint that cases share must not have to go. */
async function keepRoom(run: CaseRun, { resource, main }: Bench): Promise<void> {
  const max = resource.limit?.max ?? Infinity;
  if (main.current?.owned.alive && max - (await countExisting(run, resource)) < 2)
    throw new Skip(`the limit leaves no room for a second ${resource.name}`);
  await makeRoom(run, resource);
}

function toInput(
  run: CaseRun,
  variant: Variant,
  { subscriber, name }: Resource,
  url: string,
  events: readonly string[],
): Input {
  const input = run.values.input(variant);
  const pointer = run.values.media(variant.operation)?.schemaPointer;
  const fits = (body: unknown): boolean => pointer === undefined || isValid(run, pointer, body);
  const put = (body: unknown, at: string, value: unknown): unknown =>
    setAt(structuredClone(body), variant.spec!.body + at, value);
  const urls = [url, url.replace(/\?.*$/, '')];
  const body = urls.map((text) => put(input.body, subscriber!.url, text)).find(fits);
  if (body === undefined) throw new Skip(`the contract takes no ${name} with the URL ${url}`);
  if (subscriber!.events === undefined) return { ...input, body };
  const subscribed = put(body, subscriber!.events, events);
  // Where it does not take so many, those of the contract's example.
  return { ...input, body: fits(subscribed) ? subscribed : body };
}

function toSubscriber(run: CaseRun, resource: Resource, owned: Owned, exchange: Exchange, inbox: Inbox): Subscriber {
  const read = (value: unknown): string[] => (typeof value === 'string' && value !== '' ? [value] : []);
  const known = resource.secret ? read(getAt(owned.shown, resource.secret.property)) : [];
  const overlap = resource.secret?.overlap;
  let rotatedAt = -Infinity;
  const born = toTime(owned.shown, findTimes(resource, owned.shown).created);
  return {
    resource,
    owned,
    exchange,
    inbox,
    ahead: born === undefined ? 0 : born - run.clock.now(),
    secrets() {
      const isOver = overlap === undefined || run.clock.now() > rotatedAt + toMilliseconds(overlap);
      return isOver ? known.slice(0, 1) : known.slice(0, 2);
    },
    rotate(secret) {
      known.unshift(secret);
      rotatedAt = run.clock.now();
    },
  };
}

function ignoreSkip(error: unknown): void {
  if (!(error instanceof Skip)) throw error;
}
