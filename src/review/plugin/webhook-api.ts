/** A document as the rules see it: what is sent, where receivers register, and everything else. */
import type { UserContext } from '@redocly/openapi-core';
import type { JsonObject } from '../../contract/types.ts';
import { readCallbacks, readCallbackUrls, readWebhooks } from './deliveries.ts';
import type { Delivery } from './deliveries.ts';
import { bodyOf, readOperations } from './operations.ts';
import type { Operation } from './operations.ts';
import { propertyAt } from './schema.ts';
import type { Property } from './schema.ts';
import { createReader, memberOf } from './spot.ts';
import type { ObjectSpot, Reader } from './spot.ts';
import { readSubscriptions } from './subscriptions.ts';
import type { Subscription } from './subscriptions.ts';

/** A document of any version from 3.0 to 3.2: rules need not know which. */
export interface WebhookApi {
  readonly reader: Reader;
  readonly root: ObjectSpot;
  /** Every request that the provider sends: `webhooks`, `x-webhooks`, callbacks. */
  readonly deliveries: readonly Delivery[];
  /** Every operation under `paths`. */
  readonly operations: readonly Operation[];
  /** Where receivers register. */
  readonly subscriptions: readonly Subscription[];
  /** Every URL that a request may name for the provider to call: those of subscriptions, and of callbacks. */
  readonly urls: readonly Property[];
  /** The operations of all subscriptions: what rules about answers look at, however large the rest of the API is. */
  readonly management: readonly Operation[];
}

/** Reads a document from the context of a visitor of its root. */
export function createWebhookApi(root: JsonObject, context: Pick<UserContext, 'resolve' | 'location'>): WebhookApi {
  const reader = createReader(context);
  const spot: ObjectSpot = { value: root, at: context.location };
  const operations = readOperations(reader, memberOf(spot, 'paths'));
  const called = operations.map((operation) => ({ operation, callbacks: readCallbacks(reader, operation) }));
  const callbackUrls = called.flatMap(({ operation, callbacks }) => readCallbackUrls(operation, callbacks));
  const subscriptions = readSubscriptions(reader, spot, operations, callbackUrls);
  return {
    reader,
    root: spot,
    deliveries: [...readWebhooks(reader, spot), ...called.flatMap(({ callbacks }) => callbacks)],
    operations,
    subscriptions,
    urls: [
      ...subscriptions.map(({ url }) => url),
      ...callbackUrls.flatMap(({ operation, path }) => propertyAt(reader, bodyOf(operation), path) ?? []),
    ],
    management: [...new Set(subscriptions.flatMap((subscription) => subscription.operations))],
  };
}

/** Whether any rule has something to judge. */
export function isWebhookApi({ deliveries, subscriptions }: WebhookApi): boolean {
  return deliveries.length + subscriptions.length > 0;
}
