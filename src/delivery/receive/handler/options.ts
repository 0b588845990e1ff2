/** What `createWebhookHandler` takes. */
import type { HeaderSource } from '../../../signing/headers.ts';
import type { WebhookSource } from './source.ts';

/** A delivery that verified. */
export interface WebhookDelivery {
  /** Name of its event. */
  readonly event: string;
  /** Undefined where the provider sends none. */
  readonly id: string | undefined;
  readonly headers: HeaderSource;
  /** The bytes that were signed. */
  readonly body: Uint8Array;
}

/** Does the work of one event. What it throws is answered with 500, so the provider sends the event again. */
export type EventHandler<Payload> = (payload: Payload, delivery: WebhookDelivery) => unknown;

/** A handler for every event. */
export type EventHandlers<Events extends object> = {
  readonly [Name in keyof Events]: EventHandler<Events[Name]>;
};

/** Remembers the ids of deliveries that were handled. A `Set` is one; so is a table of your database. */
export interface SeenDeliveries {
  /** Asked before the handler. */
  has(id: string): boolean | Promise<boolean>;
  /** Told after the handler has succeeded, so a delivery whose handler failed is handled again. */
  add(id: string): unknown;
}

/** A request that was refused. */
export interface InvalidRequest {
  /** Status of the answer: 400, 401, 405 or 413. */
  readonly status: number;
  /** A code of `verify`, or `MethodNotAllowed`, `BodyTooLarge`, `NotJson`, `NoEventName`. */
  readonly code: string;
  /** One sentence; never a secret or a signature. */
  readonly message: string;
  readonly headers: HeaderSource;
}

interface CommonOptions<Events extends object> extends WebhookSource {
  /**
   * Any of them may have signed. A function is asked at each request: where the environment is not known at import, as
   * in a build, or where secrets rotate.
   */
  readonly secrets: string | readonly string[] | (() => Secrets | Promise<Secrets>);
  /** Takes events that `on` has no handler for, new ones of the provider too. Default: they are accepted and dropped. */
  readonly otherwise?: EventHandler<Events[keyof Events] | { readonly [member: string]: unknown }> | undefined;
  /** Oldest and most future age accepted. Default: that of the scheme; if it has none, the age is not checked. */
  readonly toleranceSeconds?: number | undefined;
  /** Drops deliveries that were handled before; needs `id`. Default: each delivery is handled, however often it comes. */
  readonly seen?: SeenDeliveries | undefined;
  /** Told of every request that is refused, for a log. */
  readonly onInvalid?: ((request: InvalidRequest) => void) | undefined;
  /** Told of what a handler throws. Default: `console.error`. */
  readonly onError?: ((error: unknown, delivery: WebhookDelivery | undefined) => void) | undefined;
  /** Longest body in bytes; above it the answer is 413. Default 1 MiB. */
  readonly maxBody?: number | undefined;
  /** The URL as registered with the provider; only for schemes that sign it. */
  readonly url?: string | undefined;
  /** Default: the system's time. */
  readonly now?: (() => Date) | undefined;
}

/** One secret or several; undefined, as of a variable that is not set, is an error. */
export type Secrets = string | readonly string[] | undefined;

/** Options of `createWebhookHandler`. With `exhaustive` a missing event is an error of the compiler. */
export type WebhookHandlerOptions<Events extends object> = CommonOptions<Events> &
  (
    | { readonly exhaustive: true; readonly on: EventHandlers<Events> }
    | { readonly exhaustive?: false | undefined; readonly on: Partial<EventHandlers<Events>> }
  );
