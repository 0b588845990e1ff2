/** One contract, ready to answer: its kernel and the state behind it. */
import { createSchemaCompiler } from '../contract/schema.ts';
import { createRandom, expandTemplate } from '../contract/template.ts';
import { setAt } from '../contract/pointer.ts';
import type { Contract, Operation } from '../contract/types.ts';
import type { Attempt } from '../delivery/attempt.ts';
import type { Agenda, Timers } from '../delivery/agenda.ts';
import { createDispatcher } from '../delivery/dispatch.ts';
import { isOpen, type AttemptJournal, type AttemptLog } from '../delivery/log.ts';
import { schedulePresets, type SchedulePreset } from '../delivery/presets.ts';
import type { Reach } from '../delivery/reach.ts';
import type { Send } from '../delivery/send.ts';
import type { Forward } from '../delivery/targets.ts';
import { createAnswers } from './answers.ts';
import { isTransientTenant } from './authenticate.ts';
import type { MockContext } from './context.ts';
import { toSeed } from '../contract/digest.ts';
import { createKernel, type Kernel } from './kernel.ts';
import { createPlans } from './plan.ts';
import { createReceiverAccess } from './receivers.ts';
import { createRateLimiter, type RateLimiter, type RateLimitMode, type RateWindow } from './rate-limits.ts';
import { createAddressProbe, type Resolve } from './resolve-names.ts';
import { createRouter, type Router } from './router.ts';
import type { PrismClient } from './prism-client.ts';
import { createCallbackSender } from './schema-answers/callback-sender.ts';
import { createSchemaEngine } from './schema-answers/engine.ts';
import { createStrictKernel } from './strict-kernel.ts';
import type { StoreJournal, StoreState } from './store-state.ts';
import { createStore } from './store.ts';

/** How a mock behaves. */
export interface MountOptions {
  /** Ids, secrets and keys repeat with the same seed. Default: another one each start. */
  readonly seed?: number | undefined;
  /** Default `exact`. */
  readonly rateLimits?: RateLimitMode | undefined;
  /** `own` answers from memory and rules, `prism` everything from the schemas. Default `own`. */
  readonly engine?: 'own' | 'prism' | undefined;
  /** `prism`: answer exactly as Prism does, at the root of the port; for one contract. Default: as `engine` says. */
  readonly compat?: 'prism' | undefined;
  /** Replace an answer that breaks its own contract by an error that says why. Default false. */
  readonly errors?: boolean | undefined;
  /** Generate answers from the schemas although examples exist. Default false. */
  readonly dynamic?: boolean | undefined;
  /** Receivers that deliveries may reach besides loopback. Default none. */
  readonly forward?: readonly Forward[] | undefined;
  /** Stands in for what contracts say about attempts. Default: as they say. */
  readonly deliveries?: SchedulePreset | undefined;
  /** How far deliveries go: this machine alone, or every public address. Default `loopback`. */
  readonly reach?: Reach | undefined;
  /** Looks host names up before a URL is accepted. Default: names are not looked up. */
  readonly resolve?: Resolve | undefined;
  /** Milliseconds since 1970. Default `Date.now`. */
  readonly now?: (() => number) | undefined;
  /**
   * Tenants of unlisted keys that are remembered; of more, those unused for longest are forgotten with all they have.
   * Default 10,000; no end where state is kept in a file.
   */
  readonly maxTenants?: number | undefined;
}

/** State of a mounted contract as plain JSON. */
export interface MountState extends StoreState {
  readonly quotas: readonly RateWindow[];
}

/** A mounted contract. */
export interface Mount {
  readonly contract: Contract;
  readonly context: MockContext;
  readonly router: Router;
  readonly limiter: RateLimiter;
  readonly handle: Kernel;
  /** Where it is served: `/<name>` + the contract's base path; '' under `compat`. */
  readonly prefix: string;
  /** Every place where it is served, one per server of the contract, the longest first. */
  readonly prefixes: readonly string[];
  /** Operations that are answered with 501, and why; none of a contract that was loaded strictly. */
  readonly unservable: readonly { readonly operation: Operation; readonly reason: string }[];
  /** Forgets resources, deliveries and quotas. */
  reset(): void;
  export(): MountState;
  /** Puts a state in the place of the present one. */
  import(state: MountState): void;
  /** Takes attempts of an earlier mock into the log, and goes on with those of which more is to come. */
  resume(attempts: readonly Attempt[]): void;
  /** Lets go of Prism. */
  close(): Promise<void>;
}

/** Where state is kept. */
export interface Persistence {
  /** Stands for a seed that the options do not give. */
  readonly seed: number;
  /** How many times a mock has started on this state before. */
  readonly run: number;
  /** Several changes that belong together: all of them are kept, or none. */
  atomically<T>(run: () => T): T;
  /** Told of every attempt to deliver something. */
  readonly attempts: AttemptJournal;
  /** Told of every change of a resource of a contract. */
  journal(contract: string): StoreJournal;
}

