/** What a provider sends: every entry of `webhooks` or `x-webhooks`, and every callback, in one form. */
import { parsePointer } from '../../contract/pointer.ts';
import { readOperations } from './operations.ts';
import type { Operation } from './operations.ts';
import { memberOf, objectMembers } from './spot.ts';
import type { ObjectSpot, Reader } from './spot.ts';

/** A request by the provider to a receiver. */
export interface Delivery extends Operation {
  /** `webhook` for an entry of `webhooks` or `x-webhooks`, `callback` for one of an operation's callbacks. */
  readonly kind: 'webhook' | 'callback';
  /** Key under `webhooks` or `callbacks`: most often the name of the event. */
  readonly name: string;
  /** Where the map of entries stands: findings about the set as a whole go there. */
  readonly holder: ObjectSpot;
}

/** A callback's operation: who asks for it, and where in the request its URL is. */
export interface CallbackUrl {
  readonly operation: Operation;
  /** Names of the properties that lead to the URL in the request body. */
  readonly path: readonly string[];
}

/** Deliveries of the root's `webhooks`, and of `x-webhooks`, which 3.0 documents use for the same. */
export function readWebhooks(reader: Reader, root: ObjectSpot): Delivery[] {
  return ['webhooks', 'x-webhooks'].flatMap((key) => {
    const holder = memberOf(root, key) as ObjectSpot | undefined;
    return readOperations(reader, holder).map((operation) => ({
      ...operation,
      kind: 'webhook' as const,
      name: operation.path,
      holder: holder!,
    }));
  });
}

/** Deliveries that the callbacks of an operation promise. */
export function readCallbacks(reader: Reader, { spot }: Operation): Delivery[] {
  const holder = memberOf(spot, 'callbacks') as ObjectSpot | undefined;
  return objectMembers(reader, holder).flatMap(([name, callback]) =>
    readOperations(reader, callback).map((operation) => ({
      ...operation,
      label: operation.label.endsWith(operation.path) ? `callback ${name}` : operation.label,
      kind: 'callback' as const,
      name,
      holder: holder!,
    })),
  );
}

/** The URLs that callbacks take from a request body: `{$request.body#/callbackUrl}`. */
export function readCallbackUrls(operation: Operation, callbacks: readonly Delivery[]): CallbackUrl[] {
  const expressions = new Set(callbacks.map(({ path }) => path));
  return [...expressions].flatMap((expression) => {
    const [, pointer] = /^\{?\$request\.body#((?:\/[^{}?#]*)+)\}?/.exec(expression) ?? [];
    return pointer === undefined ? [] : [{ operation, path: parsePointer(pointer) }];
  });
}
