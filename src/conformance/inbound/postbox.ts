/** The deliveries of a run: where they come in, and what is known of each. */
import { type DeliveryPlace, findIdPlace, findNamePlace } from '../../contract/identify-event.ts';
import type { Contract } from '../../contract/types.ts';
import { Skip } from '../case.ts';
import type { MovableClock } from '../movable-clock.ts';
import { type Arrival, type Moment, type Reply, toTarget } from './arrival.ts';
import { readPlace } from './read-place.ts';
import { startReceiver } from './receiver.ts';
import type { Subscriber } from './subscriber.ts';

/** One event that was set off. */
export interface Cause {
  /** Counts from 1 over the run. */
  readonly number: number;
  readonly event: string;
}

/** A request that came to a registered URL. */
export interface Delivery {
  readonly arrival: Arrival;
  readonly inbox: Inbox;
  readonly subscriber: Subscriber | undefined;
  /** The event that it belongs to; undefined when somebody else has set it off. */
  cause: Cause | undefined;
  /** Number of the event that was set off last when it came; 0: none. */
  readonly after: number;
  /** The event that it names, where the contract has that event. */
  readonly named: string | undefined;
  /** Counts from 1 over the attempts of one cause to one endpoint. */
  attempt: number;
  /** Secrets that might sign when it came, the current one first. */
  readonly accepted: readonly string[];
  /** It must not have come at all: what it looks like does not matter. */
  unwanted: boolean;
}

/** One registered URL. */
export interface Inbox {
  readonly url: string;
  readonly deliveries: readonly Delivery[];
  /** Whose URL it is. */
  subscriber: Subscriber | undefined;
  /** What is answered to a delivery. Default 200. */
  reply: (delivery: Delivery) => Reply;
  /** Resolves with the next delivery, however long that takes. */
  next(): Promise<Delivery>;
}

