/** Sends deliveries as providers do: composed and signed, posted, tried again. What is wrong on purpose hooks in here. */
import { randomUUID } from 'node:crypto';
import { createPost, type Post, type Posted, type Posting } from './outbox.ts';

/** Who receives. */
export interface Target {
  readonly id: string;
  readonly url: string;
  readonly secret: string;
}

/** What one attempt is made of; times in milliseconds since 1970. */
export interface Parts {
  readonly target: Target;
  readonly event: string;
  readonly data: unknown;
  /** Counts from 1. */
  readonly attempt: number;
  readonly deliveryId: string;
  readonly eventId: string;
  /** When the event happened. */
  readonly bornAt: number;
  /** When this attempt is made. */
  readonly time: number;
}

/** How often and when is tried again. Default: a 2xx within ten seconds, no retry. */
export interface SenderPolicy {
  /** Milliseconds. */
  readonly timeout: number;
  /** Milliseconds before the 2nd, 3rd, … attempt. */
  readonly retries: readonly number[];
  readonly retryAfter: boolean;
  readonly gone: readonly number[];
  readonly isSuccess: (status: number) => boolean;
}

/** Where a wrong sender differs from a right one. Each gets what the right one does. */
export interface SenderHooks {
  readonly policy?: Partial<SenderPolicy>;
  readonly parts?: (parts: Parts) => Parts;
  readonly compose?: (posting: Posting, parts: Parts) => Posting;
  readonly receivers?: (chosen: readonly Target[], event: string, all: readonly Target[]) => readonly Target[];
  readonly post?: (post: Post) => Post;
  /** Delay of the next attempt; undefined ends it. */
  readonly again?: (delay: number | undefined, posted: Posted, parts: Parts) => number | undefined;
  /** The target of a retry; undefined where it must not come. */
  readonly renew?: (target: Target | undefined, parts: Parts) => Target | undefined;
  /** What the server notes of an attempt; undefined: nothing. */
  readonly note?: (posted: Posted, parts: Parts) => Posted | undefined;
}

/** One delivery that is to be sent. */
export interface Order {
  readonly target: Target;
  readonly event: string;
  readonly data: unknown;
  /** Once only, whatever comes of it. */
  readonly once?: boolean;
  /** The target as it is when a retry is due; undefined when nothing is to come any more. */
  readonly renew: () => Target | undefined;
  /** Switches the target off. */
  readonly disable?: () => void;
  /** Takes each attempt; `isLast` unless another one follows. */
  readonly note?: (posted: Posted, parts: Parts, isLast: boolean) => void;
}

/** Sends. */
export interface Sender {
  /** The clock of the whole server. */
  readonly now: () => number;
  /** Makes the first attempt and waits for its end. */
  readonly send: (order: Order) => Promise<{ readonly posted: Posted; readonly parts: Parts }>;
  /** Sends one event to everybody who is to get it. */
  readonly emit: (emission: {
    readonly event: string;
    readonly data: unknown;
    /** To everybody who is there. */
    readonly orders: readonly Order[];
    readonly isChosen: (index: number) => boolean;
  }) => Promise<void>;
  /** Moves the clock by way of each attempt that is due. */
  readonly advance: (milliseconds: number) => Promise<void>;
}

/** What a sender is made of. */
export interface SenderOptions {
  readonly now: () => number;
  readonly forward?: ((url: string) => string) | undefined;
  readonly hooks?: SenderHooks | undefined;
  readonly policy?: Partial<SenderPolicy>;
  readonly eventId?: () => string;
  readonly compose: (parts: Parts) => Pick<Posting, 'headers' | 'body'>;
}

const USUAL: SenderPolicy = {
  timeout: 10_000,
  retries: [],
  retryAfter: false,
  gone: [],
  isSuccess: (status) => status >= 200 && status < 300,
};

/** Creates the sender of one server. */
export function createSender(options: SenderOptions): Sender {
  const { hooks = {}, compose, eventId = randomUUID } = options;
  const policy: SenderPolicy = { ...USUAL, ...options.policy, ...hooks.policy };
  const post = hooks.post?.(createPost(options.forward)) ?? createPost(options.forward);
  const waiting: { due: number; run: () => Promise<void> }[] = [];
  let ahead = 0;
  const now = (): number => options.now() + ahead;

  const plan = (posted: Posted, parts: Parts, once: boolean): number | undefined => {
    const { status } = posted;
    const isOver = once || (status !== null && (policy.isSuccess(status) || policy.gone.includes(status)));
    const delay = isOver ? undefined : policy.retries[parts.attempt - 1];
    const asked = policy.retryAfter && delay !== undefined ? Number(posted.retryAfter ?? 0) * 1000 : 0;
    const right = delay === undefined ? undefined : Math.max(delay, asked);
    return hooks.again ? hooks.again(right, posted, parts) : right;
  };

  const attempt = async (order: Order, given: Parts): Promise<{ posted: Posted; parts: Parts }> => {
    const parts = hooks.parts?.(given) ?? given;
    const { timeout } = policy;
    const right = { method: 'POST', url: parts.target.url, timeout, ...compose(parts) };
    const posted = await post(hooks.compose?.(right, parts) ?? right);
    const delay = plan(posted, parts, order.once === true);
    if (posted.status !== null && policy.gone.includes(posted.status)) order.disable?.();
    const noted = hooks.note ? hooks.note(posted, parts) : posted;
    if (noted) order.note?.(noted, parts, delay === undefined);
    if (delay !== undefined) {
      const due = given.time + delay;
      const run = async (): Promise<void> => {
        const current = order.renew();
        const target = hooks.renew ? hooks.renew(current, given) : current;
        if (target) await attempt(order, { ...given, target, attempt: given.attempt + 1, time: now() });
      };
      waiting.push({ due, run });
    }
    return { posted, parts };
  };

  const send: Sender['send'] = (order) => {
    const { target, event, data } = order;
    const time = now();
    const ids = { deliveryId: randomUUID(), eventId: eventId() };
    return attempt(order, { target, event, data, attempt: 1, ...ids, bornAt: time, time });
  };

  return {
    now,
    send,
    async emit({ event, data, orders, isChosen }) {
      const all = orders.map(({ target }) => target);
      const chosen = orders.filter((_, i) => isChosen(i)).map(({ target }) => target);
      for (const target of hooks.receivers?.(chosen, event, all) ?? chosen) {
        const own = orders.find((order) => order.target.id === target.id);
        await send({ event, data, renew: () => target, ...own, target });
      }
    },
    async advance(milliseconds) {
      const end = now() + milliseconds;
      for (;;) {
        const next = waiting.filter(({ due }) => due <= end).toSorted((a, b) => a.due - b.due)[0];
        if (!next) break;
        waiting.splice(waiting.indexOf(next), 1);
        ahead += Math.max(0, next.due - now());
        await next.run();
      }
      ahead += Math.max(0, end - now());
    },
  };
}
