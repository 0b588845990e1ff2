/** What of the written values is shown otherwise: in answers to writes, and in what is read after them. */
import type { Resource } from '../../contract/behaviour.ts';
import { getAt } from '../../contract/pointer.ts';
import { isObject } from '../../contract/value.ts';
import { type Alteration, toAlteration } from '../alteration.ts';
import type { CaseRun } from '../case.ts';
import { compareKept, isNamed, isReordered, isSame, isSet } from '../compare.ts';
import { isInferred } from '../evidence.ts';
import { type Exchange, isSuccess, nameOf } from '../exchange.ts';
import { findLostEdges } from '../kept-edges.ts';
import { beginLife, type Change, empty, rewrite, see } from '../life.ts';
import { hasFault, once } from '../stages.ts';
import { rulePointer } from './behaviour-cases.ts';

/** One property that is not shown as it was written. */
export interface Lost {
  /** JSON pointer in the resource. */
  readonly pointer: string;
  readonly at: string;
  readonly exchange: Exchange;
  readonly sent: unknown;
  readonly got: unknown;
  /** Absent: another value altogether. */
  readonly how?: Alteration | 'in another order' | 'although a blank text removes it';
  /** Nothing at all was kept. */
  readonly isAll: boolean;
}

/** Everything that a create and the updates after it did not keep. Looked at once: later it has other values. */
export function findLost(run: CaseRun, resource: Resource): Promise<Lost[]> {
  return once(run, resource, 'lost', () => collectLost(run, resource));
}

async function collectLost(run: CaseRun, resource: Resource): Promise<Lost[]> {
  const life = await beginLife(run, resource);
  const born = life.exchange;
  const onCreate = Object.keys(resource.set.create ?? {});
  const seen = await see(run, resource, life);
  const lost = [...inAnswer(run, resource, life.owned.sent, born, onCreate)];
  if (seen && seen.value !== undefined) {
    lost.push(...compare(run, resource, life.owned.sent, seen.value, seen.exchange, seen.at, onCreate));
  }
  lost.push(...afterChange(run, resource, await rewrite(run, resource)));
  // A falsy value that is not taken over looks like an update that is not made.
  if (lost.length > 0) return lost;
  const emptied = afterChange(run, resource, await empty(run, resource));
  return emptied.length > 0 ? emptied : atEdges(run, resource);
}

/** What the sweep of the schema's edges saw come back otherwise. */
function atEdges(run: CaseRun, resource: Resource): Lost[] {
  return findLostEdges(run, resource).map((edge) => ({ ...edge, at: edge.exchange.variant.spec!.at, isAll: false }));
}

/** Reports them, once for each property. */
export function reportLost(run: CaseRun, resource: Resource, lost: readonly Lost[]): void {
  for (const { pointer, at, exchange, sent, got, how, isAll } of lost) {
    const shown = got === undefined ? 'nothing' : JSON.stringify(got);
    const nothing = isAll ? 'nothing of what was written: ' : '';
    run.report({
      code: 'ValueNotKept',
      message: `${nameOf(exchange.operation)} shows ${nothing}${shown} at ${at}${pointer}; ${JSON.stringify(sent)} was written${how === undefined ? '' : `, and came back ${how}`}.`,
      exchange,
      responsePointer: at + pointer,
      contractPointer: rulePointer(resource),
      key: `${resource.name} ${isAll ? 'all' : pointer}`,
    });
  }
}

function afterChange(run: CaseRun, resource: Resource, change: Change | undefined): Lost[] {
  if (!change || !isSuccess(change.exchange)) return [];
  const { variant, exchange, before, after } = change;
  const { immutable } = variant.spec!;
  const sent = isObject(change.sent) ? change.sent : {};
  const owned = [...Object.keys(resource.set.update ?? {}), ...immutable];
  const seen =
    after?.value === undefined
      ? []
      : compare(run, resource, sent, after.value, after.exchange, after.at, owned, before?.value);
  return [...inAnswer(run, resource, sent, exchange, owned, before?.value), ...seen];
}

