/**
 * `hookspec/msw`: request handlers for Mock Service Worker (https://mswjs.io) that answer the URLs of a provider from its
 * contract. The only file that imports msw.
 */
import { http, HttpResponse, type HttpHandler } from 'msw';
import type { Contract } from '../contract/types.ts';
import { HookspecError } from '../errors.ts';
import { createMockHandler, type HandlerOptions, type MockHandler } from './handler.ts';

export type { HandlerOptions, MockHandler } from './handler.ts';

/** Makes the mock behind the request handlers. */
export type CreateHandler = (source: Contract | readonly Contract[], options?: HandlerOptions) => MockHandler;

/**
 * Creates the request handlers of msw for the server URLs of some contracts, one for each URL. Requests to other URLs are
 * left to other handlers, or to the network.
 * @param source contracts, or a mock that tests want to look into
 * @throws HookspecError `Usage`, when a contract names no whole URL and `baseUrl` is not given
 * @example const server = setupServer(...createHandlers(contract));
 */
export function createHandlers(
  source: Contract | readonly Contract[] | MockHandler,
  options: HandlerOptions = {},
  create: CreateHandler = createMockHandler,
): HttpHandler[] {
  const handler = typeof source === 'function' ? source : create(source, options);
  if (handler.servers.length === 0) {
    const names = handler.contracts.map(({ name }) => name).join(', ');
    throw new HookspecError(
      'Usage',
      `${names} names no server by a whole URL; give the one to intercept as \`baseUrl\``,
    );
  }
  return handler.servers.map((server) => http.all(toPattern(server), ({ request }) => answer(handler, request)));
}

function toPattern(server: string): RegExp {
  return new RegExp(`^${server.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}(?:[/?#]|$)`);
}

// msw makes a 500 of an error; what is to look like a broken connection must be said in its own way.
async function answer(handler: MockHandler, request: Request): Promise<Response> {
  try {
    return await handler(request);
  } catch (error) {
    if (error instanceof TypeError) return HttpResponse.error();
    throw error;
  }
}
