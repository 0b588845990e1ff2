/** Starts the mock of one or more contracts on one port. */
import type { AddressInfo } from 'node:net';
import { loadContract } from '../contract/load.ts';
import type { Contract } from '../contract/types.ts';
import type { AttemptLog } from '../delivery/log.ts';
import { HookspecError } from '../errors.ts';
import { createMockApp, type AppOptions } from './app.ts';
import type { DataFile } from './data/data-file.ts';
import { toHar, type Har } from './log/har.ts';
import { createNodeServices } from './node-services.ts';
import { createReloader, type Reload } from './reload.ts';
import { createNodeServer } from './server.ts';
import { setClock, steer, toAccess, type SteeringOptions } from './steering.ts';
import { listWarnings } from './warnings.ts';

/** Options of {@link startMock}. */
export interface MockOptions extends Omit<AppOptions, 'access' | 'origin'>, SteeringOptions {
  /** Default 0: any free port. */
  readonly port?: number | undefined;
  /** Default `127.0.0.1`. */
  readonly host?: string | undefined;
  /** Longest request body in bytes; above it the answer is 413. Default 1 MiB. */
  readonly maxBody?: number | undefined;
  /**
   * Keep the state in this SQLite file: what was answered is there again after a restart, whatever ended the mock. It
   * belongs to one mock at a time. Default: memory.
   */
  readonly data?: string | undefined;
  /**
   * Reload the contracts when one of their files changes; state that still fits stays, and a file that cannot be used
   * leaves the last good contracts in place. Default false.
   */
  readonly watch?: boolean | undefined;
  /** Told of each reload. */
  readonly onReload?: ((reload: Reload) => void) | undefined;
}

/** Contracts to serve: one or more, each loaded, by name or by file, or a function that loads them. */
export type MockSource = string | Contract | readonly (string | Contract)[] | (() => Promise<readonly Contract[]>);

/** A running mock. */
export interface Mock extends AsyncDisposable {
  /** `http://host:port`, no trailing slash. */
  readonly url: string;
  readonly port: number;
  /** Base URL of each contract by name: what replaces the provider's server URL. */
  readonly urls: Readonly<Record<string, string>>;
  /** As they were when the mock started. */
  readonly contracts: readonly Contract[];
  readonly log: AttemptLog;
  /** What the control API wants as `Authorization: Bearer TOKEN`; undefined where it wants nothing. */
  readonly controlToken: string | undefined;
  /** By name of the contract: faults that the mock can live with, and operations that it cannot serve. */
  readonly warnings: Readonly<Record<string, readonly string[]>>;
  /** Forgets resources, deliveries, quotas and the request log. */
  reset(): void;
  /** The request log as an HTTP Archive, without credentials. */
  toHar(): Har;
  close(): Promise<void>;
}

/**
 * Starts a mock server.
 * @param source a contract, its name or file, or several, or what loads them
 * @throws HookspecError PortTaken, AddressUnavailable, UnusableData, and what loading a contract throws
 * @example await using mock = await startMock('path/to/openapi.yaml');
 */
export async function startMock(source: MockSource, options: MockOptions = {}): Promise<Mock> {
  const load = toLoader(source);
  const contracts = await load();
  if (options.compat === 'prism' && contracts.length !== 1)
    throw new HookspecError(
      'Usage',
      'Prism serves one contract at the root of its port: name one with `--compat prism`',
    );
  const data = options.data === undefined ? undefined : await openData(options.data, options.seed);
  try {
    return await serve(contracts, load, options, data);
  } catch (error) {
    data?.close([]);
    throw error;
  }
}

async function serve(
  contracts: readonly Contract[],
  load: () => Promise<readonly Contract[]>,
  options: MockOptions,
  data: DataFile | undefined,
): Promise<Mock> {
  const host = options.host ?? '127.0.0.1';
  const hostText = host.includes(':') ? `[${host}]` : host;
  let url = '';
  const access = toAccess(hostText, options.controlToken);
  const services = { ...createNodeServices(), persistence: data };
  const app = createMockApp(contracts, { ...options, origin: () => url, access }, services);
  setClock(app, options);
  data?.restore(app.mounts.values());
  steer(app, options);
  const server = createNodeServer(app.serve, options.maxBody ?? 1024 * 1024);
  const port = await listen(server, options.port ?? 0, host);
  url = `http://${hostText}:${port}`;
  const replace = (next: readonly Contract[]): number => {
    const dropped = app.replace(next);
    data?.restore(app.mounts.values());
    return dropped;
  };
  const reloader = options.watch ? createReloader(contracts, { load, replace, onReload: options.onReload }) : undefined;
  const close = async () => {
    reloader?.close();
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
    await app.close();
    data?.close(app.mounts.values());
  };
  return {
    url,
    port,
    urls: Object.fromEntries([...app.mounts.values()].map((mount) => [mount.contract.name, url + mount.prefix])),
    contracts,
    log: app.log,
    controlToken: access.token,
    toHar: () => toHar(app.requests.details().reverse(), url),
    warnings: Object.fromEntries(
      [...app.mounts.values()].map((mount) => [mount.contract.name, listWarnings(mount, process.cwd())]),
    ),
    reset: app.reset,
    close,
    [Symbol.asyncDispose]: close,
  };
}

// Imported for those who ask for it alone: SQLite takes some milliseconds to load.
async function openData(file: string, seed: number | undefined): Promise<DataFile> {
  const { openDataFile } = await import('./data/data-file.ts');
  return openDataFile(file, seed);
}

function toLoader(source: MockSource): () => Promise<readonly Contract[]> {
  if (typeof source === 'function') return source;
  const sources = Array.isArray(source) ? (source as readonly (string | Contract)[]) : [source as string | Contract];
  return () => Promise.all(sources.map((entry) => (typeof entry === 'string' ? loadContract(entry) : entry)));
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
