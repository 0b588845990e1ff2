/** The mock of one or more contracts as one function from request to response: no socket, no timer. */
import type { Contract } from '../contract/types.ts';
import { createAgenda, type Agenda } from '../delivery/agenda.ts';
import { createAttemptLog, type AttemptLog } from '../delivery/log.ts';
import { HookspecError } from '../errors.ts';
import { after } from './after.ts';
import { carryOver } from './carry-over.ts';
import { createMockClock, type MockClock } from './clock.ts';
import type { Access } from './control/access.ts';
import { createControl } from './control/control.ts';
import { allowOrigin, answerPreflight } from './cors.ts';
import { applyFaults } from './faults/apply-faults.ts';
import { createFaultList, type FaultList } from './faults/fault-list.ts';
import type { RequestEntry } from './log/entry.ts';
import { toProblem, type PlainRequest, type PlainResponse } from './message.ts';
import { mountContract, type Mount, type MountOptions, type MountServices } from './mount.ts';
import { createRequestLog, toOnlooker, type RequestLog } from './request-log.ts';

/** Options of {@link createMockApp}. */
export interface AppOptions extends MountOptions {
  /** Called after each request to a contract. */
  readonly onRequest?: ((entry: RequestEntry) => void) | undefined;
  /** Who may use the control API. Default: programs of this machine, which alone reach the mock. */
  readonly access?: Access | undefined;
  /** Seconds of the mock's clock in a second of the machine. Default 1. */
  readonly timeScale?: number | undefined;
  /** `http://host:port` of the mock, asked for when it listens. Default `''`. */
  readonly origin?: (() => string) | undefined;
}

/** Answers a request with its full path. */
export type Serve = (request: PlainRequest) => PlainResponse | Promise<PlainResponse>;

/** A mock without a server. */
export interface MockApp {
  readonly serve: Serve;
  readonly mounts: ReadonlyMap<string, Mount>;
  readonly log: AttemptLog;
  readonly requests: RequestLog;
  readonly faults: FaultList;
  readonly clock: MockClock;
  /** The attempts of deliveries that are still to come. */
  readonly agenda: Agenda;
  /** Forgets resources, deliveries, quotas and the request log; faults and the clock stay. */
  reset(): void;
  /** Serves other contracts; what still fits of their state stays. Returns how many resources were dropped. */
  replace(contracts: readonly Contract[]): number;
  close(): Promise<void>;
}

/** Creates the mock of some contracts; each is served under its name and base path. */
export function createMockApp(
  contracts: readonly Contract[],
  options: AppOptions = {},
  services: MountServices = {},
): MockApp {
  const log = createAttemptLog({ journal: services.persistence?.attempts });
  const clock = createMockClock(options.now, options.timeScale);
  const agenda = createAgenda({ now: clock.now, speed: clock.speed, timers: services.timers });
  const steered = { ...options, now: clock.now };
  let reloads = 0;
  const mount = (contract: Contract) => mountContract(contract, log, steered, { ...services, agenda, reloads });
  const mounts = new Map(contracts.map((contract) => [contract.name, mount(contract)]));
  const requests = createRequestLog(clock.now, (name) => mounts.get(name)?.contract);
  const faults = createFaultList(options.seed ?? crypto.getRandomValues(new Uint32Array(1))[0]!);
  // Under `compat` the one contract has the port to itself, CORS included.
  const findWhole = () => (options.compat === 'prism' ? mounts.values().next().value : undefined);
  let whole = findWhole();
  const reset = () => {
    for (const mounted of mounts.values()) mounted.reset();
    requests.clear();
  };
  const steer = createControl({
    mounts,
    requests,
    attempts: log,
    faults,
    clock,
    agenda,
    snapshots: new Map(),
    origin: options.origin ?? (() => ''),
    access: options.access ?? { loopback: true },
    reset,
  });

  // A snapshot may hold several contracts: what one call changes is kept together, or not at all.
  const { persistence } = services;
  const control: Serve = persistence ? (request) => persistence.atomically(() => steer(request)) : steer;

  function replace(next: readonly Contract[]): number {
    const old = new Map(mounts);
    reloads += 1;
    // Mounted before anything is taken away: a contract that cannot be mounted leaves all as it was.
    const mounted = next.map((contract) => ({ fresh: mount(contract), before: old.get(contract.name) }));
    let dropped = 0;
    mounts.clear();
    for (const { fresh, before } of mounted) {
      if (before) {
        const carried = carryOver(before.export(), before.contract, fresh.contract);
        fresh.import(carried.state);
        dropped += carried.dropped;
        before.context.dispatcher.handOver(fresh.context.dispatcher, fresh.contract);
      }
      mounts.set(fresh.contract.name, fresh);
    }
    whole = findWhole();
    for (const [name, before] of old) {
      if (!mounts.has(name)) before.context.dispatcher.cancel(before.contract, 'the contract is no longer served');
      void before.close();
    }
    return dropped;
  }

  function finish(
    served: Mount | undefined,
    request: PlainRequest,
    response: PlainResponse,
    started: number,
  ): PlainResponse {
    requests.add(served?.contract.name ?? '', request, response, performance.now() - started + toTravelTime(response));
    if (options.onRequest) options.onRequest(requests.last()!);
    return whole ? response : allowOrigin(request, response);
  }

  function serve(request: PlainRequest): PlainResponse | Promise<PlainResponse> {
    const { path } = request;
    // Real time: the mock's own clock may stand still.
    const started = performance.now();
    if (path.startsWith('/_hookspec') && (path.length === 10 || path[10] === '/')) return control(request);
    const served = whole ?? mounts.get(toFirstSegment(path));
    const preflight = whole ? undefined : answerPreflight(request);
    if (preflight) return preflight;
    const response = served ? answer(served, request, faults) : toProblem(404, 'Not Found', toUnknown(request, mounts));
    return after(response, (given) => finish(served, request, given, started));
  }

  return {
    serve: (request) => guard(request, serve),
    mounts,
    log,
    requests,
    faults,
    clock,
    agenda,
    replace,
    reset,
    async close() {
      agenda.clear();
      await Promise.all([...mounts.values()].map((mount) => mount.close()));
    },
  };
}

