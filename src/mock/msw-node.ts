/** `hookspec/msw` in Node: the same request handlers, with deliveries to this machine and generated answers. */
import type { Contract } from '../contract/types.ts';
import type { HandlerOptions, MockHandler } from './handler.ts';
import { createHandlers as createPureHandlers } from './msw.ts';
import { createMockHandler } from './node-handler.ts';

export type { HandlerOptions, MockHandler } from './handler.ts';

/**
 * Creates the request handlers of msw for the server URLs of some contracts, one for each URL. Requests to other URLs are
 * left to other handlers, or to the network.
 * @param source contracts, or a mock that tests want to look into
 * @throws HookspecError `Usage`, when a contract names no whole URL and `baseUrl` is not given
 * @example const server = setupServer(...createHandlers(await loadContract('shop.yaml')));
 */
export function createHandlers(
  source: Contract | readonly Contract[] | MockHandler,
  options: HandlerOptions = {},
): ReturnType<typeof createPureHandlers> {
  return createPureHandlers(source, options, createMockHandler);
}
