import { getAt } from '../../contract/pointer.ts';
import { type Case, type CaseCheck, type CaseRun, type PlanContext, Skip } from '../case.ts';
import { type Exchange, isSuccess, nameOf } from '../exchange.ts';
import { bind, type Input, toRequestPlace } from '../input.ts';
import { findTest } from '../inbound/reach.ts';
import { largestPage, pagesKey, smallestPage, toCursor } from '../listing.ts';
import { findLog, readLog, record } from '../logs.ts';
import { findOldRows, NO_ROWS, type OldRows } from '../old-rows.ts';
import { inputFor, obtain } from '../resources.ts';
import { findRowList, type RowList } from '../row-lists.ts';
import { hasFault } from '../stages.ts';
import { readTold, type Told } from '../told.ts';
import type { Variant } from '../variants.ts';

/** Two pages of a list that no request fills: they do not overlap, leave nothing out, and end where it ends. */
export const viewPages: CaseCheck = {
  name: 'view-pages',
  phase: 'behaviour',
  plan: (context) => context.variants.filter((variant) => isPaged(context, variant)).map(toCase),
};

/** Lists of deliveries, and any other plain list whose next page can be asked for. */
function isPaged({ contract }: PlanContext, variant: Variant): boolean {
  const { operation, role, reach, id, delivery } = variant;
  const list = findRowList(contract, variant);
  if (!list?.page?.from || list.id === undefined || role !== undefined || reach !== undefined) return false;
  if (delivery !== undefined || list.view?.aggregate || list.view?.source === 'events') return false;
  const isKnown = !operation.path.includes('{') || toRequestPlace(id)?.in === 'path';
  return isKnown && toRequestPlace(list.page.size)?.in === 'query';
}

function toCase(variant: Variant): Case {
  return {
    id: `behaviour ${variant.name} view-pages`,
    phase: 'behaviour',
    operation: variant.operation,
    title: `pages through ${variant.name} without gaps`,
    run: (run) => checkPages(run, variant),
  };
}

interface PageFault {
  readonly text: string;
  readonly exchange: Exchange;
  readonly at: string;
}

async function checkPages(run: CaseRun, variant: Variant): Promise<void> {
  const list = findRowList(run.contract, variant)!;
  const start = await begin(run, variant);
  if (!start) return;
  const { input, old } = start;
  if (!(await find(run, variant, list, input, start.whole))) return;
  // Rows may have come or gone in between: what is wrong is wrong the second time, too.
  const fault = await find(run, variant, list, input);
  if (!fault || (old && !(await isStill(run, variant, list, old)))) return;
  run.report({
    code: 'PageWrong',
    message: `${nameOf(variant.operation)} ${fault.text}.`,
    exchange: fault.exchange,
    responsePointer: fault.at,
    contractPointer: variant.operation.pointer,
    // The names of the parameters are all that is known of a plain list.
    ...(list.isDeclared ? { restsOn: [list.contractPointer] } : { severity: 'warning' as const }),
    key: pagesKey(variant.operation),
  });
}

interface Start {
  readonly input: Input;
  /** The whole list, where another check has read it. */
  readonly whole?: Exchange;
  /** Rows that the run has not made, and that others may add to. */
  readonly old?: OldRows;
}

/** Whether a list of others has the rows that it had. */
async function isStill(run: CaseRun, variant: Variant, list: RowList, { rows, target }: OldRows): Promise<boolean> {
  const again = await readLog(run, { variant, list }, target, undefined, { kind: 'probe' });
  const idsOf = (shown: readonly unknown[]): string => JSON.stringify(shown.map((row) => getAt(row, list.id!)));
  return again !== undefined && idsOf(again.rows) === idsOf(rows.rows);
}

/** A list with rows: of deliveries after a test, else as it is. */
async function begin(run: CaseRun, variant: Variant): Promise<Start | undefined> {
  const owner = run.contract.behaviour.resources.find((entry) => findLog([variant], run.contract, entry));
  if (owner && findTest(run.variants, owner)) {
    const recorded = await record(run, owner);
    if (!recorded) return undefined;
    const { most, tests } = recorded;
    return { input: inputFor(run, variant, variant.resource && tests[0]!.target), whole: most.exchange };
  }
  // What the run created has no deliveries.
  const resource = owner ?? variant.resource;
  const old = resource && (await findOldRows(run, resource, { variant, list: findRowList(run.contract, variant)! }));
  if (old) return { input: inputFor(run, variant, old.target), whole: old.rows.exchange, old };
  if (owner && variant.resource) throw new Skip(NO_ROWS);
  const target = variant.resource && (await obtain(run, variant.resource));
  return { input: inputFor(run, variant, target) };
}

