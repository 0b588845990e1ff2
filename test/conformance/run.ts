/** A whole run against a reference server, as a test or a measurement wants it. */
import { checkConformance } from '../../src/conformance/check-conformance.ts';
import type { ConformanceOptions } from '../../src/conformance/options.ts';
import { loadContract } from '../../src/contract/load.ts';
import type { Contract, JsonObject } from '../../src/contract/types.ts';
import type { CheckReport } from '../../src/report/check-report.ts';
import { dialects, type Provider } from '../servers/faults/dialect.ts';
import { createLeapingClock, record } from './support.ts';

const contracts = new Map<string, Promise<Contract>>();

/** The contract of a provider; bare: the merged document without any extension, as a provider might publish it. */
export function loadOnce(provider: Provider, isBare = false): Promise<Contract> {
  const key = `${provider} ${isBare}`;
  const known = contracts.get(key);
  if (known) return known;
  const loaded = isBare ? loadBare(provider) : loadContract(provider);
  contracts.set(key, loaded);
  return loaded;
}

async function loadBare(name: string): Promise<Contract> {
  const { document } = await loadContract(name);
  const strip = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(strip);
    if (value === null || typeof value !== 'object') return value;
    const entries = Object.entries(value).filter(([key]) => !key.startsWith('x-'));
    return Object.fromEntries(entries.map(([key, entry]) => [key, strip(entry)]));
  };
  return loadContract(strip(document) as JsonObject, { name });
}

/** Judges a reference server, changed or not, with every key that there is and a clock that leaps. */
export async function run(
  provider: Provider,
  server: NonNullable<Parameters<typeof record>[1]> = {},
  options: Partial<ConformanceOptions> & { readonly isBare?: boolean } = {},
): Promise<CheckReport> {
  const { isBare, ...more } = options;
  const clock = createLeapingClock();
  await using recorded = await record(provider, { now: clock.now, ...server });
  const { main, second, limited, revoked } = dialects[provider].tokens;
  return await checkConformance(await loadOnce(provider, isBare), {
    server: recorded.url,
    token: main,
    secondToken: second,
    limitedToken: limited,
    revokedToken: revoked,
    seed: 1,
    clock,
    maxTimeMs: 3_600_000,
    ...more,
  });
}
