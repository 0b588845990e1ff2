/** Starts the mock of one or more contracts on one port. */
import type { AddressInfo } from 'node:net';
import { loadContract } from '../contract/load.ts';
import type { Contract } from '../contract/types.ts';
import { createAttemptLog, type AttemptLog } from '../delivery/log.ts';
import { HookspecError } from '../errors.ts';
import { createControl, isLoopbackName } from './control.ts';
import { allowOrigin, answerPreflight } from './cors.ts';
import { toProblem, type PlainRequest, type PlainResponse } from './message.ts';
import { mountContract, type Mount, type MountOptions } from './mount.ts';
import { createRequestLog, type RequestEntry } from './request-log.ts';
import { createNodeServer } from './server.ts';

/** Options of {@link startMock}. */
export interface MockOptions extends MountOptions {
  /** Default 0: any free port. */
  readonly port?: number | undefined;
  /** Default `127.0.0.1`. */
  readonly host?: string | undefined;
  /** Longest request body in bytes; above it the answer is 413. Default 1 MiB. */
  readonly maxBody?: number | undefined;
  /** Called after each request to a contract. */
  readonly onRequest?: ((entry: RequestEntry) => void) | undefined;
}

/** A running mock. */
export interface Mock extends AsyncDisposable {
  /** `http://host:port`, no trailing slash. */
  readonly url: string;
  readonly port: number;
  /** Base URL of each contract by name: what replaces the provider's server URL. */
  readonly urls: Readonly<Record<string, string>>;
  readonly contracts: readonly Contract[];
  readonly log: AttemptLog;
  /** Forgets resources, deliveries, quotas and the request log. */
  reset(): void;
  close(): Promise<void>;
}

/**
 * Starts a mock server.
 * @param source a contract, its name or file, or several
 * @throws HookspecError PortTaken, AddressUnavailable, and what loading a contract throws
 * @example await using mock = await startMock('path/to/openapi.yaml');
 */
export async function startMock(
  source: string | Contract | readonly (string | Contract)[],
  options: MockOptions = {},
): Promise<Mock> {
  const sources = Array.isArray(source) ? (source as readonly (string | Contract)[]) : [source as string | Contract];
  const contracts = await Promise.all(
    sources.map((entry) => (typeof entry === 'string' ? loadContract(entry) : entry)),
  );
  const log = createAttemptLog();
  const mounts = new Map(contracts.map((contract) => [contract.name, mountContract(contract, log, options)]));
  const requests = createRequestLog(options.now ?? Date.now);
  const host = options.host ?? '127.0.0.1';
  const hostText = host.includes(':') ? `[${host}]` : host;
  let url = '';
  const control = createControl({ mounts, requests, origin: () => url, loopback: isLoopbackName(hostText) });
  const server = createNodeServer(
    async (request) => {
      if (request.path === '/_hookspec' || request.path.startsWith('/_hookspec/'))
        return allowOrigin(request, await control(request));
      const preflight = answerPreflight(request);
      if (preflight) return preflight;
      const mount = mounts.get(request.path.split('/')[1] ?? '');
      const response = mount ? await answer(mount, request) : toProblem(404, 'Not Found', toUnknown(request, mounts));
      const entry = requests.add(mount?.contract.name ?? '', request, response);
      options.onRequest?.(entry);
      return allowOrigin(request, response);
    },
    options.maxBody ?? 1024 * 1024,
  );
  const port = await listen(server, options.port ?? 0, host);
  url = `http://${hostText}:${port}`;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return {
    url,
    port,
    urls: Object.fromEntries([...mounts.values()].map((mount) => [mount.contract.name, url + mount.prefix])),
    contracts,
    log,
    reset() {
      for (const mount of mounts.values()) mount.reset();
      requests.clear();
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

function answer(mount: Mount, request: PlainRequest): PlainResponse | Promise<PlainResponse> {
  const { prefix } = mount;
  const path = request.path.slice(prefix.length);
  if (!request.path.startsWith(prefix) || (path !== '' && !path.startsWith('/'))) {
    return toProblem(404, 'Not Found', `${mount.contract.name} is served under ${prefix}, not ${request.path}`);
  }
  return mount.handle({ ...request, path: path === '' ? '/' : path });
}

function toUnknown(request: PlainRequest, mounts: ReadonlyMap<string, Mount>): string {
  return `Nothing is served at ${request.path}; the contracts are at ${[...mounts.values()].map((mount) => mount.prefix).join(', ')}`;
}

function listen(server: ReturnType<typeof createNodeServer>, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE')
        reject(new HookspecError('PortTaken', `Port ${port} on ${host} is taken`, { cause: error }));
      else if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND' || error.code === 'EAI_AGAIN') {
        reject(new HookspecError('AddressUnavailable', `${host} is no address of this machine`, { cause: error }));
      } else if (error.code === 'EACCES') {
        reject(new HookspecError('PortTaken', `Port ${port} needs more rights than this user has`, { cause: error }));
      } else reject(error);
    });
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}
