/** Quotas: how many requests are served in how much time. */
import type { RateLimit } from '../../../../contract/behaviour.ts';
import type { Json } from '../../../../contract/types.ts';
import type { Report } from '../proposal.ts';
import { definePair, type Rule } from '../rule.ts';
import { lengthOf, withoutEvidence } from './compare.ts';
import type { BehaviourPair, BehaviourVersion } from './versions.ts';

const quota = { area: 'quota' } as const;

export const quotaRules: readonly Rule[] = [
  ...definePair(
    { ...quota, direction: 'request', kind: 'bound' },
    {
      id: 'rate-limit-lowered',
      title: 'Fewer requests are served in a time.',
      action: 'stricter',
      level: 'breaking',
      instead: 'Keep the quota for the plans that have it.',
    },
    { id: 'rate-limit-raised', title: 'More requests are served in a time.', action: 'looser', level: 'info' },
  ),
  ...definePair(
    { ...quota, direction: 'response', kind: 'existence' },
    {
      id: 'rate-limit-header-removed',
      title: 'An answer does not report a quota any more.',
      action: 'removed',
      level: 'breaking',
      instead: 'Go on sending the header.',
    },
    { id: 'rate-limit-header-added', title: 'An answer reports a quota now.', action: 'added', level: 'info' },
  ),
  ...definePair(
    { ...quota, direction: 'response', kind: 'requiredness' },
    {
      id: 'retry-after-removed',
      title: 'A refusal does not say any more when to come again.',
      action: 'removed',
      level: 'breaking',
      instead: 'Go on sending Retry-After.',
    },
    { id: 'retry-after-added', title: 'A refusal says when to come again.', action: 'added', level: 'info' },
  ),
];

/** A quota with the labels of what it counts; undefined for everything. */
interface Placed {
  readonly rateLimit: RateLimit;
  readonly counts: readonly string[] | undefined;
  readonly pointer: string;
}

/** Reports quotas that allow less or more, and headers that report them. */
export function checkQuotas({ base, head }: BehaviourPair, report: Report): void {
  const [before, after] = [listQuotas(base), listQuotas(head)];
  for (const is of after.filter((one) => !before.some((other) => implies(other, one)))) {
    tell('rate-limit-lowered', nearest(is, before), is, base, report);
  }
  for (const was of before.filter((one) => !after.some((other) => implies(other, one)))) {
    const successor = nearest(was, after);
    if (successor === undefined || implies(was, successor)) tell('rate-limit-raised', was, successor, base, report);
  }
  for (const was of before) {
    const is = nearest(was, after);
    if (is !== undefined) compareHeaders(was, is, base, report);
  }
}

function listQuotas(version: BehaviourVersion): Placed[] {
  const quotas = new Map<RateLimit, Placed>();
  for (const rateLimit of version.behaviour.rateLimits) {
    quotas.set(rateLimit, { rateLimit, counts: rateLimit.operations?.map(version.labelOf), pointer: '/x-rate-limit' });
  }
  for (const operation of version.operations) {
    for (const rateLimit of operation.rateLimits) {
      if (quotas.has(rateLimit)) continue;
      quotas.set(rateLimit, {
        rateLimit,
        counts: [version.labelOf(operation.id)],
        pointer: `${operation.pointer}/x-rate-limit`,
      });
    }
  }
  return [...quotas.values()];
}

/** Whether who keeps to the first quota keeps to the second one by it. */
function implies(one: Placed, other: Placed): boolean {
  const isCounted =
    one.counts === undefined ||
    (other.counts !== undefined && other.counts.every((label) => one.counts!.includes(label)));
  const isPer = one.rateLimit.per === 'tenant' || other.rateLimit.per === 'key';
  return (
    isCounted &&
    isPer &&
    plansOf(one, other).every((plan) => most(one.rateLimit, other.rateLimit, plan) <= amount(other.rateLimit, plan))
  );
}

/** The most requests that the first quota lets through in a window of the second. */
function most(one: RateLimit, other: RateLimit, plan: string): number {
  return amount(one, plan) * Math.max(1, Math.ceil(lengthOf(other.window) / (lengthOf(one.window) || 1)));
}

function amount({ quota: written }: RateLimit, plan: string): number {
  if (typeof written === 'number') return written;
  return written[plan] ?? Number.POSITIVE_INFINITY;
}

function plansOf(...quotas: readonly Placed[]): string[] {
  const plans = quotas.flatMap(({ rateLimit }) =>
    typeof rateLimit.quota === 'number' ? [] : Object.keys(rateLimit.quota),
  );
  return plans.length === 0 ? [''] : [...new Set(plans)];
}

// The name of a quota does not travel; it helps to find what became of it.
function nearest({ rateLimit, counts }: Placed, others: readonly Placed[]): Placed | undefined {
  const length = lengthOf(rateLimit.window);
  return (
    others.find((other) => other.rateLimit.name === rateLimit.name) ??
    others.find((other) => lengthOf(other.rateLimit.window) === length && String(other.counts) === String(counts))
  );
}

function tell(
  rule: string,
  was: Placed | undefined,
  is: Placed | undefined,
  version: BehaviourVersion,
  report: Report,
): void {
  const counts = (is ?? was)!.counts ?? version.operations.map(({ id }) => version.labelOf(id));
  report(rule, {
    operations: counts,
    place: `quota ${(is ?? was)!.rateLimit.name}`,
    base: was?.pointer,
    head: is?.pointer,
    message: `The quota is ${describe(is)}; it was ${describe(was)}.`,
    values: [withoutEvidence(was?.rateLimit ?? null) as Json, withoutEvidence(is?.rateLimit ?? null) as Json],
  });
}

function describe(placed: Placed | undefined): string {
  if (placed === undefined) return 'unlimited';
  const { quota: written, window, per } = placed.rateLimit;
  const number =
    typeof written === 'number'
      ? `${written}`
      : Object.entries(written)
          .map(([plan, count]) => `${count} (${plan})`)
          .join(', ');
  const scope = placed.counts === undefined ? '' : ` for ${placed.counts.join(', ')}`;
  return `${number} in ${window} per ${per}${scope}`;
}

function compareHeaders(was: Placed, is: Placed, version: BehaviourVersion, report: Report): void {
  const operations = was.counts ?? version.operations.map(({ id }) => version.labelOf(id));
  const where = { operations, base: was.pointer, head: is.pointer };
  const names = ({ rateLimit }: Placed) => Object.keys(rateLimit.headers).map((name) => name.toLowerCase());
  const place = `quota ${was.rateLimit.name}`;
  for (const name of names(was).filter((one) => !names(is).includes(one))) {
    report('rate-limit-header-removed', {
      ...where,
      place: `${place} header ${name}`,
      message: `Answers do not carry ${name} any more.`,
      values: [name],
    });
  }
  for (const name of names(is).filter((one) => !names(was).includes(one))) {
    report('rate-limit-header-added', {
      ...where,
      place: `${place} header ${name}`,
      message: `Answers carry ${name} now.`,
      values: [name],
    });
  }
  if (was.rateLimit.retryAfter === is.rateLimit.retryAfter) return;
  const verb = is.rateLimit.retryAfter ? 'carries' : 'does not carry';
  report(is.rateLimit.retryAfter ? 'retry-after-added' : 'retry-after-removed', {
    ...where,
    place: `${place} header retry-after`,
    message: `A refusal ${verb} Retry-After now.`,
    values: [is.rateLimit.retryAfter],
  });
}