async function find(
  run: CaseRun,
  variant: Variant,
  list: RowList,
  plain: Input,
  known?: Exchange,
): Promise<PageFault | undefined> {
  const { operation } = variant;
  const { at, id } = list;
  const page = list.page!;
  const read = async (input: Input, answer?: Exchange): Promise<Page | undefined> => {
    const exchange = answer ?? (await run.send({ variant, input, expect: { kind: 'success' } }));
    const rows = getAt(exchange.response.json, at);
    if (!isSuccess(exchange) || hasFault(run, exchange) || !Array.isArray(rows)) return undefined;
    const shown = rows.map((row) => getAt(row, id!));
    if (shown.includes(undefined)) return undefined;
    return { ids: shown.map((value) => JSON.stringify(value)), exchange, told: readTold(list, operation, exchange) };
  };
  const fault = (text: string, { exchange, told }: Page, where?: string): PageFault => ({
    text,
    exchange,
    at: where ?? told.cursor?.at ?? told.hasMoreAt ?? at,
  });
  const most = largestPage(run.contract, operation, page.size);
  const whole = await read(most === undefined ? plain : bind(plain, page.size, most), known);
  const least = smallestPage(run.contract, operation, page.size);
  if (!whole || whole.ids.length === 0 || new Set(whole.ids).size < whole.ids.length) return undefined;
  if (most !== undefined && whole.ids.length < most && saysMore(whole.told)) {
    const next = toNext(page, bind(plain, page.size, most), whole, most);
    const beyond = next && (await read(next));
    if (beyond?.ids.length === 0 && (list.isDeclared || whole.told.hasMore === true))
      return fault('says on its last page that more follows', whole);
  }
  if (whole.ids.length < 2 * least) return undefined;
  const isWhole = isEnd(whole.told) || (most !== undefined && whole.ids.length < most && !saysMore(whole.told));
  const size = isWhole ? Math.max(least, Math.ceil(whole.ids.length / 2)) : least;
  const input = bind(plain, page.size, size);
  const first = await read(input);
  if (!first) return undefined;
  if (first.ids.length < whole.ids.length && isEnd(first.told)) return fault('ends before everything was shown', first);
  const next = toNext(page, input, first, size);
  if (!next) return undefined;
  const second = await read(next);
  if (!second) return undefined;
  if (second.ids.some((entry) => first.ids.includes(entry)))
    return fault('shows on one page what an earlier page has shown', second, at);
  const seen = [...first.ids, ...second.ids];
  const last = Math.max(...seen.map((entry) => whole.ids.indexOf(entry)));
  const reach = isWhole && isEnd(second.told) ? whole.ids.length - 1 : last;
  if (whole.ids.slice(0, reach + 1).some((entry) => !seen.includes(entry)))
    return fault('leaves out on its pages what the whole list has', second, at);
  if (!isWhole || !saysMore(second.told) || seen.length < whole.ids.length) return undefined;
  const third = toNext(page, input, second, size, 3);
  const beyond = third && (await read(third));
  return beyond?.ids.length === 0 && (list.isDeclared || second.told.hasMore === true)
    ? fault('says on its last page that more follows', second)
    : undefined;
}

interface Page {
  readonly ids: readonly string[];
  readonly exchange: Exchange;
  readonly told: Told;
}

function isEnd({ hasMore, cursor }: Told): boolean {
  return hasMore === false || (hasMore === undefined && cursor?.value === '');
}

function saysMore({ hasMore, cursor }: Told): boolean {
  return hasMore ?? (cursor !== undefined && cursor.value !== '');
}

function toNext(
  { style, from }: NonNullable<RowList['page']>,
  input: Input,
  { told }: Page,
  size: number,
  number = 2,
): Input | undefined {
  if (style !== 'cursor') return bind(input, from, style === 'number' ? number : size * (number - 1));
  const cursor = told.cursor?.value ?? '';
  return cursor === '' ? undefined : bind(input, from, toCursor(cursor, from));
}
