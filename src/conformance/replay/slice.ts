/** Chooses the requests that a fault needs: the one that showed it, and what made it possible. */
import { isDeepStrictEqual } from 'node:util';
import { getAt } from '../../contract/pointer.ts';
import { type Exchange, isSuccess } from '../exchange.ts';
import type { Source } from '../collector.ts';
import { isRefusal } from './default-proof.ts';
import { findLeaves, findValues } from './values.ts';

/** What a replay sends. */
export interface Slice {
  /** In the order in which they were sent. */
  readonly exchanges: readonly Exchange[];
  /** The one of them that shows the fault. */
  readonly witness: Exchange;
}

/** Faults of a list that only a list of several shows. */
const LIST_FAULTS: ReadonlySet<string> = new Set([
  'PageWrong',
  'ListOrderWrong',
  'FilterIgnored',
  'ResourceListedTwice',
]);

/** Faults in which a value comes again that an earlier answer had. */
const OF_EARLIER = /^(?:Id|Secret|WrongResource|TimestampNotMoved)/;

/** Shortest text that is taken for the same thing when a later request has it. */
const LEAST = 8;

/**
 * @param history all exchanges of the run, those of other cases included
 * @param ids ids of what the run has created
 * @returns undefined when the fault belongs to no answer
 */
export function toSlice(source: Source, history: readonly Exchange[], ids: ReadonlySet<string>): Slice | undefined {
  const witness = findWitness(source);
  if (!witness) return undefined;
  const excess = findExcess(source, witness, history);
  if (excess) return { exchanges: excess, witness: excess.at(-1)! };
  if (isAboutLimit(source) && witness.variant.role === 'create') {
    const counted = new Set([...findCounted(source, witness, history), witness]);
    return { exchanges: history.filter((exchange) => counted.has(exchange)), witness };
  }
  const { exchanges } = source;
  const chosen = new Set<Exchange>([witness]);
  if (source.draft.exchange) chosen.add(source.draft.exchange);
  const own = new Set(exchanges.flatMap((exchange) => idsOf(exchange, ids)));
  const isStateful = source.case.phase === 'behaviour';
  const wanted = new Set([...chosen].flatMap((exchange) => idsOf(exchange, ids)));
  const made = new Set(exchanges.flatMap((exchange) => idsMade(exchange, ids)));
  const changing = exchanges.slice(0, exchanges.indexOf(witness)).filter((exchange) => {
    if (['GET', 'HEAD'].includes(exchange.request.method) || (!isStateful && !isSuccess(exchange))) return false;
    const used = idsOf(exchange, ids);
    return used.some((id) => wanted.has(id) || made.has(id)) || (isStateful && used.length === 0);
  });
  // Where a case tries many values one after the other, the last one is what a read shows.
  for (const exchange of isStateful ? changing : isReading(witness) ? changing.slice(-1) : []) chosen.add(exchange);
  addListed(witness, history, chosen, LIST_FAULTS.has(source.draft.code));
  if (isStateful && exchanges[0]) {
    const shown = new Set([...wanted, ...[...chosen].flatMap((exchange) => idsMade(exchange, ids))]);
    addShape(history.slice(0, history.indexOf(exchanges[0])), shown, made, chosen);
  }
  addDelivery(witness, history, chosen, own);
  addRepeated(source, witness, history, chosen);
  addProducers(history, chosen, ids);
  return { exchanges: history.filter((exchange) => chosen.has(exchange)), witness };
}

/** The answer in which the fault can be seen: a check may report the change, and have seen it in a later read. */
function findWitness({ draft, exchanges }: Source): Exchange | undefined {
  const { exchange, responsePointer } = draft;
  const last = exchanges.at(-1);
  if (!exchange) return last;
  if (exchange.response.status >= 400 && isRefusal(draft.code)) return exchange;
  // What a change did, a check of behaviour has seen in the read that follows.
  const isSeenLater = draft.check === undefined && last !== undefined && isReading(last);
  if (responsePointer === undefined || responsePointer === '') return isSeenLater ? last : exchange;
  if (getAt(exchange.response.json, responsePointer) !== undefined && draft.check !== undefined) return exchange;
  const later = exchanges.slice(exchanges.indexOf(exchange) + 1);
  return later.findLast(({ response }) => getAt(response.json, responsePointer) !== undefined) ?? exchange;
}

function isAboutLimit({ draft, case: { check } }: Source): boolean {
  return check === 'limit' || draft.code.startsWith('Limit');
}

/** One create more than the limit allows: all of them, wherever they were made. */
function findExcess(source: Source, witness: Exchange, history: readonly Exchange[]): Exchange[] | undefined {
  const most = witness.variant.resource?.limit?.max;
  if (source.draft.code !== 'LimitNotEnforced' || most === undefined) return undefined;
  const last = source.exchanges.findLast(({ variant }) => variant.role === 'create');
  const counted = last && [...findCounted(source, last, history), last].filter(isSuccess);
  return counted && counted.length > most ? counted.slice(0, most + 1) : undefined;
}

/**
 * What a limit counts: creates of the same resource, by the same token, that nothing had deleted by then. Where fewer
 * than the limit were possible, those that were deleted may count as well.
 */
