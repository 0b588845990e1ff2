/** The request log: the last requests with their verdicts, as somebody may see them. */
import type { Contract } from '../contract/types.ts';
import { createCallerFinder, type CallerFinder } from './log/caller.ts';
import { toDetail, toEntry, type RequestDetail, type RequestEntry } from './log/entry.ts';
import { createRequestRing, type LoggedExchange } from './log/request-ring.ts';
import { createSensitiveNames, type SensitiveNames } from './log/sensitive-names.ts';
import type { PlainRequest, PlainResponse } from './message.ts';

/** Selects requests. Everything given must match. */
export interface RequestFilter {
  readonly contract?: string | undefined;
  readonly operation?: string | undefined;
  /** `404` or `4XX`. */
  readonly status?: string | undefined;
  readonly condition?: string | undefined;
  /** Name of the caller's key. */
  readonly key?: string | undefined;
  /** Milliseconds since 1970: answered then or later. */
  readonly since?: number | undefined;
  /** The newest ones. Default: all that are kept. */
  readonly limit?: number | undefined;
}

/** Keeps the newest 1000 requests. */
export interface RequestLog {
  /** @param duration milliseconds from the whole request to the end of the answer */
  add(contract: string, request: PlainRequest, response: PlainResponse, duration?: number): void;
  /** Newest first. */
  list(filter?: RequestFilter): RequestEntry[];
  /** Newest first, with headers and bodies. */
  details(filter?: RequestFilter): RequestDetail[];
  get(id: number): RequestDetail | undefined;
  /** The newest entry, without the name of its key. */
  last(): RequestEntry | undefined;
  clear(): void;
}

/** What is known of a contract when its requests are shown. */
export interface Onlooker {
  readonly names: SensitiveNames;
  readonly callers?: CallerFinder;
  readonly contract?: Contract;
}

const NOBODY: Onlooker = { names: createSensitiveNames(undefined) };
const onlookers = new WeakMap<Contract, Onlooker>();

/** The onlooker of a contract; made once. */
export function toOnlooker(contract: Contract | undefined): Onlooker {
  if (!contract) return NOBODY;
  let onlooker = onlookers.get(contract);
  if (!onlooker) {
    onlooker = { names: createSensitiveNames(contract), callers: createCallerFinder(contract), contract };
    onlookers.set(contract, onlooker);
  }
  return onlooker;
}

/**
 * Creates an empty log.
 * @param now milliseconds since 1970
 * @param find the contract of a name
 */
export function createRequestLog(now: () => number, find: (name: string) => Contract | undefined): RequestLog {
  const ring = createRequestRing(now);

  function toKey({ contract, request, response }: LoggedExchange): string | undefined {
    const { callers, contract: known } = toOnlooker(find(contract));
    const operation = known?.operations.find(({ id }) => id === response.note?.operation);
    return callers?.ofRequest(operation, request)?.key;
  }

  function select(filter: RequestFilter): LoggedExchange[] {
    const matching = ring.list().filter((exchange) => isMatch(filter, exchange, toKey));
    return filter.limit === undefined ? matching : matching.slice(0, filter.limit);
  }

  const namesOf = ({ contract }: LoggedExchange) => toOnlooker(find(contract)).names;
  const show = (exchange: LoggedExchange) => toDetail(exchange, namesOf(exchange), toKey(exchange));
  return {
    add: ring.add,
    list: (filter = {}) => select(filter).map((exchange) => toEntry(exchange, namesOf(exchange), toKey(exchange))),
    details: (filter = {}) => select(filter).map(show),
    get(id) {
      const exchange = ring.get(id);
      return exchange && show(exchange);
    },
    last() {
      const exchange = ring.last();
      return exchange && toEntry(exchange, namesOf(exchange));
    },
    clear: ring.clear,
  };
}

function isMatch(
  { contract, operation, status, condition, key, since }: RequestFilter,
  exchange: LoggedExchange,
  toKey: (exchange: LoggedExchange) => string | undefined,
): boolean {
  const { note, status: answered } = exchange.response;
  return (
    (contract === undefined || contract === exchange.contract) &&
    (operation === undefined || operation === note?.operation) &&
    (condition === undefined || condition === note?.condition) &&
    (since === undefined || exchange.time >= since) &&
    (status === undefined || isStatus(status, answered)) &&
    (key === undefined || key === toKey(exchange))
  );
}

function isStatus(wanted: string, status: number): boolean {
  return /^\dXX$/i.test(wanted) ? wanted[0] === String(status)[0] && status >= 100 : wanted === String(status);
}
