/**
 * `hookspec/webhooks`: a typed handler for the deliveries of a provider. It reads no contract and uses nothing of Node, so
 * it runs in every server, worker and edge runtime.
 */
export { createWebhookHandler, type WebhookHandler } from './handler/create-webhook-handler.ts';
export type { FetchHandler } from './handler/fetch.ts';
export type { ExpressHandler, NodeHandler, NodeRequest, NodeResponse } from './handler/node.ts';
export type {
  EventHandler,
  EventHandlers,
  InvalidRequest,
  Secrets,
  SeenDeliveries,
  WebhookDelivery,
  WebhookHandlerOptions,
} from './handler/options.ts';
export { createSeenDeliveries } from './handler/seen.ts';
export type { WebhookSource } from './handler/source.ts';
export type { SignatureScheme } from '../../signing/scheme.ts';
