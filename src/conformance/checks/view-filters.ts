import type { Resource } from '../../contract/behaviour.ts';
import { isValid, keyword, toFacets } from '../../contract/instance/facets.ts';
import { getAt } from '../../contract/pointer.ts';
import { asArray } from '../../contract/value.ts';
import { type CaseRun, Skip } from '../case.ts';
import { nameOf } from '../exchange.ts';
import { findTest } from '../inbound/reach.ts';
import { bind, type Input } from '../input.ts';
import { findLog, type Log, type LogRows, readLog, type Recorded, record } from '../logs.ts';
import { findOldRows, NO_ROWS } from '../old-rows.ts';
import { expectedRefusals } from '../outcomes.ts';
import type { Target } from '../resources.ts';
import { findRowFilters, type RowFilter, toQuantity } from '../row-filters.ts';
import { hasFault } from '../stages.ts';
import { defineBehaviourCheck } from './behaviour-cases.ts';

/** Filters of a list of deliveries show what has the value, all of it and nothing else. */
export const viewFilters = defineBehaviourCheck({
  name: 'view-filters',
  title: (resource) => `filters the deliveries of a ${resource.name} by what is asked`,
  applies(resource, { variants, contract }) {
    const log = findLog(variants, contract, resource);
    return log !== undefined && findRowFilters(log.list.view).length > 0;
  },
  async run(run, resource: Resource) {
    const sample = await findSample(run, resource);
    if (!sample || hasFault(run, sample.most.exchange, sample.log.list.at)) return;
    for (const question of toQuestions(run, sample)) await ask(run, sample, question);
    await askRefused(run, sample);
  },
});

/** Rows to ask for. */
interface Sample extends Pick<Recorded, 'log' | 'most'> {
  /** Whose they are; absent where the log is of all. */
  readonly target: Target | undefined;
}

/** What tests have filled; where there are none, what was there before the run. */
async function findSample(run: CaseRun, resource: Resource): Promise<Sample | undefined> {
  if (findTest(run.variants, resource)) {
    const recorded = await record(run, resource);
    return recorded && { ...recorded, target: recorded.tests[0]!.target };
  }
  const log = findLog(run.variants, run.contract, resource)!;
  const old = await findOldRows(run, resource, log);
  if (!old) throw new Skip(NO_ROWS);
  return { log, most: old.rows, target: old.target };
}

/** What one request asks for: values of filters. */
type Question = readonly (readonly [filter: RowFilter, value: string | number])[];

/** One request at least for each filter, with values that some rows have and some do not, where the rows allow it. */
function toQuestions(run: CaseRun, { log, most: { rows } }: Sample): readonly Question[] {
  const filters = findRowFilters(log.list.view);
  const single = filters
    .filter(({ operator }) => operator === 'eq')
    .flatMap((filter): Question[] => {
      const words = wordsOf(run, log, filter, rows).filter((word) =>
        rows.some((row) => filter.matches(row, word) === false),
      );
      const best = words.find((word) => rows.some((row) => filter.matches(row, word))) ?? words[0];
      const isTold = best !== undefined && rows.some((row) => filter.matches(row, best));
      // Words that no row has are asked for elsewhere, one by one.
      return best === undefined || !(isTold || filter.words) ? [] : [[[filter, best]]];
    });
  const properties = [...new Set(filters.filter(({ operator }) => operator !== 'eq').map(({ property }) => property))];
  return [...single, ...properties.flatMap((property) => toCuts(rows, filters, property))].filter((question) =>
    question.every(([filter, value]) => isAllowed(run, log, filter, value)),
  );
}

/** Words of an `enum`, of the declared cases, or, where there are none, what the rows show. */
function wordsOf(run: CaseRun, log: Log, filter: RowFilter, rows: readonly unknown[]): readonly string[] {
  const listed = asArray(keyword(toFacets(run, pointerOf(log, filter)!), 'enum'));
  if (filter.words) return filter.words;
  const shown = rows.map((row) => getAt(row, filter.at)).filter((value) => typeof value === 'string');
  return [...new Set([...shown, ...listed.filter((word) => typeof word === 'string')])];
}

/** Bounds between rows; where all rows are alike, bounds that leave them all out. */
function toCuts(rows: readonly unknown[], filters: readonly RowFilter[], property: string): readonly Question[] {
  const [low, high] = (['gte', 'lte'] as const).map((operator) =>
    filters.find((filter) => filter.property === property && filter.operator === operator),
  );
  const at = (low ?? high)!.at;
  const shown = rows.map((row) => getAt(row, at));
  const values = [...new Set(shown.flatMap((value) => toQuantity(value) ?? []))].toSorted((a, b) => a - b);
  const [least, greatest] = [values[0], values.at(-1)];
  if (least === undefined || greatest === undefined) return [];
  const isNumber = typeof shown.find((value) => value !== null && value !== undefined) === 'number';
  if (!isNumber) {
    const index = widestGap(values);
    const cut = index === undefined ? undefined : (values[index]! + values[index + 1]!) / 2;
    const toText = (time: number): string => new Date(Math.floor(time / 1000) * 1000).toISOString().replace('.000', '');
    const [from, to] = cut === undefined ? [greatest + DAY, least - DAY] : [cut, cut];
    return [...(low ? [[[low, toText(from)]] as const] : []), ...(high ? [[[high, toText(to)]] as const] : [])];
  }
  const [below, above] = least === greatest ? [least - 1, greatest + 1] : [least, greatest];
  const only = (value: number): Question => [low, high].flatMap((filter) => (filter ? [[filter, value] as const] : []));
  return [only(below), only(above)];
}