function findCounted({ draft }: Source, witness: Exchange, history: readonly Exchange[]): Exchange[] {
  const { resource, role } = witness.variant;
  if (role !== 'create') return [];
  const before = history
    .slice(0, history.indexOf(witness))
    .filter((exchange) => isSuccess(exchange) && isDeepStrictEqual(exchange.credentials, witness.credentials));
  const creates = before.filter(({ variant }) => variant.role === 'create' && variant.resource === resource);
  const alive = findAlive(before, creates);
  if (draft.code !== 'LimitTooLow') return alive;
  const gone = creates.filter((create) => !alive.includes(create)).slice(-(resource?.limit?.max ?? 0));
  return [...alive, ...gone, ...gone.flatMap((create) => findDelete(before, create) ?? [])];
}

function findAlive(before: readonly Exchange[], creates: readonly Exchange[]): Exchange[] {
  return creates.filter((create) => !findDelete(before, create));
}

function findDelete(before: readonly Exchange[], { variant, response }: Exchange): Exchange | undefined {
  const leaves = new Set(findLeaves(response.json).map(({ text }) => text));
  return before.find(
    (exchange) =>
      exchange.variant.role === 'delete' &&
      exchange.variant.resource === variant.resource &&
      isSuccess(exchange) &&
      findValues(exchange.request).some((value) => leaves.has(value)),
  );
}

/** What other cases have made of a resource that this one works with: the last update that succeeded. */
function addShape(
  before: readonly Exchange[],
  wanted: ReadonlySet<string>,
  made: ReadonlySet<string>,
  chosen: Set<Exchange>,
): void {
  for (const id of [...wanted].filter((entry) => !made.has(entry))) {
    const update = before.findLast(
      (exchange) =>
        exchange.variant.role === 'update' && isSuccess(exchange) && findValues(exchange.request).includes(id),
    );
    if (update) chosen.add(update);
  }
}

function isReading({ request }: Exchange): boolean {
  return request.method === 'GET' || request.method === 'HEAD';
}

/** A value that came before, such as an id or a secret: the answer that had it, and the delete of what it belongs to. */
function addRepeated({ draft }: Source, witness: Exchange, history: readonly Exchange[], chosen: Set<Exchange>): void {
  if (!OF_EARLIER.test(draft.code)) return;
  const told = [getAt(witness.response.json, draft.responsePointer ?? ''), ...Object.values(draft.proof ?? {})];
  const before = history.slice(0, history.indexOf(witness));
  for (const value of told.filter((entry) => typeof entry === 'string' && entry.length >= LEAST)) {
    const source = before.find(({ request, response }) =>
      findLeaves(response.json).some(({ text }) => text === value && !findValues(request).includes(text)),
    );
    if (!source) continue;
    chosen.add(source);
    const id = getAt(
      source.response.json,
      (source.variant.spec?.at ?? '') + (source.variant.resource?.id?.property ?? ''),
    );
    for (const later of before)
      if (later.variant.role === 'delete' && isSuccess(later) && findValues(later.request).includes(String(id)))
        chosen.add(later);
  }
}

/** A fault in the entry of a list needs an entry. */
function addListed(witness: Exchange, history: readonly Exchange[], chosen: Set<Exchange>, isOfMany: boolean): void {
  const { role, resource } = witness.variant;
  if (role !== 'list' || (!isOfMany && [...chosen].some(({ variant }) => variant.role === 'create'))) return;
  const before = history
    .slice(0, history.indexOf(witness))
    .filter(({ credentials }) => isDeepStrictEqual(credentials, witness.credentials));
  const creates = before.filter(
    (exchange) => exchange.variant.role === 'create' && exchange.variant.resource === resource && isSuccess(exchange),
  );
  for (const create of isOfMany ? findAlive(before, creates) : creates.slice(-1)) chosen.add(create);
}

/** A recorded delivery comes from the last action that sent one. */
function addDelivery(
  witness: Exchange,
  history: readonly Exchange[],
  chosen: Set<Exchange>,
  own: ReadonlySet<string>,
): void {
  const { use, delivery } = witness.variant;
  if (use !== 'view' && delivery === undefined) return;
  const before = history.slice(0, history.indexOf(witness));
  const action = before.findLast(({ variant }) => variant.use === 'action' && variant.delivery === undefined);
  if (action && isSuccess(action) && (own.size > 0 || delivery !== undefined)) chosen.add(action);
}

/** What a chosen request takes from an earlier answer needs the request that was answered so. */
function addProducers(history: readonly Exchange[], chosen: Set<Exchange>, ids: ReadonlySet<string>): void {
  const open = [...chosen];
  for (let exchange = open.pop(); exchange; exchange = open.pop()) {
    const before = history.slice(0, history.indexOf(exchange));
    for (const value of findValues(exchange.request)) {
      if (!ids.has(value) && value.length < LEAST) continue;
      const isSent = (other: Exchange): boolean => findValues(other.request).includes(value);
      const producer = before.find((other) => findLeaves(other.response.json).some((leaf) => leaf.text === value));
      if (!producer || isSent(producer) || chosen.has(producer)) continue;
      chosen.add(producer);
      open.push(producer);
    }
  }
}

function idsOf({ request }: Exchange, ids: ReadonlySet<string>): string[] {
  return findValues(request).filter((value) => ids.has(value));
}

function idsMade({ variant, response }: Exchange, ids: ReadonlySet<string>): string[] {
  if (variant.role !== 'create') return [];
  return findLeaves(response.json).flatMap(({ text }) => (ids.has(text) ? [text] : []));
}
