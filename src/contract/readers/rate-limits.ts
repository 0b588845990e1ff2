/** Reads `x-rate-limit`: the quotas of a document or of one operation. */
import type { Keys, RateLimit } from '../behaviour.ts';
import { evidenceOf } from '../evidence.ts';
import { didYouMean } from '../nearest.ts';
import type { RawOperation } from '../operations.ts';
import { checkExpressions } from './expressions.ts';
import { checkDurationAt, findOperation, hasForm, maybe, type Reading, report } from './reading.ts';

type RawRateLimit = Partial<RateLimit> & Pick<RateLimit, 'name' | 'quota' | 'window'>;

/** A quota with the place it was written at. */
export interface PlacedRateLimit {
  readonly pointer: string;
  readonly rateLimit: RateLimit;
}

/**
 * The quotas that stand on the document, or on one operation, which is then the only one they count.
 * @param keys for the plans that a quota by plan must name
 */
export function readRateLimits(reading: Reading, keys: Keys | undefined, operation?: RawOperation): PlacedRateLimit[] {
  const node = operation?.node ?? reading.document;
  const pointer = `${operation?.pointer ?? ''}/x-rate-limit`;
  const value = node['x-rate-limit'];
  if (value === undefined || !hasForm(reading, 'x-rate-limit', value, pointer)) return [];
  return (value as unknown as readonly RawRateLimit[]).map((raw, index) => ({
    pointer: `${pointer}/${index}`,
    rateLimit: readRateLimit(reading, raw, `${pointer}/${index}`, keys, operation),
  }));
}

/** Reports quotas of the same name. */
export function checkRateLimitNames(reading: Reading, placed: readonly PlacedRateLimit[]): void {
  placed.forEach(({ pointer, rateLimit }, index) => {
    if (placed.findIndex((other) => other.rateLimit.name === rateLimit.name) === index) return;
    report(reading, `${pointer}/name`, `Two quotas are called "${rateLimit.name}"; each needs its own name.`);
  });
}

function readRateLimit(
  reading: Reading,
  raw: RawRateLimit,
  pointer: string,
  keys: Keys | undefined,
  operation: RawOperation | undefined,
): RateLimit {
  checkDurationAt(reading, raw.window, `${pointer}/window`);
  checkExpressions(reading, raw.headers ?? {}, `${pointer}/headers`);
  checkPlans(reading, raw, keys);
  raw.operations?.forEach((id, index) => findOperation(reading, id, `${pointer}/operations/${index}`));
  if (operation && raw.operations) {
    const message = `A quota on an operation counts that operation; move it to the document to name others.`;
    report(reading, `${pointer}/operations`, message);
  }
  return {
    name: raw.name,
    quota: raw.quota,
    window: raw.window,
    anchor: raw.anchor ?? 'first-use',
    per: raw.per ?? 'key',
    ...maybe('operations', operation ? [operation.id] : raw.operations),
    headers: raw.headers ?? {},
    retryAfter: raw.retryAfter ?? false,
    outcome: raw.outcome ?? 'rateLimited',
    ...evidenceOf(raw),
  };
}

/** Where quotas go by plan, every plan a key has must be among them, and every key must have one. */
function checkPlans(reading: Reading, raw: RawRateLimit, keys: Keys | undefined): void {
  if (typeof raw.quota === 'number' || !keys) return;
  const plans = Object.keys(raw.quota);
  const check = (plan: string | undefined, at: string, owner: string): void => {
    if (plan !== undefined && plans.includes(plan)) return;
    const hint = plan === undefined ? '' : didYouMean(plan, plans);
    const has = plan === undefined ? 'no plan' : `the plan "${plan}"`;
    report(
      reading,
      at,
      `${owner} has ${has}, but the quota "${raw.name}" is for ${plans.join(', ')}; mend one of them.${hint}`,
    );
  };
  if (keys.fresh !== undefined) check(keys.plan, '/x-keys/plan', 'A fresh key');
  keys.list.forEach((key, index) => {
    if (!key.unmetered) check(key.plan, `/x-keys/list/${index}/plan`, `The key "${key.name}"`);
  });
}