/** Milliseconds: times this far apart are told apart by every server. */
const APART = 4000;
const DAY = 86_400_000;

/** Index of the value before the widest gap. */
function widestGap(values: readonly number[]): number | undefined {
  const gaps = values.slice(1).map((value, index) => value - values[index]!);
  const widest = Math.max(...gaps);
  return widest >= APART ? gaps.indexOf(widest) : undefined;
}

function pointerOf({ variant }: Log, { name }: RowFilter): string | undefined {
  return variant.operation.parameters.find((entry) => entry.in === 'query' && entry.name === name)?.schemaPointer;
}

function isAllowed(run: CaseRun, log: Log, filter: RowFilter, value: unknown): boolean {
  const pointer = pointerOf(log, filter);
  return pointer !== undefined && isValid(run, pointer, value);
}

/** Rows that should not be there are found in every answer; here those are missed that should. */
async function ask(run: CaseRun, { log, most, target }: Sample, question: Question): Promise<void> {
  const put = (input: Input): Input =>
    question.reduce((result, [{ name }, value]) => bind(result, `$request.query.${name}`, value), input);
  const found = await readLog(run, log, target, put);
  if (!found?.isWhole || hasFault(run, found.exchange)) return;
  const id = log.list.id;
  if (id === undefined) return;
  const missed = (all: LogRows, rest = new Set(all.rows.map((row) => getAt(row, id)))): unknown =>
    all.rows.find(
      (row) =>
        rest.has(getAt(row, id)) &&
        question.every(
          ([filter, value]) => filter.matches(row, String(value)) === true && !isNear(filter, row, value),
        ) &&
        !found.rows.some((other) => getAt(other, id) === getAt(row, id)),
    );
  const first = missed(most);
  if (first === undefined) return;
  // A delivery may have got another state since.
  const again = await readLog(run, log, target);
  if (!again || missed(again, new Set([getAt(first, id)])) === undefined) return;
  const { operation } = log.variant;
  const names = question.map(([{ name }, value]) => `${name}=${value}`).join('&');
  run.report({
    code: 'FilterTooStrict',
    message: `${nameOf(operation)} leaves out with ${names} a delivery that has what was asked for.`,
    exchange: found.exchange,
    responsePointer: log.list.at,
    contractPointer: `${log.list.contractPointer}${question[0]![0].pointer}`,
    received: `${found.rows.length} rows`,
  });
}

/** Times that are shown in whole seconds may stand on either side of a bound. */
function isNear({ at }: RowFilter, row: unknown, value: unknown): boolean {
  const [shown, bound] = [getAt(row, at), toQuantity(value)];
  if (typeof shown !== 'string' || typeof value !== 'string' || bound === undefined) return false;
  const time = toQuantity(shown);
  return time !== undefined && Math.abs(time - bound) < 1000;
}

/** What rows show and the parameter does not list cannot be asked for. */
async function askRefused(run: CaseRun, { log, most: { rows }, target }: Sample): Promise<void> {
  const { operation } = log.variant;
  for (const filter of findRowFilters(log.list.view)) {
    const pointer = pointerOf(log, filter);
    const listed = pointer === undefined ? [] : asArray(keyword(toFacets(run, pointer), 'enum'));
    const shown = rows.map((row) => getAt(row, filter.at));
    const value = shown.find((entry) => typeof entry === 'string' && !isValid(run, pointer!, entry));
    if (filter.operator !== 'eq' || filter.words || listed.length === 0 || typeof value !== 'string') continue;
    const facts = { violation: { in: 'query', at: `/${filter.name}`, keyword: 'enum' } } as const;
    if (expectedRefusals(run.contract, operation, ['invalid'], facts).length === 0) continue;
    await readLog(run, log, target, (input) => bind(input, `$request.query.${filter.name}`, value), {
      kind: 'refusal',
      conditions: ['invalid'],
      facts,
      accepted: {
        code: 'InvalidInputAccepted',
        message: `although the query parameter ${filter.name} does not list ${JSON.stringify(value)}`,
        contractPointer: pointer!,
        key: `${pointer} shown ${operation.id}`,
      },
    });
    return;
  }
}
