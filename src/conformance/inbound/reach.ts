/** Whether deliveries can be received in a run at all: where they would go, and what would set them off. */
import type { Resource } from '../../contract/behaviour.ts';
import { schemasAt } from '../../contract/schema-at.ts';
import type { Contract } from '../../contract/types.ts';
import { HookspecError } from '../../errors.ts';
import { isValid, type SchemaContext } from '../../contract/instance/facets.ts';
import { toJsonMedia } from '../values/values.ts';
import { findVariant, type Variant } from '../variants.ts';
import type { DeliveryOptions } from './options.ts';

/** Origin that stands for the receiver where a contract takes no URL of this machine: reserved, so nobody's. */
export const STAND_IN = 'https://receiver.example.com';

/** How deliveries come in. */
export interface Reach {
  /** The resource that receives them. */
  readonly resource: Resource;
  /** Registered URLs begin with it; undefined: with the address of the receiver itself. */
  readonly baseUrl?: string;
  /** Why there are none. */
  readonly reason?: string;
}

/** What is looked at. */
export interface ReachContext extends SchemaContext {
  readonly contract: Contract;
  readonly variants: readonly Variant[];
  readonly options: DeliveryOptions & { readonly server: string };
}

/**
 * @returns undefined where the contract has no events, or no resource that receives them
 * @throws HookspecError Usage for a receiver URL that is none
 */
export function findReach(context: ReachContext): Reach | undefined {
  const { contract, variants, options } = context;
  const resource = contract.behaviour.resources.find(
    (entry) => entry.subscriber && entry.kind === 'collection' && findVariant(variants, entry, 'create'),
  );
  if (!resource || contract.events.length === 0) return undefined;
  const baseUrl = toBaseUrl(context, resource);
  if (typeof baseUrl === 'object') return { resource, ...baseUrl };
  const isProvoked = options.trigger !== undefined || findTest(variants, resource) !== undefined;
  const reason = 'nothing sets off a delivery: the contract declares no test operation; give --trigger';
  return { resource, ...(baseUrl !== '' && { baseUrl }), ...(!isProvoked && { reason }) };
}

/** The operation that sends a test event to one resource. */
export function findTest(variants: readonly Variant[], resource: Resource): Variant | undefined {
  return variants.find((variant) => variant.resource === resource && variant.operation.action?.kind === 'test');
}

/** '' stands for the receiver itself. */
function toBaseUrl(context: ReachContext, resource: Resource): string | { readonly reason: string } {
  const { receiverUrl, receiverPort, server } = context.options;
  if (receiverUrl !== undefined) return readReceiverUrl(receiverUrl);
  if (!isLoopback(server)) return { reason: 'no delivery reaches this machine; give --receiver-url' };
  if (takes(context, resource, 'http://127.0.0.1:65535/hookspec')) return '';
  if (receiverPort !== undefined) return STAND_IN;
  return { reason: 'the contract takes no URL of this machine; give --receiver-url or --receiver-port' };
}

/** @throws HookspecError Usage */
function readReceiverUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol) && url.search === '' && url.hash === '' && url.username === '')
    return url.origin + url.pathname.replace(/\/+$/, '');
  throw new HookspecError('Usage', `--receiver-url ${text} is no http or https URL without query`, {
    hint: 'Give the public address of a tunnel that ends at --receiver-port, e.g. https://abc.tunnel.example.',
  });
}

function isLoopback(server: string): boolean {
  const text = /^[a-z]+:\/\//i.test(server) ? server : `http://${server}`;
  return URL.canParse(text) && /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(new URL(text).hostname);
}

/** Whether the schema of a create has nothing against a URL. */
function takes(context: ReachContext, resource: Resource, url: string): boolean {
  const create = findVariant(context.variants, resource, 'create')!;
  const pointer = toJsonMedia(create.operation.requestBody)?.schemaPointer;
  if (pointer === undefined) return true;
  const at = create.spec!.body + resource.subscriber!.url;
  return (schemasAt(context.contract.document, pointer, at) ?? []).every((place) => isValid(context, place, url));
}
