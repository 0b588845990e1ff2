/** The mock as a function from a fetch request to a fetch response: no socket, for tests, service workers and browsers. */
import type { Contract } from '../contract/types.ts';
import { HookspecError } from '../errors.ts';
import { createMockApp, type AppOptions, type MockApp } from './app.ts';
import type { Scheduler } from './faults/scheduler.ts';
import { findServedUrl, listServedUrls, toMockPath } from './fetch/served-urls.ts';
import { toPlainRequest } from './fetch/to-plain-request.ts';
import { toResponse } from './fetch/to-response.ts';
import type { MountServices } from './mount.ts';

/** Options of {@link createMockHandler}. */
export interface HandlerOptions extends Omit<AppOptions, 'access' | 'origin'> {
  /** Longest request body in bytes; above it the answer is 413. Default 1 MiB. The control API reads 32 MiB. */
  readonly maxBody?: number | undefined;
  /** The URL under which the one contract is called, instead of its own server URLs. */
  readonly baseUrl?: string | undefined;
}

/** A mock that answers requests of its own process. */
export interface MockHandler extends AsyncDisposable {
  /** Answers as `fetch` would: takes what it takes, and rejects with a TypeError where a fault ends the connection. */
  (input: Request | URL | string, init?: RequestInit): Promise<Response>;
  readonly contracts: readonly Contract[];
  /** Everything behind it: resources, deliveries, the request log, faults and the clock. */
  readonly app: MockApp;
  /** Base URLs of the providers themselves that it answers; none where a contract names no whole URL. */
  readonly servers: readonly string[];
  /** Whether a URL lies below one of `servers`. */
  serves(url: string | URL): boolean;
  /** Forgets resources, deliveries, quotas and the request log. */
  reset(): void;
  close(): Promise<void>;
}

/** Longest body of a control request, in bytes: a snapshot may hold many resources. */
const MAX_CONTROL_BODY = 32 * 1024 * 1024;

/** Timers that a caller waits for: they keep the process alive, other than those of a server. */
const timers: Scheduler = {
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
};

/**
 * Creates a handler. It answers the provider's own URLs (`https://api.provider.example/v1/…`), and on any other host the
 * paths that a mock server has (`/<name>/v1/…`, `/_hookspec/…`).
 * @throws HookspecError `Usage`, for two contracts of one name, or options that are made for one contract alone
 * @example const client = createShopClient({ token, fetch: createMockHandler(contract) });
 */
export function createMockHandler(
  source: Contract | readonly Contract[],
  options: HandlerOptions = {},
  services: MountServices = {},
  scheduler: Scheduler = timers,
): MockHandler {
  const contracts = Array.isArray(source) ? (source as readonly Contract[]) : [source as Contract];
  assertServable(contracts, options);
  const { baseUrl, maxBody = 1024 * 1024 } = options;
  const app = createMockApp(contracts, options, services);
  const served = listServedUrls(contracts, baseUrl);
  const toPath = (url: URL): string => {
    if (options.compat !== 'prism') return toMockPath(served, url);
    const found = baseUrl === undefined ? undefined : findServedUrl(served, url);
    return found ? url.pathname.slice(found.base.length) || '/' : url.pathname;
  };
  const handle = async (input: Request | URL | string, init?: RequestInit): Promise<Response> => {
    const request = isRequest(input) && init === undefined ? input : new Request(input, init);
    request.signal.throwIfAborted();
    const url = new URL(request.url);
    const path = toPath(url);
    const most = path.startsWith('/_hookspec/') ? Math.max(maxBody, MAX_CONTROL_BODY) : maxBody;
    const plain = await toPlainRequest(request, url, path, most);
    return toResponse(request, await app.serve(plain), scheduler);
  };
  return Object.assign(handle, {
    contracts,
    app,
    servers: served.map(({ origin, base }) => origin + base),
    serves: (url: string | URL) => findServedUrl(served, new URL(url)) !== undefined,
    reset: app.reset,
    close: app.close,
    [Symbol.asyncDispose]: app.close,
  });
}

// Not instanceof: the request may come from another window, or from a library that brings its own.
function isRequest(input: Request | URL | string): input is Request {
  return typeof input === 'object' && 'headers' in input;
}

function assertServable(contracts: readonly Contract[], { baseUrl, compat }: HandlerOptions): void {
  const twice = contracts.find(({ name }, index) => contracts.findIndex((other) => other.name === name) !== index);
  if (twice) throw new HookspecError('Usage', `Two contracts have the name ${twice.name}; give one another \`name\``);
  if (contracts.length === 1) return;
  const option = baseUrl === undefined ? (compat === undefined ? undefined : 'compat') : 'baseUrl';
  if (option !== undefined)
    throw new HookspecError('Usage', `\`${option}\` is for one contract, and ${contracts.length} were given`);
}