/** What cases receive with. */
export interface Postbox {
  /** Registered URLs begin with it. */
  readonly baseUrl: string;
  /** Where the receiver listens. */
  readonly port: number;
  /** Opens a URL that nothing else has. */
  open(): Inbox;
  /** All that came, in its order. */
  readonly deliveries: readonly Delivery[];
  /** Requests to no URL that was registered. */
  readonly strays: readonly Arrival[];
  /** Notes that an event is about to be set off. */
  begin(event: string): Cause;
  /**
   * Waits until something holds, looking again whenever anything comes.
   * @returns whether it does; false after so many milliseconds
   * @throws Skip `interrupted`
   */
  wait(until: () => boolean, milliseconds: number): Promise<boolean>;
  /** While it runs, what comes may be later by up to so many milliseconds. */
  during<T>(milliseconds: number, work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** What a postbox is made of. */
export interface PostboxOptions {
  readonly contract: Contract;
  readonly clock: MovableClock;
  readonly signal: AbortSignal;
  /** Stands in every URL, and in nothing else. */
  readonly marker: string;
  /** Default: the receiver's own address. */
  readonly baseUrl?: string | undefined;
  readonly port: number;
  /** Takes the name of each event that comes. */
  cover(event: string): void;
}

const RECEIVED: Reply = { status: 200 };

/** @throws HookspecError PortTaken */
export async function openPostbox(options: PostboxOptions): Promise<Postbox> {
  const { contract, clock, signal, marker } = options;
  const inboxes = new Map<string, Inbox & { readonly deliveries: Delivery[]; take: (delivery: Delivery) => void }>();
  const deliveries: Delivery[] = [];
  const strays: Arrival[] = [];
  const listeners = new Set<() => void>();
  const place = findIdPlace(contract);
  const namePlace = findNamePlace(contract);
  const events = new Set(contract.events.map(({ name }) => name));
  let causes = 0;
  let cause: Cause | undefined;
  let ahead = 0;
  const changed = (): void => {
    for (const look of listeners) look();
  };
  const now = (): Moment => ({ from: clock.now(), to: clock.now() + ahead });
  const take = (arrival: Arrival): Reply => {
    const token = new RegExp(`${marker}-d\\d+`).exec(arrival.target)?.[0] ?? '';
    const inbox = inboxes.get(token);
    if (!inbox) {
      strays.push(arrival);
      return { status: 404 };
    }
    const name = namePlace && readPlace(namePlace, arrival);
    const named = typeof name === 'string' && events.has(name) ? name : undefined;
    const own = findCause({ inbox, arrival, current: cause, place, named });
    const { subscriber } = inbox;
    const delivery: Delivery = {
      arrival,
      inbox,
      subscriber,
      cause: own,
      after: causes,
      named,
      attempt: inbox.deliveries.filter((other) => other.cause === own).length + 1,
      accepted: subscriber?.secrets() ?? [],
      unwanted: false,
    };
    inbox.deliveries.push(delivery);
    deliveries.push(delivery);
    inbox.take(delivery);
    if (own ?? named) options.cover(own?.event ?? named!);
    return inbox.reply(delivery);
  };
  const receiver = await startReceiver({ port: options.port, now, take, changed });
  const baseUrl = options.baseUrl ?? `http://127.0.0.1:${receiver.port}`;
  return {
    baseUrl,
    port: receiver.port,
    deliveries,
    strays,
    open() {
      const token = `${marker}-d${inboxes.size + 1}`;
      let waiting: ((delivery: Delivery) => void)[] = [];
      const inbox = {
        url: `${baseUrl}/${token}?from=hookspec`,
        deliveries: [],
        subscriber: undefined,
        reply: () => RECEIVED,
        next: () => new Promise<Delivery>((resolve) => waiting.push(resolve)),
        take(delivery: Delivery) {
          for (const resolve of waiting) resolve(delivery);
          waiting = [];
        },
      };
      inboxes.set(token, inbox);
      return inbox;
    },
    begin(event) {
      causes += 1;
      cause = { number: causes, event };
      return cause;
    },
    async wait(until, milliseconds) {
      if (until()) return true;
      const stop = new AbortController();
      let look = (): void => {};
      const met = new Promise<boolean>((resolve) => {
        look = () => until() && resolve(true);
        listeners.add(look);
      });
      const over = clock.sleep(milliseconds, AbortSignal.any([signal, stop.signal])).then(
        () => until(),
        () => false,
      );
      const result = await Promise.race([met, over]);
      listeners.delete(look);
      stop.abort();
      if (signal.aborted) throw new Skip('interrupted');
      return result;
    },
    async during(milliseconds, work) {
      ahead = milliseconds;
      try {
        return await work();
      } finally {
        ahead = 0;
      }
    },
    close: () => receiver.close(),
  };
}

/** What is known when an arrival is sorted. */
interface Sorting {
  readonly inbox: Inbox;
  readonly arrival: Arrival;
  readonly current: Cause | undefined;
  /** Where its id is. */
  readonly place: DeliveryPlace | undefined;
  /** The event that it names, where the contract has that event. */
  readonly named: string | undefined;
}

/**
 * The event that an arrival belongs to: that which was just set off, or an earlier one that it repeats. A repetition has
 * the same id, or the same bytes where a contract has no ids. Undefined for what others have set off meanwhile.
 */
function findCause({ inbox, arrival, current, place, named }: Sorting): Cause | undefined {
  const { deliveries, subscriber } = inbox;
  const id = place && readPlace(place, arrival);
  const hasBytes = ({ arrival: { body } }: Delivery): boolean =>
    body.length > 0 && Buffer.compare(body, arrival.body) === 0;
  const isTwin = (other: Delivery): boolean =>
    place === undefined ? hasBytes(other) : id !== undefined && readPlace(place, other.arrival) === id;
  const twin = deliveries.findLast(isTwin);
  const own = deliveries.filter(({ cause }) => cause === current);
  // What was set off last is still to come: only the very same bytes are taken for something else.
  const isAwaited = subscriber?.owned.alive === true && own.length === 0;
  if (twin && !(isAwaited && (!hasBytes(twin) || twin.cause?.event === current?.event))) return twin.cause;
  if (named !== undefined && named !== current?.event) return undefined;
  const isTaken = own.some(({ arrival: { status = 500 } }) => status < 300);
  return isTaken && !twin && subscriber?.owned.alive === true ? undefined : current;
}

/** Whether a delivery came to the path and query that were registered; a tunnel may put a path of its own before. */
export function isAtRegistered({ arrival, inbox }: Delivery): boolean {
  const registered = toTarget(inbox.url);
  return arrival.target === registered || arrival.target.endsWith(registered.slice(registered.lastIndexOf('/')));
}