function inAnswer(
  run: CaseRun,
  resource: Resource,
  sent: unknown,
  exchange: Exchange,
  owned: readonly string[],
  before?: unknown,
): Lost[] {
  const { spec } = exchange.variant;
  const shown = spec?.answer === 'resource' ? getAt(exchange.response.json, spec.at) : undefined;
  return shown === undefined ? [] : compare(run, resource, sent, shown, exchange, spec!.at, owned, before);
}

function compare(
  run: CaseRun,
  resource: Resource,
  sent: unknown,
  shown: unknown,
  exchange: Exchange,
  at: string,
  owned: readonly string[],
  before?: unknown,
): Lost[] {
  // What breaks its schema has been reported, and cannot be what was written.
  if (!isSuccess(exchange) || hasFault(run, exchange, at)) return [];
  const { compared, differences } = compareKept(sent, shown, [...owned, resource.id?.property ?? '']);
  const lost = differences.filter(({ pointer, got }) => {
    const written = getAt(sent, pointer);
    if (isBlank(written) && (got === undefined || got === null || isBlank(got)))
      return written === '' && got === null && isKeptEmpty(run, resource, exchange, pointer);
    return got !== undefined || isNamed(run.contract, exchange, at + pointer);
  });
  // When nothing at all was kept, that is one fault and not one for each property.
  const isUnchanged = lost.every(({ pointer, got }) => before !== undefined && isSame(got, getAt(before, pointer)));
  const same = isUnchanged ? compareKept(sent, before, [...owned, resource.id?.property ?? '']) : undefined;
  const isAll = lost.length > 1 && (lost.length === compared || lost.length === same?.differences.length);
  const found = (isAll ? lost.slice(0, 1) : lost).map(({ pointer, got }): Lost => {
    const how = toAlteration(getAt(sent, pointer), got);
    return { pointer, at, exchange, sent: getAt(sent, pointer), got, isAll, ...(how !== undefined && { how }) };
  });
  const odd = [
    ...findReordered(run, sent, shown, owned, exchange, at),
    ...findUncleared(run, resource, sent, shown, exchange, at),
  ];
  return [...found, ...odd];
}

function findReordered(
  run: CaseRun,
  sent: unknown,
  shown: unknown,
  owned: readonly string[],
  exchange: Exchange,
  at: string,
): Lost[] {
  if (!isObject(sent)) return [];
  return Object.keys(sent).flatMap((name): Lost[] => {
    const pointer = `/${name}`;
    const [was, got] = [sent[name], getAt(shown, pointer)];
    if (owned.includes(pointer) || !isReordered(was, got) || isSet(run.contract, exchange, at + pointer)) return [];
    return [{ pointer, at, exchange, sent: was, got, how: 'in another order', isAll: false }];
  });
}

/**
 * Whether an empty text may not become null: where the contract declares what clears a property, and this is not it.
 * A contract that has no rule for it leaves open how an empty text is shown.
 */
function isKeptEmpty(run: CaseRun, resource: Resource, { variant }: Exchange, pointer: string): boolean {
  const update = resource.operations.update;
  const isDeclared = !isInferred(run.contract, [rulePointer(resource)]);
  return isDeclared && variant.role !== 'create' && update !== undefined && !update.clear.includes(pointer);
}

/** What the contract says that a blank text removes, and is shown as a blank text. */
function findUncleared(
  run: CaseRun,
  resource: Resource,
  sent: unknown,
  shown: unknown,
  exchange: Exchange,
  at: string,
): Lost[] {
  const clear = isInferred(run.contract, [rulePointer(resource)]) ? [] : (resource.operations.update?.clear ?? []);
  return clear.flatMap((pointer): Lost[] => {
    const [was, got] = [getAt(sent, pointer), getAt(shown, pointer)];
    return isBlank(was) && isBlank(got)
      ? [{ pointer, at, exchange, sent: was, got, how: 'although a blank text removes it', isAll: false }]
      : [];
  });
}

function isBlank(value: unknown): boolean {
  return typeof value === 'string' && value.trim() === '';
}
