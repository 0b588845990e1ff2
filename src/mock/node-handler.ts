/** `createMockHandler` with what Node adds: generated answers, and deliveries to receivers on this machine. */
import type { Contract } from '../contract/types.ts';
import { createMockHandler as createPureHandler, type HandlerOptions, type MockHandler } from './handler.ts';
import { createNodeServices } from './node-services.ts';

/**
 * Creates the mock of some contracts as a function from request to response, without a socket. It answers the provider's
 * own URLs (`https://api.provider.example/v1/…`), and on any other host the paths that a mock server has (`/<name>/v1/…`,
 * `/_hookspec/…`). In a bundle for browsers nothing is delivered, and answers without an example are a 501 that says so.
 * @throws HookspecError `Usage`, for two contracts of one name, or options that are made for one contract alone
 * @example const client = createShopClient({ token, fetch: createMockHandler(await loadContract('shop.yaml')) });
 */
export function createMockHandler(source: Contract | readonly Contract[], options: HandlerOptions = {}): MockHandler {
  return createPureHandler(source, options, createNodeServices());
}
