/** One contract, ready to answer: its kernel and the state behind it. */
import { createSchemaCompiler } from '../contract/schema.ts';
import { createRandom, expandTemplate } from '../contract/template.ts';
import { setAt } from '../contract/pointer.ts';
import type { Contract } from '../contract/types.ts';
import { createDispatcher } from '../delivery/dispatch.ts';
import type { AttemptLog } from '../delivery/log.ts';
import type { Forward } from '../delivery/targets.ts';
import { createAnswers } from './answers.ts';
import { isTransientTenant } from './authenticate.ts';
import type { MockContext } from './context.ts';
import { toSeed } from './digest.ts';
import { createKernel, type Kernel } from './kernel.ts';
import { createPlans } from './plan.ts';
import { createRateLimiter, type RateLimiter, type RateLimitMode, type RateWindow } from './rate-limits.ts';
import { createAddressProbe, type Resolve } from './resolve-names.ts';
import { createRouter, type Router } from './router.ts';
import { createSchemaEngine } from './schema-answers/engine.ts';
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
  /** Receivers that deliveries may reach besides loopback. Default none. */
  readonly forward?: readonly Forward[] | undefined;
  /** Looks host names up before a URL is accepted. Default: names are not looked up. */
  readonly resolve?: Resolve | undefined;
  /** Milliseconds since 1970. Default `Date.now`. */
  readonly now?: (() => number) | undefined;
  /**
   * Tenants of unlisted keys that are remembered; of more, those unused for longest are forgotten with all they have.
   * Default 10,000.
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
  /** Where it is served: `/<name>` + the contract's base path. */
  readonly prefix: string;
  /** Forgets resources, deliveries and quotas. */
  reset(): void;
  export(): MountState;
  /** Puts a state in the place of the present one. */
  import(state: MountState): void;
}

/** Prepares a contract for serving. @param journal told of every change of a resource */
export function mountContract(
  contract: Contract,
  log: AttemptLog,
  options: MountOptions = {},
  journal?: StoreJournal,
): Mount {
  const seed = options.seed ?? crypto.getRandomValues(new Uint32Array(1))[0]!;
  const now = options.now ?? Date.now;
  // Each contract and tenant has a sequence of its own, so that one's traffic never changes another's values.
  const random = createRandom(toSeed(`${seed} ${contract.name}`));
  const store = createStore({
    resources: contract.behaviour.resources,
    describe: (tenant) => describeTenant(contract, createRandom(toSeed(`${seed} ${contract.name} ${tenant}`)), now),
    isTransient: isTransientTenant,
    maxTenants: options.maxTenants ?? 10_000,
    journal,
  });
  const dispatcher = createDispatcher({ clock: { now }, random, log, forward: options.forward ?? [] });
  const limiter = createRateLimiter(options.rateLimits ?? 'exact', now);
  const context: MockContext = { contract, store, answers: createAnswers(contract), log, dispatcher, random, now };
  const router = createRouter(contract.operations);
  const engine = createSchemaEngine(contract);
  const handle = createKernel({
    context,
    router,
    plans: createPlans(context, createSchemaCompiler(contract)),
    limiter,
    engine,
    probe: options.resolve && createAddressProbe(contract, options.resolve),
  });
  return {
    contract,
    context,
    router,
    limiter,
    handle: options.engine === 'prism' ? (request) => engine.whole(request) : handle,
    prefix: `/${contract.name}${contract.basePath}`,
    reset() {
      store.clear();
      log.clear({ contract: contract.name });
      limiter.clear();
    },
    export: () => ({ ...store.export(), quotas: limiter.export() }),
    import(state) {
      store.import(state);
      limiter.import(state.quotas);
    },
  };
}

function describeTenant(contract: Contract, random: () => number, now: () => number): Record<string, unknown> {
  const properties: Record<string, unknown> = {};
  for (const [pointer, template] of Object.entries(contract.behaviour.keys?.tenant ?? {})) {
    setAt(properties, pointer, expandTemplate(template, { random, now }));
  }
  return properties;
}