function answer(mount: Mount, request: PlainRequest, faults: FaultList): PlainResponse | Promise<PlainResponse> {
  const { path } = request;
  const prefix = mount.prefixes.find(
    (candidate) => path.startsWith(candidate) && (path.length === candidate.length || path[candidate.length] === '/'),
  );
  if (prefix === undefined) {
    const known = mount.prefixes.join(' or ');
    return toProblem(404, 'Not Found', `${mount.contract.name} is served under ${known}, not ${path}`);
  }
  const inner = { ...request, path: path.length === prefix.length ? '/' : path.slice(prefix.length) };
  return faults.size === 0 ? mount.handle(inner) : answerFaulty(mount, inner, faults);
}

function answerFaulty(mount: Mount, request: PlainRequest, faults: FaultList): PlainResponse | Promise<PlainResponse> {
  const route = mount.router.find(request.method, request.path);
  const routed = route.kind === 'operation' ? route : undefined;
  const operation = routed?.operation;
  return applyFaults(faults, {
    context: mount.context,
    request,
    operation,
    parameters: routed,
    key: () => toOnlooker(mount.contract).callers?.ofRequest(operation, request)?.key,
    answer: () => mount.handle(request),
  });
}

function toFirstSegment(path: string): string {
  const end = path.indexOf('/', 1);
  return path.slice(1, end < 0 ? path.length : end);
}

/** Milliseconds that a fault keeps an answer on its way. */
function toTravelTime({ body = '', transport }: PlainResponse): number {
  if (!transport) return 0;
  const { delay = 0, bytesPerSecond } = transport;
  return delay + (bytesPerSecond === undefined ? 0 : (body.length / bytesPerSecond) * 1000);
}

function toUnknown(request: PlainRequest, mounts: ReadonlyMap<string, Mount>): string {
  const known = [...mounts.values()].map((mount) => mount.prefix).join(', ');
  return `Nothing is served at ${request.path}; the contracts are at ${known}`;
}

function guard(request: PlainRequest, serve: Serve): PlainResponse | Promise<PlainResponse> {
  try {
    const response = serve(request);
    return response instanceof Promise ? response.catch(toCrash) : response;
  } catch (error) {
    return toCrash(error);
  }
}

function toCrash(error: unknown): PlainResponse {
  if (error instanceof HookspecError) return toProblem(500, 'Internal Server Error', error.message);
  const reason = error instanceof Error ? error.message : String(error);
  return {
    ...toProblem(500, 'Internal Server Error', `This is a bug in hookspec: ${reason}`),
    note: { condition: 'crash', reason: error instanceof Error ? (error.stack ?? reason) : reason },
  };
}