/** What a mount cannot make for itself. */
export interface MountServices {
  /** How many times other contracts were served before this one, so that no id of theirs comes again. Default 0. */
  readonly reloads?: number | undefined;
  /** Keeps the state beyond the end of the mock. Default: it is gone then. */
  readonly persistence?: Persistence | undefined;
  /** Generates what no example gives. */
  readonly prism?: PrismClient | undefined;
  /** Sends deliveries and callbacks. Without it deliveries are recorded as refused, and callbacks left out. */
  readonly send?: Send | undefined;
  /** Lets later attempts happen by themselves. Without it they wait until the clock is moved. */
  readonly timers?: Timers | undefined;
  /** Where later attempts are noted; an app makes one for all its contracts. Without it a delivery has one attempt. */
  readonly agenda?: Agenda | undefined;
}

/** Prepares a contract for serving. */
export function mountContract(
  contract: Contract,
  log: AttemptLog,
  options: MountOptions = {},
  { agenda, persistence, prism, reloads, send }: MountServices = {},
): Mount {
  const seed = options.seed ?? persistence?.seed ?? crypto.getRandomValues(new Uint32Array(1))[0]!;
  const now = options.now ?? Date.now;
  // Each contract and tenant has a sequence of its own, so that one's traffic never changes another's values.
  // No two starts and no two reloads share one: what was deleted before must not come again.
  const turn = `${persistence?.run ? ` ${persistence.run}` : ''}${reloads ? ` reload ${reloads}` : ''}`;
  const random = createRandom(toSeed(`${seed} ${contract.name}${turn}`));
  const store = createStore({
    resources: contract.behaviour.resources,
    describe: createTenantDescription(contract, (tenant) => `${seed} ${contract.name} ${tenant}`, now),
    isTransient: isTransientTenant,
    // What was answered and kept in a file is not forgotten.
    maxTenants: persistence ? Infinity : (options.maxTenants ?? 10_000),
    journal: persistence?.journal(contract.name),
    onRemove: (resource, id) => dispatcher.cancel(contract, 'the endpoint was deleted', { resource, id }),
  });
  const dispatcher = createDispatcher({
    ...createReceiverAccess(contract, store, now),
    clock: { now },
    random,
    log,
    agenda,
    forward: options.forward ?? [],
    send,
    reach: options.reach,
    schedule: options.deliveries && schedulePresets[options.deliveries],
  });
  const limiter = createRateLimiter(options.rateLimits ?? 'exact', now);
  const context: MockContext = { contract, store, answers: createAnswers(contract), log, dispatcher, random, now };
  const router = createRouter(contract.operations);
  const { errors, dynamic, forward } = options;
  const engine = createSchemaEngine(contract, {
    prism,
    errors,
    dynamic,
    seed: options.seed === undefined ? undefined : String(options.seed),
    sendCallback: send && createCallbackSender({ forward, send }),
  });
  const compiler = createSchemaCompiler(contract);
  const plans = createPlans(context, compiler);
  const kernel = createKernel({
    context,
    router,
    plans,
    limiter,
    engine,
    probe: options.resolve && createAddressProbe(contract, options.resolve),
  });
  const isWhole = options.compat === 'prism' || options.engine === 'prism';
  const strict = errors ? createStrictKernel(kernel, contract, compiler) : kernel;
  const root = options.compat === 'prism' ? '' : `/${contract.name}`;
  const prefixes = root === '' ? [''] : contract.basePaths.map((basePath) => root + basePath);
  return {
    contract,
    context,
    router,
    limiter,
    handle: isWhole ? (request) => engine.whole(request) : strict,
    prefix: prefixes[0] ?? root,
    prefixes: [...prefixes].sort((a, b) => b.length - a.length),
    unservable: [...plans.values()].flatMap(({ operation, unservable: reason }) =>
      reason === undefined ? [] : [{ operation, reason }],
    ),
    reset() {
      dispatcher.cancel(contract, 'the mock was reset');
      store.clear();
      log.clear({ contract: contract.name });
      limiter.clear();
    },
    export: () => ({ ...store.export(), quotas: limiter.export() }),
    import(state) {
      store.import(state);
      limiter.import(state.quotas);
    },
    resume(attempts) {
      log.restore(attempts);
      for (const attempt of attempts.filter(isOpen)) dispatcher.resume(contract, attempt);
      dispatcher.wake(contract);
    },
    close: () => engine.close(),
  };
}

function createTenantDescription(
  contract: Contract,
  toSeedText: (tenant: string) => string,
  now: () => number,
): (tenant: string) => Readonly<Record<string, unknown>> {
  const templates = Object.entries(contract.behaviour.keys?.tenant ?? {});
  if (templates.length === 0) return () => NO_PROPERTIES;
  return (tenant) => {
    const context = { random: createRandom(toSeed(toSeedText(tenant))), now };
    const properties: Record<string, unknown> = {};
    for (const [pointer, template] of templates) setAt(properties, pointer, expandTemplate(template, context));
    return properties;
  };
}

const NO_PROPERTIES: Readonly<Record<string, unknown>> = Object.freeze({});
