/** The life of one resource that the checks of behaviour share: created, read, changed, and read again. */
import type { Resource } from '../contract/behaviour.ts';
import { getAt, toPointer } from '../contract/pointer.ts';
import { schemasAt } from '../contract/schema-at.ts';
import { isObject } from '../contract/value.ts';
import { type CaseRun, Skip } from './case.ts';
import { isSame } from './compare.ts';
import { type Exchange, isSuccess } from './exchange.ts';
import type { Input } from './input.ts';
import { countExisting, type Listing, readList } from './listing.ts';
import { look, type Seen } from './look.ts';
import { createFresh, expectCreated, inputFor, makeRoom, obtain, remove, sendCreate } from './resources.ts';
import { once } from './stages.ts';
import { findTimes, TICK } from './times.ts';
import { toUnusual } from './unusual.ts';
import { propertyNames, toFacets } from '../contract/instance/facets.ts';
import { resourceOf } from './values/values.ts';
import { findVariant, type Variant } from './variants.ts';
import type { Owned } from './world.ts';

/** One resource and what is known of it. */
export interface Life {
  readonly owned: Owned;
  readonly variant: Variant;
  /** The create. */
  readonly exchange: Exchange;
  /** Milliseconds since 1970 at which its create was answered. */
  readonly bornAt: number;
  /** What was seen last; undefined after a write. */
  seen: Seen | undefined;
}

/** A write and what was seen before and after it. */
export interface Change {
  readonly life: Life;
  readonly variant: Variant;
  readonly input: Input;
  readonly sent: unknown;
  readonly exchange: Exchange;
  readonly before: Seen | undefined;
  /** Undefined where no operation shows the resource, or the write was refused. */
  readonly after: Seen | undefined;
}

/** Creates it with unusual values; with plain ones where the server does not take them. */
export function beginLife(run: CaseRun, resource: Resource): Promise<Life> {
  return once(run, resource, 'life', async () => {
    const variant = findVariant(run.variants, resource, 'create')!;
    // Another one beside it shows what is done to the wrong one.
    const max = resource.limit?.max ?? Infinity;
    if (run.world.alive(resource).length === 0 && (await countExisting(run, resource)) + 2 <= max)
      await obtain(run, resource);
    for (const urls of [true, false]) {
      if (run.world.unavailable.has(resource.name)) break;
      await makeRoom(run, resource);
      const input = toUnusual(run, variant, run.values.input(variant, { full: true }), 'first', urls);
      const exchange = await sendCreate(run, variant, input, urls ? lenient : expectCreated(run, resource));
      const owned = run.world.createdBy(exchange);
      if (owned) return { owned, variant, exchange, bornAt: run.clock.now(), seen: undefined };
      // A create that failed for another reason fails for plain values too.
      if (isSuccess(exchange) || exchange.response.status >= 500) break;
    }
    const { owned, exchange } = await createFresh(run, resource, { full: true });
    return { owned, variant, exchange, bornAt: run.clock.now(), seen: undefined };
  });
}

/** What is shown of it now. Two calls without a write between them send one request. */
export async function see(run: CaseRun, resource: Resource, life: Life): Promise<Seen | undefined> {
  assertAlive(life);
  life.seen ??= await look(run, resource, life.owned.id);
  return life.seen;
}

/** Writes to it once under a name, and looks before and after. */
export function change(
  run: CaseRun,
  resource: Resource,
  name: string,
  build: (life: Life, variant: Variant) => Input | undefined,
  options: { readonly isSure?: boolean; readonly wait?: boolean } = {},
): Promise<Change | undefined> {
  return once(run, resource, name, async () => {
    const variant = findVariant(run.variants, resource, 'update');
    if (!variant || variant.reach !== undefined) return undefined;
    const life = await beginLife(run, resource);
    const input = build(life, variant);
    if (!input) return undefined;
    const before = await see(run, resource, life);
    // What other resources were like before the first change.
    await listed(run, resource, 'at birth');
    if (options.wait) await letTimePass(run, resource, life);
    const expect = options.isSure === false ? lenient : ({ kind: 'success' } as const);
    const exchange = await run.send({ variant, input, expect });
    life.seen = undefined;
    const after = await see(run, resource, life);
    return { life, variant, input, sent: resourceOf(input, variant), exchange, before, after };
  });
}

/** Writes other unusual values to it; plain ones where the server does not take them. */
export async function rewrite(run: CaseRun, resource: Resource): Promise<Change | undefined> {
  const plain = (life: Life, variant: Variant): Input => inputFor(run, variant, life.owned, { full: true });
  const unusual = await change(
    run,
    resource,
    'rewrite',
    (life, variant) => toUnusual(run, variant, plain(life, variant), 'second'),
    { isSure: false, wait: true },
  );
  if (!unusual || isSuccess(unusual.exchange) || unusual.exchange.response.status >= 500) return unusual;
  return change(run, resource, 'rewrite plainly', plain);
}

