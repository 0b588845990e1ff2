/** One contract, ready to answer: its kernel and the state behind it. */
import { createHash, randomInt } from 'node:crypto';
import { createSchemaCompiler } from '../contract/schema.ts';
import { createRandom, expandTemplate } from '../contract/template.ts';
import { setAt } from '../contract/pointer.ts';
import type { Contract } from '../contract/types.ts';
import { createDispatcher } from '../delivery/dispatch.ts';
import type { AttemptLog } from '../delivery/log.ts';
import type { Forward } from '../delivery/targets.ts';
import { createAnswers } from './answers.ts';
import { createAuthenticator } from './authenticate.ts';
import type { MockContext } from './context.ts';
import { createKernel, type Kernel } from './kernel.ts';
import { createPlans } from './plan.ts';
import { createPrismEngine } from './prism.ts';
import { createRateLimiter, type RateLimitMode } from './rate-limits.ts';
import { createAddressProbe, type Resolve } from './resolve-names.ts';
import { createRouter } from './router.ts';
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
}

/** A mounted contract. */
export interface Mount {
  readonly contract: Contract;
  readonly context: MockContext;
  readonly handle: Kernel;
  /** Where it is served: `/<name>` + the contract's base path. */
  readonly prefix: string;
  /** Forgets resources, deliveries and quotas. */
  reset(): void;
}

/** Prepares a contract for serving. */
export function mountContract(contract: Contract, log: AttemptLog, options: MountOptions = {}): Mount {
  const seed = options.seed ?? randomInt(2 ** 32);
  const now = options.now ?? Date.now;
  const random = createRandom(toSeed(seed, contract.name));
  const store = createStore((tenant) =>
    describeTenant(contract, createRandom(toSeed(seed, `${contract.name} ${tenant}`)), now),
  );
  const dispatcher = createDispatcher({ clock: { now }, random, log, forward: options.forward ?? [] });
  const limiter = createRateLimiter(options.rateLimits ?? 'exact', now);
  const context: MockContext = { contract, store, answers: createAnswers(contract), log, dispatcher, random, now };
  const compiler = createSchemaCompiler(contract);
  const handle = createKernel({
    context,
    router: createRouter(contract.operations),
    plans: createPlans(context, compiler),
    authenticate: createAuthenticator(contract),
    limiter,
    schemaEngine: createPrismEngine(contract),
    schemasOnly: options.engine === 'prism',
    ...(options.resolve && { probe: createAddressProbe(contract, options.resolve) }),
  });
  return {
    contract,
    context,
    handle,
    prefix: `/${contract.name}${contract.basePath}`,
    reset() {
      store.clear();
      log.clear({ contract: contract.name });
      limiter.clear();
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

// Each contract and tenant has a sequence of its own, so that one's traffic never changes another's values.
function toSeed(seed: number, name: string): number {
  return createHash('sha256').update(`${seed} ${name}`).digest().readUInt32BE(0);
}
