/** The headers in which a server says what is left of a quota. */
import type { RateLimit } from '../contract/behaviour.ts';
import { toMilliseconds } from '../contract/duration.ts';
import { isObject } from '../contract/value.ts';
import type { Operation } from '../contract/types.ts';
import { findSuccessHeader, successHeaders } from './documented.ts';
import type { Exchange } from './exchange.ts';

/** Names of the headers of one quota; absent where there is none. */
export interface QuotaHeaders {
  readonly limit?: string;
  readonly remaining?: string;
  readonly reset?: string;
  /** The declared quota; absent where only the headers are documented. */
  readonly rule?: RateLimit;
}

/** What they said once. */
export interface QuotaReading {
  readonly limit?: number;
  readonly remaining?: number;
  readonly reset?: string;
}

const USUAL = /^(?:x-)?rate-?limit-(limit|remaining|reset)$/i;

/** From the declared quotas of an operation, else from the headers that its successes document. */
export function findQuotaHeaders(operation: Operation): QuotaHeaders | undefined {
  const rule = operation.rateLimits.find(({ headers }) => Object.keys(headers).length > 0);
  if (rule) {
    const find = (expression: string): string | undefined =>
      Object.entries(rule.headers).find(([, value]) => value === expression)?.[0];
    const wait = find('$rate.retryAfter');
    const reset = find('$rate.reset') ?? (wait?.toLowerCase() === 'retry-after' ? undefined : wait);
    return toHeaders(find('$rate.limit'), find('$rate.remaining'), reset, rule);
  }
  const documented = successHeaders(operation).map(({ name }) => name);
  const find = (what: string): string | undefined =>
    documented.find((name) => USUAL.exec(name)?.[1]?.toLowerCase() === what);
  return find('remaining') === undefined ? undefined : toHeaders(find('limit'), find('remaining'), find('reset'));
}

/** The headers of an answer; what is no number is left out. */
export function readQuota(names: QuotaHeaders, { response }: Exchange): QuotaReading {
  const text = (name: string | undefined): string | undefined =>
    name === undefined ? undefined : (response.headers.get(name) ?? undefined);
  const number = (name: string | undefined): number | undefined => {
    const value = text(name)?.trim();
    return value !== undefined && /^-?\d+$/.test(value) ? Number(value) : undefined;
  };
  const [limit, remaining, reset] = [number(names.limit), number(names.remaining), text(names.reset)?.trim()];
  return {
    ...(limit !== undefined && { limit }),
    ...(remaining !== undefined && { remaining }),
    ...(reset !== undefined && { reset }),
  };
}

/** How a moment may be written. */
export type MomentForm = 'seconds from now' | 'seconds since 1970' | 'milliseconds since 1970' | 'text';

/** The form of a reset header by its size. */
export function toMomentForm(value: unknown): MomentForm {
  if (!/^\d+(\.\d+)?$/.test(String(value))) return 'text';
  const number = Number(value);
  return number > 1e11 ? 'milliseconds since 1970' : number > 1e8 ? 'seconds since 1970' : 'seconds from now';
}

/** Milliseconds since 1970; undefined where the text is no time. */
export function toMoment(reset: string, now: number): number | undefined {
  const form = toMomentForm(reset);
  if (form === 'seconds from now') return now + Number(reset) * 1000;
  if (form === 'seconds since 1970') return Number(reset) * 1000;
  if (form === 'milliseconds since 1970') return Number(reset);
  const time = Date.parse(reset);
  return Number.isNaN(time) ? undefined : time;
}

/** The form that the contract's example of the reset header has; undefined without one. */
export function documentedForm(operation: Operation, name: string): MomentForm | undefined {
  const header = findSuccessHeader(operation, name);
  const schema = header?.schema;
  const value = header?.examples[0]?.value ?? (isObject(schema) ? schema['example'] : undefined);
  return value === undefined ? undefined : toMomentForm(value);
}

/** Milliseconds of the declared window. */
export function windowOf({ rule }: QuotaHeaders): number | undefined {
  return rule && toMilliseconds(rule.window);
}

function toHeaders(limit?: string, remaining?: string, reset?: string, rule?: RateLimit): QuotaHeaders {
  return {
    ...(limit !== undefined && { limit }),
    ...(remaining !== undefined && { remaining }),
    ...(reset !== undefined && { reset }),
    ...(rule && { rule }),
  };
}