/** Writes what counts as false, wherever the schema allows it. */
export function empty(run: CaseRun, resource: Resource): Promise<Change | undefined> {
  const build = (life: Life, variant: Variant): Input | undefined => {
    const plain = inputFor(run, variant, life.owned, { full: true });
    const input = toUnusual(run, variant, plain, 'falsy');
    return isAllUrls(input.body, plain.body) ? undefined : input;
  };
  return change(run, resource, 'empty', build, { isSure: false });
}

/** Whether nothing but URLs differs: those alone are worth no request. */
function isAllUrls(left: unknown, right: unknown): boolean {
  if (typeof left === 'string' && typeof right === 'string') return left === right || /^https?:/.test(left);
  if (!isObject(left) || !isObject(right)) return isSame(left, right);
  return Object.keys(left).every((name) => isAllUrls(left[name], right[name]));
}

/** Deletes it; undefined where nothing does. */
export function endLife(run: CaseRun, resource: Resource): Promise<Exchange | undefined> {
  return once(run, resource, 'delete', async () => {
    const { owned } = await beginLife(run, resource);
    return remove(run, owned);
  });
}

/** The whole list while it lives; undefined where nothing lists it. */
export function listed(run: CaseRun, resource: Resource, moment: string): Promise<Listing | undefined> {
  return once(run, resource, `listed ${moment}`, async () =>
    findVariant(run.variants, resource, 'list') ? readList(run, resource) : undefined,
  );
}

/** Pointers of what no one but a request changes: what requests write, the id, and the time of the create. */
export function ownPointers(run: CaseRun, resource: Resource, shown: unknown): string[] {
  const roles = ['create', 'update'] as const;
  const names = roles.flatMap((role) => {
    const variant = findVariant(run.variants, resource, role);
    const at = variant && run.values.media(variant.operation)?.schemaPointer;
    if (!variant || at === undefined) return [];
    return (schemasAt(run.contract.document, at, variant.spec!.body) ?? [])
      .flatMap((pointer) => propertyNames(toFacets(run, pointer)))
      .map((name) => toPointer([name]));
  });
  const { created } = findTimes(resource, shown);
  const derived = Object.keys(resource.derive);
  const moved = Object.keys(resource.set.update ?? {});
  // A number that the server begins with counts something.
  const given = Object.entries(resource.set.create ?? {}).flatMap(([pointer, value]) =>
    moved.includes(pointer) || typeof value === 'number' ? [] : [pointer],
  );
  const all = [...names, ...given, ...findIds(shown), resource.id?.property, created].filter(
    (pointer) => pointer !== undefined,
  );
  return [...new Set(all)].filter((pointer) => !derived.includes(pointer) && pointer !== resource.secret?.property);
}

/** Whose it is, and what it belongs to: texts named as ids at the top of what is shown. */
function findIds(shown: unknown): string[] {
  return Object.entries(isObject(shown) ? shown : {}).flatMap(([name, value]) =>
    typeof value === 'string' &&
    /^(org|organi[sz]ation|account|tenant|team|workspace|merchant|owner|user|project)_?id$/i.test(name)
      ? [toPointer([name])]
      : [],
  );
}

/**
 * The pointers at which two views of one resource differ; what one of them does not show is no difference, unless both
 * views are of one operation: then it came or went.
 */
export function findChanges(
  run: CaseRun,
  resource: Resource,
  before: unknown,
  after: unknown,
  isOneView = false,
): string[] {
  return ownPointers(run, resource, before).filter((pointer) => {
    const [old, now] = [getAt(before, pointer), getAt(after, pointer)];
    if (isOneView) return !isSame(old ?? null, now ?? null);
    return old !== undefined && now !== undefined && !isSame(old, now);
  });
}

/** Times in whole seconds do not move within one. */
async function letTimePass(run: CaseRun, resource: Resource, life: Life): Promise<void> {
  const shown = life.seen?.value ?? life.owned.shown;
  const { updated } = findTimes(resource, shown);
  if (updated === undefined) return;
  const left = life.bornAt + TICK - run.clock.now();
  if (left > 0) await run.pause(left);
}

function assertAlive({ owned }: Life): void {
  if (!owned.alive) throw new Skip('the limit left no room for it');
}

/** Whether unusual values are taken is judged elsewhere. */
const lenient = {
  kind: 'either',
  conditions: ['invalid'],
  accepted: { code: 'ValidRequestRefused', message: '', contractPointer: '' },
} as const;
