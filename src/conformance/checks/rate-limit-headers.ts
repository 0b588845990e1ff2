import type { RateLimit } from '../../contract/behaviour.ts';
import type { Contract, Operation } from '../../contract/types.ts';
import { type Case, type CaseCheck, type CaseRun, type Draft, Skip } from '../case.ts';
import { type Exchange, isSuccess, nameOf } from '../exchange.ts';
import type { ResponseCheck } from '../judge.ts';
import {
  documentedForm,
  findQuotaHeaders,
  type QuotaHeaders,
  type QuotaReading,
  readQuota,
  toMoment,
  toMomentForm,
  windowOf,
} from '../quota-headers.ts';
import { fullMatch } from '../patterns.ts';
import type { Variant } from '../variants.ts';

/** Requests that are compared: three steps of a counter. */
const REQUESTS = 4;
/** What is known while an answer is judged. */
type Facts = Pick<CaseRun, 'contract' | 'tokens' | 'clock'>;

/** Milliseconds by which the end of a window may seem to move when it is told in whole seconds. */
const ROUNDING = 1500;
/** Clocks may differ by that much. */
const TOLERANCE = 120_000;

/** The headers of a quota count down one by one, to a limit that stays, until a moment to come. */
export const rateLimitHeaders: CaseCheck = {
  name: 'rate-limit-headers',
  phase: 'behaviour',
  plan({ variants }) {
    const isPlain = ({ operation, id, delivery }: Variant): boolean =>
      operation.method === 'get' && !operation.path.includes('{') && id === undefined && delivery === undefined;
    const seen = new Set<string>();
    return variants.flatMap((variant): Case[] => {
      const headers = isPlain(variant) ? findQuotaHeaders(variant.operation) : undefined;
      const key = headers && (headers.rule?.name ?? 'documented');
      if (!headers || key === undefined || seen.has(key)) return [];
      seen.add(key);
      return [
        {
          id: `behaviour ${variant.name} rate-limit-headers`,
          phase: 'behaviour',
          operation: variant.operation,
          title: `counts requests in the headers of ${variant.name}`,
          run: (run) => checkHeaders(run, variant, headers),
        },
      ];
    });
  },
};

/** What one answer shows by itself: no number is impossible or another quota's, and the window ends in time. */
export const rateLimitHeadersOfAll: ResponseCheck = {
  name: 'rate-limit-headers',
  stops: false,
  check(context) {
    const { contract, exchange } = context;
    const names = isSuccess(exchange) ? findQuotaHeaders(exchange.operation) : undefined;
    if (!names) return [];
    const reading = readQuota(names, exchange);
    const isOwn = exchange.credentials.kind === 'token' && exchange.credentials.name === 'main';
    const fault = isOwn
      ? (findWrongNumber(context, names, [reading]) ?? findWrongReset(context, names, exchange, reading))
      : findImpossible(names, reading);
    return fault === undefined ? [] : [toDraft(contract, exchange, names, fault)];
  },
};

async function checkHeaders(run: CaseRun, variant: Variant, names: QuotaHeaders): Promise<void> {
  const exchanges: Exchange[] = [];
  const times: number[] = [];
  for (let index = 0; index < REQUESTS; index++) {
    exchanges.push(await run.send({ variant, input: run.values.input(variant), expect: { kind: 'success' } }));
    times.push(run.clock.now());
  }
  if (!exchanges.every((exchange) => isSuccess(exchange))) throw new Skip('not every request was answered');
  const readings = exchanges.map((exchange) => readQuota(names, exchange));
  const fault =
    findWrongNumber(run, names, readings) ??
    findWrongStep(names, readings, times) ??
    findWrongReset(run, names, exchanges.at(-1)!, readings.at(-1)!);
  if (!fault) return;
  run.report(toDraft(run.contract, exchanges.at(-1)!, names, fault));
}

function toDraft(contract: Contract, exchange: Exchange, names: QuotaHeaders, fault: string): Draft {
  const { operation } = exchange;
  return {
    code: 'RateLimitHeadersWrong',
    message: `${nameOf(operation)} ${fault}.`,
    exchange,
    contractPointer: names.rule ? rulePointer(contract, operation, names.rule) : operation.pointer,
    key: `rate limit headers ${names.rule?.name ?? ''}`,
    ...toProof(names, fault, exchange),
    // That headers count so is a custom where only their names are documented.
    ...(!names.rule && { severity: 'warning' }),
  };
}

/** A wrong limit is the same in every answer; counters and moments are other ones each time. */
function toProof(
  { limit: name }: QuotaHeaders,
  fault: string,
  { response }: Exchange,
): Pick<Draft, 'proof' | 'replay'> {
  const value = name === undefined ? null : response.headers.get(name);
  return name !== undefined && value !== null && fault.includes(`${name}: ${value}; the quota`)
    ? { proof: { kind: 'headerDiffers', name, value } }
    : { replay: false };
}

