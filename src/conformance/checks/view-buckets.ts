import { getAt } from '../../contract/pointer.ts';
import { isValid, keyword, toFacets } from '../../contract/instance/facets.ts';
import { schemasAt } from '../../contract/schema-at.ts';
import { asArray } from '../../contract/value.ts';
import type { Case, CaseCheck, CaseRun, Draft, PlanContext } from '../case.ts';
import { isSame } from '../compare.ts';
import { findResponse } from '../documented.ts';
import { type Exchange, isSuccess, nameOf } from '../exchange.ts';
import { bind, type Input, toRequestPlace } from '../input.ts';
import { pagesKey, smallestPage, toCursor } from '../listing.ts';
import { findMedia } from '../media.ts';
import { findRowList, memberWith } from '../row-lists.ts';
import { hasFault } from '../stages.ts';
import { readTold } from '../told.ts';
import type { Variant } from '../variants.ts';

/** Counts over time: one bucket for each step of the range, empty ones too, page after page. */
export const viewBuckets: CaseCheck = {
  name: 'view-buckets',
  phase: 'behaviour',
  plan: (context) => context.variants.filter((variant) => isAsked(context, variant)).map(toCase),
};

/** Long before anything was delivered: every bucket is empty. */
const [FROM, TO] = ['2016-03-01T00:00:00Z', '2016-03-04T00:00:00Z'];
const STEPS: Readonly<Record<string, number>> = { hour: 3_600_000, day: 86_400_000 };
const BEGIN = Date.parse(FROM);

function isAsked({ contract }: PlanContext, variant: Variant): boolean {
  const { aggregate } = variant.operation.view ?? {};
  const list = aggregate && findRowList(contract, variant);
  const places = [aggregate?.from, aggregate?.to, aggregate?.granularity].map((at) => toRequestPlace(at)?.in);
  return list?.id !== undefined && variant.id === undefined && places.every((place) => place === 'query');
}

function toCase(variant: Variant): Case {
  return {
    id: `behaviour ${variant.name} view-buckets`,
    phase: 'behaviour',
    operation: variant.operation,
    title: `counts in ${variant.name} for each step of the range`,
    run: (run) => checkBuckets(run, variant),
  };
}

async function checkBuckets(run: CaseRun, variant: Variant): Promise<void> {
  const { operation } = variant;
  const { aggregate } = operation.view!;
  const step = Object.keys(STEPS).findLast((word) => accepts(run, variant, aggregate!.granularity, word));
  const isFree = [FROM, TO].every((time) => accepts(run, variant, aggregate!.from, time));
  if (step === undefined || !isFree) return;
  const list = findRowList(run.contract, variant)!;
  let input: Input = run.values.input(variant);
  const asked = { granularity: step, from: FROM, to: TO } as const;
  for (const name of ['granularity', 'from', 'to'] as const) input = bind(input, aggregate![name], asked[name]);
  const size = Math.max(2, smallestPage(run.contract, operation, list.page?.size));
  if (list.page) input = bind(input, list.page.size, size);
  const first = await read(run, variant, input);
  if (!first) return;
  const fault = findFault(run, variant, first, 0, step);
  if (fault) return run.report(fault);
  const { cursor } = readTold(list, operation, first.exchange);
  if (list.page?.style !== 'cursor' || !list.page.from || first.rows.length !== size || !cursor?.value) return;
  const second = await read(run, variant, bind(input, list.page.from, toCursor(cursor.value, list.page.from)));
  const next = second && findFault(run, variant, second, first.rows.length, step);
  if (next) run.report(next);
}

interface Buckets {
  readonly rows: readonly unknown[];
  readonly exchange: Exchange;
}

/** What is so long ago may be refused. */
async function read(run: CaseRun, variant: Variant, input: Input): Promise<Buckets | undefined> {
  const exchange = await run.send({ variant, input, expect: { kind: 'probe' } });
  const { at } = findRowList(run.contract, variant)!;
  const rows = getAt(exchange.response.json, at);
  if (!isSuccess(exchange) || hasFault(run, exchange) || !Array.isArray(rows)) return undefined;
  return { rows, exchange };
}

function findFault(
  run: CaseRun,
  variant: Variant,
  { rows, exchange }: Buckets,
  before: number,
  step: string,
): Draft | undefined {
  const { operation } = variant;
  const { view, at, id, contractPointer } = findRowList(run.contract, variant)!;
  const index = rows.findIndex(
    (row, place) => !isSame(getAt(row, id!), new Date(BEGIN + (before + place) * STEPS[step]!).toISOString()),
  );
  const base = { exchange, restsOn: [contractPointer], contractPointer: operation.pointer };
  if (index >= 0 && before > 0)
    return {
      ...base,
      code: 'PageWrong',
      message: `${nameOf(operation)} does not go on with the bucket that follows the page before.`,
      responsePointer: `${at}/${index}${id}`,
      key: pagesKey(operation),
    };
  if (index >= 0)
    return {
      ...base,
      code: 'BucketWrong',
      message: `${nameOf(operation)} has no bucket for each ${step} from ${FROM} on, in this order.`,
      responsePointer: `${at}/${index}${id}`,
      key: `${operation.id} order`,
    };
  const count = memberWith(view!, '$bucket.count');
  const full = rows.findIndex((row) => count !== undefined && getAt(row, count) !== null);
  if (count === undefined || full < 0 || !allowsNull(run, exchange, `${at}/0${count}`)) return undefined;
  return {
    ...base,
    code: 'BucketWrong',
    message: `${nameOf(operation)} counts in a bucket of long ago, where nothing was delivered; it is null there.`,
    responsePointer: `${at}/${full}${count}`,
    contractPointer: `${contractPointer}/row${count}`,
    expected: 'null',
    key: `${operation.id} empty`,
  };
}

function allowsNull({ contract, compiler }: CaseRun, { operation, response }: Exchange, pointer: string): boolean {
  const documented = findResponse(operation, response.status);
  const media = documented && findMedia(documented, response.headers.get('content-type') ?? '');
  const places =
    media?.schemaPointer === undefined ? [] : (schemasAt(contract.document, media.schemaPointer, pointer) ?? []);
  return (
    places.length > 0 && places.every((place) => isValid({ contract, compiler, direction: 'response' }, place, null))
  );
}

/** Whether a parameter takes a value, and does so by name where it lists what it takes. */
function accepts(run: CaseRun, { operation }: Variant, expression: unknown, value: string): boolean {
  const place = toRequestPlace(expression);
  if (!place || place.in !== 'query') return false;
  const pointer = operation.parameters.find(
    ({ in: other, name }) => other === 'query' && name === place.name,
  )?.schemaPointer;
  if (pointer === undefined) return false;
  const listed = asArray(keyword(toFacets(run, pointer), 'enum'));
  return isValid(run, pointer, value) && (listed.length === 0 || listed.includes(value));
}
