/** Deliveries of a run: built as the contract says, signed rightly or wrongly. */
import { createEventMessage } from '../../contract/event-message.ts';
import { findNamePlace } from '../../contract/identify-event.ts';
import { toPolicy } from '../../contract/delivery-policy.ts';
import { setAt } from '../../contract/pointer.ts';
import { serialize } from '../../contract/serialize.ts';
import { expandTemplate, type Random } from '../../contract/template.ts';
import type { Contract } from '../../contract/types.ts';
import type { SignatureScheme } from '../../signing/scheme.ts';
import { sign } from '../../signing/sign.ts';

/** A request that may be sent to a receiver. */
export interface Delivery {
  readonly event: string;
  readonly id: string;
  readonly eventId: string;
  /** Milliseconds since 1970: when it is signed. */
  readonly time: number;
  readonly method: string;
  /** Names as written. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** Whether it is signed as the contract says, by the current secret. */
  readonly isRight?: boolean;
  /** Set where it can be signed anew and still shows the same: with the time of then, or with the one in it. */
  readonly signedAt?: 'now' | 'past';
}

/** What a delivery is built from, where it differs from the usual. */
export interface DeliveryWish {
  readonly event?: string;
  /** Instead of the event's example. */
  readonly payload?: unknown;
  readonly set?: Readonly<Record<string, unknown>>;
  /** Milliseconds since 1970. Default now. */
  readonly time?: number;
  readonly id?: string;
  readonly eventId?: string;
  /** Counts from 1. */
  readonly attempt?: number;
  /** Another name than that of the event. */
  readonly name?: string;
}

/** How a delivery is signed, where it differs from the usual. */
export interface SignatureWish {
  /** Default: the current one. */
  readonly secrets?: readonly string[];
  /** Milliseconds since 1970. Default: the time of the delivery. */
  readonly time?: number;
  /** Signed instead of the body that is sent. */
  readonly body?: Uint8Array;
  /** Signed instead of the id that is sent. */
  readonly scheme?: SignatureScheme;
}

/** Builds and signs. */
export interface Deliveries {
  /** A delivery without a signature. */
  build(wish?: DeliveryWish): Delivery;
  /** Adds the headers of a signature; where the contract signs nothing, or there is no secret, nothing. */
  sign(delivery: Delivery, wish?: SignatureWish): Delivery;
  /** Built and signed rightly. */
  good(wish?: DeliveryWish): Delivery;
  /** Changes the payload, pointer → value, and writes it as the contract writes payloads; signed as before. */
  change(delivery: Delivery, changes: Readonly<Record<string, unknown>>): Delivery;
}

/** What deliveries need to know. */
export interface DeliveriesOptions {
  readonly contract: Contract;
  readonly secret: string | undefined;
  readonly url: string;
  readonly random: Random;
  readonly now: () => number;
  /** Event of deliveries that name none. */
  readonly event: () => string;
  readonly payload?: unknown;
  readonly set?: Readonly<Record<string, unknown>> | undefined;
}

/** Prepares deliveries of a contract. */
export function createDeliveries(options: DeliveriesOptions): Deliveries {
  const { contract, secret, url, random, now, set } = options;
  const { signature: scheme } = contract.behaviour;
  const policy = toPolicy(contract);
  const place = findNamePlace(contract);
  let sequence = 0;

  function build(wish: DeliveryWish = {}): Delivery {
    const { event = options.event(), time = now(), name, attempt = 1 } = wish;
    const context = { random, now: () => time, sequence: () => ++sequence };
    const id = wish.id ?? expandTemplate(policy.id, context);
    const eventId = wish.eventId ?? expandTemplate(policy.eventId, context);
    const changes = name !== undefined && place?.property !== undefined ? { [place.property]: name } : {};
    const payload = wish.payload ?? options.payload;
    const content = {
      contract,
      event,
      ...(payload !== undefined && { payload }),
      set: { ...set, ...wish.set, ...changes },
    };
    const message = createEventMessage(content, { id, eventId, attempt, time }, context);
    const headers = Object.fromEntries(message.headers.values());
    const named = Object.keys(headers).find((key) => key.toLowerCase() === place?.header?.toLowerCase());
    if (name !== undefined && named !== undefined) headers[named] = name;
    return { event, id, eventId, time, method: 'POST', headers, body: Buffer.from(message.body) };
  }

  function addSignature(delivery: Delivery, wish: SignatureWish = {}): Delivery {
    const { secrets = secret === undefined ? [] : [secret], time = delivery.time, body = delivery.body } = wish;
    if (!scheme || secrets.length === 0) return { ...delivery, isRight: scheme === undefined };
    const { id, headers } = delivery;
    const signed = sign({
      scheme: wish.scheme ?? scheme,
      secret: secrets,
      body,
      timestamp: new Date(time),
      id,
      url,
      headers,
    });
    return {
      ...delivery,
      time,
      headers: setHeaders(headers, signed.headers),
      ...toRight(wish, time - now()),
    };
  }

  function change(delivery: Delivery, changes: Readonly<Record<string, unknown>>): Delivery {
    let payload = JSON.parse(Buffer.from(delivery.body).toString()) as unknown;
    for (const [pointer, value] of Object.entries(changes)) payload = setAt(payload, pointer, value);
    return withBody(delivery, serialize(payload, policy.keys));
  }

  return { build, sign: addSignature, good: (wish) => addSignature(build(wish)), change };
}

/** Headers with others in their place, whatever the case of their names. */
export function setHeaders(
  headers: Delivery['headers'],
  further: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const names = new Set(Object.keys(further).map((name) => name.toLowerCase()));
  const kept = Object.entries(headers).filter(([name]) => !names.has(name.toLowerCase()));
  const added = Object.entries(further).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries([...kept, ...added]);
}

/** A delivery with other bytes, signed as before. */
export function withBody(delivery: Delivery, body: string | Uint8Array): Delivery {
  return { ...delivery, body: typeof body === 'string' ? Buffer.from(body) : body, isRight: false };
}

/** Milliseconds that a delivery may be old and pass for one of now. */
const RECENT = 60_000;

function toRight(wish: SignatureWish, ahead: number): Pick<Delivery, 'isRight' | 'signedAt'> {
  if (wish.secrets !== undefined || wish.body !== undefined || wish.scheme !== undefined) return { isRight: false };
  if (ahead > RECENT) return { isRight: true };
  return { isRight: true, signedAt: ahead < -RECENT ? 'past' : 'now' };
}