function findImpossible(
  { limit: name, remaining: rest }: QuotaHeaders,
  { limit, remaining }: QuotaReading,
): string | undefined {
  if (remaining !== undefined && remaining < 0) return `answered with ${rest}: ${remaining}, less than nothing`;
  if (limit !== undefined && remaining !== undefined && remaining > limit)
    return `answered with ${rest}: ${remaining}, more than ${name}: ${limit}`;
  return undefined;
}

function findWrongNumber(run: Facts, names: QuotaHeaders, readings: readonly QuotaReading[]): string | undefined {
  const { limit: name, rule } = names;
  const impossible = readings.map((reading) => findImpossible(names, reading)).find((fault) => fault !== undefined);
  if (impossible !== undefined) return impossible;
  const limits = new Set(readings.map(({ limit }) => limit));
  if (limits.size > 1) return `answered with another ${name} each time: ${[...limits].join(', ')}`;
  const [limit] = limits;
  const known = rule && quotasOf(run, rule.quota);
  if (limit === undefined || !known || known.includes(limit) || isUnmetered(run)) return undefined;
  return `answered with ${name}: ${limit}; the quota is ${known.join(' or ')}`;
}

/** Others may use the key too: only what no other use explains is wrong. */
function findWrongStep(
  names: QuotaHeaders,
  readings: readonly QuotaReading[],
  times: readonly number[],
): string | undefined {
  const { remaining: name } = names;
  const isSameWindow = (index: number): boolean => {
    const [before, after] = [readings[index]!.reset, readings[index + 1]!.reset];
    if (before === undefined || after === undefined) return false;
    if ([before, after].some((reset) => toMomentForm(reset) !== 'seconds from now')) return after === before;
    // Seconds that are left tell a window only where the contract says that there are windows, and not a sliding one.
    const window = windowOf(names);
    if (window === undefined || window <= ROUNDING * 2) return false;
    const [end, next] = [toMoment(before, times[index]!), toMoment(after, times[index + 1]!)];
    return Math.abs(next! - end!) <= ROUNDING;
  };
  const steps = readings.slice(1).flatMap((reading, index) => {
    const before = readings[index]!;
    if (!isSameWindow(index) || reading.remaining === undefined || before.remaining === undefined) return [];
    return before.remaining === 0 ? [] : [before.remaining - reading.remaining];
  });
  const [step] = steps;
  if (steps.some((value) => value < 0)) return `answered with a ${name} that rises within one window`;
  if (steps.length < REQUESTS - 1 || step === 1 || steps.some((value) => value !== step)) return undefined;
  return step === 0 ? `answered ${REQUESTS} times with the same ${name}` : `counts ${step} for each request in ${name}`;
}

function findWrongReset(
  run: Facts,
  names: QuotaHeaders,
  exchange: Exchange,
  { reset }: QuotaReading,
): string | undefined {
  if (reset === undefined) return undefined;
  const form = toMomentForm(reset);
  const wanted = documentedForm(exchange.operation, names.reset!);
  if (wanted !== undefined && wanted !== form)
    return `answered with ${names.reset}: ${reset}, which is ${form}; the contract shows ${wanted}`;
  const date = Date.parse(exchange.response.headers.get('date') ?? '');
  const clocks = [run.clock.now(), ...(Number.isNaN(date) ? [] : [date])];
  const window = windowOf(names);
  const isRight = clocks.some((now) => {
    const moment = toMoment(reset, now);
    if (moment === undefined) return false;
    return moment >= now - TOLERANCE && (window === undefined || moment <= now + window + TOLERANCE);
  });
  return isRight ? undefined : `answered with ${names.reset}: ${reset}, which is not the end of the window`;
}

function rulePointer(contract: Contract, operation: Operation, rule: RateLimit): string {
  const index = contract.behaviour.rateLimits.indexOf(rule);
  return index < 0 ? `${operation.pointer}/x-rate-limit` : `/x-rate-limit/${index}`;
}

function quotasOf({ contract, tokens }: Facts, quota: number | Readonly<Record<string, number>>): number[] {
  if (typeof quota === 'number') return [quota];
  const { keys } = contract.behaviour;
  const isFresh = keys?.fresh !== undefined && fullMatch(keys.fresh, tokens.main);
  const plan = keys?.list.find(({ token }) => token === tokens.main)?.plan ?? (isFresh ? keys?.plan : undefined);
  const own = plan === undefined ? undefined : quota[plan];
  return own === undefined ? Object.values(quota) : [own];
}

function isUnmetered({ contract, tokens }: Facts): boolean {
  return contract.behaviour.keys?.list.some(({ token, unmetered }) => token === tokens.main && unmetered) ?? false;
}
