/** The provider's list of deliveries as the run fills and reads it: a test makes a row, whoever receives it. */
import type { Resource } from '../contract/behaviour.ts';
import { getAt } from '../contract/pointer.ts';
import { isObject } from '../contract/value.ts';
import type { CaseRun, PlanContext, Step } from './case.ts';
import { crowd } from './crowd.ts';
import { type Exchange, isSuccess } from './exchange.ts';
import { findTest } from './inbound/reach.ts';
import { bind, type Input } from './input.ts';
import { largestPage } from './listing.ts';
import { inputFor, obtain, type Target } from './resources.ts';
import { findRowList, memberWith, type RowList } from './row-lists.ts';
import { once } from './stages.ts';
import { readTold } from './told.ts';
import type { Variant } from './variants.ts';
import type { Owned } from './world.ts';

/** A declared list of deliveries, and what it is of. */
export interface Log {
  readonly variant: Variant;
  readonly list: RowList & { readonly view: NonNullable<RowList['view']> };
  readonly resource: Resource;
}

/** Rows as one answer shows them. */
export interface LogRows {
  readonly rows: readonly unknown[];
  readonly exchange: Exchange;
  /** Nothing more follows, as far as the answer tells. */
  readonly isWhole: boolean;
}

/** A test that the run sent. */
export interface SentTest {
  readonly target: Target;
  readonly exchange: Exchange;
}

/** What the run did with a log before anybody looked at it. */
export interface Recorded {
  readonly log: Log;
  /** The last one went to a resource that has got nothing else. */
  readonly tests: readonly SentTest[];
  /** Where a log is of one resource: that of the resource with most rows. */
  readonly most: LogRows;
  /** The same where a log is of all; else that of the resource of the last test. */
  readonly last: LogRows;
}

/** The declared list of what was delivered to resources of a kind. */
export function findLog(
  variants: PlanContext['variants'],
  contract: PlanContext['contract'],
  resource: Resource,
): Log | undefined {
  for (const variant of variants) {
    const { view } = variant.operation;
    const list = view && findRowList(contract, variant);
    if (!view || !list || view.source === 'events' || view.aggregate || !isObject(view.row)) continue;
    const isOwn = view.parent ? view.parent.resource === resource.name : resource.subscriber !== undefined;
    if (isOwn) return { variant, list: { ...list, view }, resource };
  }
  return undefined;
}

/** Fewer rows tell neither an order nor pages. */
export const FEW = 2;

/** Sends one test to a resource that others share, one to another, and reads the log of both. */
export function record(run: CaseRun, resource: Resource): Promise<Recorded | undefined> {
  return once(run, resource, 'recorded tests', async () => {
    const log = findLog(run.variants, run.contract, resource);
    const test = findTest(run.variants, resource);
    if (!log || !test) return undefined;
    const main = await obtain(run, resource);
    const members = await crowd(run, resource);
    const own = members.findLast((owned) => owned.alive && owned.id !== main.id);
    const tests: SentTest[] = [];
    for (const target of [main, ...(own ? [toTarget(own)] : [])]) {
      const exchange = await run.send({ variant: test, input: inputFor(run, test, target), expect: { kind: 'probe' } });
      if (!isSuccess(exchange)) return undefined;
      tests.push({ target, exchange });
    }
    const last = await readUntil(run, log, tests.at(-1)!);
    if (!last) return undefined;
    const isOne = log.list.view.parent !== undefined && own !== undefined;
    let most = isOne ? await readLog(run, log, main) : last;
    if (most && most.rows.length < FEW) {
      await run.send({ variant: test, input: inputFor(run, test, main), expect: { kind: 'probe' } });
      most = await readLog(run, log, main);
    }
    return most && { log, tests, most, last };
  });
}

/** The newest rows of the log, as many as a page can have. */
export async function readLog(
  run: CaseRun,
  { variant, list }: Pick<Log, 'variant'> & { readonly list: RowList },
  target: Target | undefined,
  more: (input: Input) => Input = (input) => input,
  expect: Step['expect'] = { kind: 'success' },
): Promise<LogRows | undefined> {
  const { operation } = variant;
  const most = largestPage(run.contract, operation, list.page?.size);
  const input = inputFor(run, variant, target);
  const sized = most === undefined ? input : bind(input, list.page!.size, most);
  const exchange = await run.send({ variant, input: more(sized), expect });
  const rows = getAt(exchange.response.json, list.at);
  if (!isSuccess(exchange) || !Array.isArray(rows)) return undefined;
  const { hasMore, cursor, total } = readTold(list, operation, exchange);
  const isTold = hasMore !== undefined || cursor !== undefined || total !== undefined;
  const isEnd = hasMore !== true && (cursor?.value ?? '') === '' && (total?.value ?? rows.length) <= rows.length;
  const isShort = most === undefined ? list.page === undefined : rows.length < most;
  return { rows, exchange, isWhole: isTold ? isEnd : isShort };
}

/** Rows of one resource; all of them where rows do not say whose they are. */
export function rowsOf({ list }: Log, rows: readonly unknown[], { id }: Target): readonly unknown[] {
  const member = memberWith(list.view, '$attempt.endpointId');
  if (member === undefined) return list.view.parent ? rows : [];
  return rows.filter((row) => String(getAt(row, member)) === id);
}

/** How often a log is asked for what was just sent, and how long is waited in between. */
const PATIENCE = { attempts: 4, milliseconds: 200 };

async function readUntil(run: CaseRun, log: Log, { target }: SentTest): Promise<LogRows | undefined> {
  for (let attempt = 1; ; attempt++) {
    const found = await readLog(run, log, target);
    const isThere = !found || !tells(log) || rowsOf(log, found.rows, target).length > 0;
    if (isThere || attempt === PATIENCE.attempts) return found;
    await run.pause(PATIENCE.milliseconds * attempt);
  }
}

/** Whether the rows say whose they are. */
export function tells({ list: { view } }: Log): boolean {
  return view.parent !== undefined || memberWith(view, '$attempt.endpointId') !== undefined;
}

function toTarget(owned: Owned): Target {
  return { id: owned.id, owned };
}
