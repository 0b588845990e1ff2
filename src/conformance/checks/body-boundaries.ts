import { getAt } from '../../contract/pointer.ts';
import type { Json } from '../../contract/types.ts';
import { isObject } from '../../contract/value.ts';
import type { Case, CaseCheck, CaseRun, PlanContext } from '../case.ts';
import { type Exchange, isSuccess } from '../exchange.ts';
import { toRequestPlace } from '../input.ts';
import { noteEdges } from '../kept-edges.ts';
import { createFresh, inputFor, makeRoom, remove } from '../resources.ts';
import { type Culprit, findRefused, isRefused, reportRefused, type Sweep } from '../sweep.ts';
import { addsToParent, changeParent, prepareInput } from '../targets.ts';
import { applyEdges, type Edge, findEdges, findOwnEdges, packEdges } from '../values/edges.ts';
import { isValid } from '../../contract/instance/facets.ts';
import type { Variant } from '../variants.ts';
import type { Owned } from '../world.ts';

/** Requests for one operation: a contract of a thousand constraints must not hold up the run. */
const MOST = 24;

/** Values that are just allowed are accepted: each constraint of a request body at its edge, each property left out. */
export const bodyBoundaries: CaseCheck = {
  name: 'body-boundaries',
  phase: 'schema',
  plan: (context) => context.variants.flatMap((variant) => planVariant(context, variant)),
};

function planVariant({ values, options }: PlanContext, variant: Variant): Case[] {
  const { role, use, reach } = variant;
  const isWriting = use === 'role' ? role === 'create' || role === 'update' : use !== 'view';
  const isSwept = options.isQuick ? role === 'create' : isWriting;
  if (!isSwept || values.media(variant.operation)?.schemaPointer === undefined) return [];
  const skip = options.destructive || reach === undefined ? undefined : `needs --destructive: ${reach}`;
  return [
    {
      id: `schema ${variant.name} body`,
      phase: 'schema',
      operation: variant.operation,
      title: `accepts ${variant.name} with values that are just allowed`,
      ...(skip !== undefined && { skip }),
      run: (run) => (options.isQuick ? sendFullest(run, variant) : sweep(run, variant)),
    },
  ];
}

async function sweep(run: CaseRun, variant: Variant): Promise<void> {
  const isUpdate = variant.role === 'update';
  const target = isUpdate ? (await createFresh(run, variant.resource!)).owned : undefined;
  const pointer = run.values.media(variant.operation)!.schemaPointer!;
  const full = run.values.input(variant, { full: true }).body as Json;
  const edges = findBodyEdges(run, variant, full);
  const [least = []] = packEdges(run, pointer, full, edges.filter(isAbsence));
  const sendWith = (applied: readonly Edge[]): Promise<Exchange> => send(run, variant, target, applied);
  // Here an edge stands for its property being there: the plain request is the shortest one.
  const present = await findRefused({ send: (there) => sendWith(without(least, there)) }, least);
  for (const culprit of present) await reportPresent(run, culprit, sendWith, edges, findOwnEdges(run, pointer, full));
  const gone = present.map(({ edge }) => edge);
  const plain: Sweep = { send: (applied) => sendWith([...gone, ...applied]) };
  const inner = edges.filter((edge) => !isAbsence(edge) && !gone.some(({ at }) => edge.at.startsWith(at)));
  const absences = toAbsences(variant, full, without(least, gone));
  for (const pack of [...absences, ...packEdges(run, pointer, full, inner)].slice(0, MOST))
    for (const culprit of await findRefused(plain, pack)) reportRefused(run, culprit);
  if (mayLackBody(run, variant)) {
    const exchange = await sendBare(run, variant);
    const { pointer: place } = variant.operation.requestBody!;
    const edge: Edge = { at: '', keyword: 'required', schemaPointer: place, value: undefined };
    if (isRefused(exchange)) reportRefused(run, { edge, exchange });
  }
  if (target) await remove(run, target);
}

/** So many requests of a quick run have most edges. */
const FULLEST = 2;

/** The requests with most edges. What they create stays for the cases to come, which need some anyway. */
async function sendFullest(run: CaseRun, variant: Variant): Promise<void> {
  const pointer = run.values.media(variant.operation)!.schemaPointer!;
  const full = run.values.input(variant, { full: true }).body as Json;
  const edges = findBodyEdges(run, variant, full).filter((edge) => !isAbsence(edge));
  const packs = packEdges(run, pointer, full, edges).toSorted((a, b) => b.length - a.length);
  for (const pack of packs.slice(0, FULLEST)) {
    const sendWith = async (applied: readonly Edge[]): Promise<Exchange> => {
      const exchange = await send(run, variant, undefined, applied, { isKept: applied === pack });
      const created = run.world.createdBy(exchange);
      if (created?.alive) created.shared = !run.world.alive(created.resource).some(({ shared }) => shared);
      return exchange;
    };
    for (const culprit of await findRefused({ send: sendWith }, pack)) reportRefused(run, culprit);
  }
}

/** Whether a request needs no body: the contract says so, or at least nothing else, and an empty one would do. */
function mayLackBody(run: CaseRun, { operation, use, role }: Variant): boolean {
  const { pointer, required } = operation.requestBody!;
  const said = isObject(getAt(run.contract.document, pointer)) && getAt(run.contract.document, `${pointer}/required`);
  if (required || (said !== false && (use === 'role' || operation.method !== 'post'))) return false;
  return role !== 'update' && isValid(run, run.values.media(operation)!.schemaPointer!, {});
}

async function sendBare(run: CaseRun, variant: Variant): Promise<Exchange> {
  if (variant.role === 'create' && variant.resource) await makeRoom(run, variant.resource);
  const { body: _, ...input } = await prepareInput(run, variant);
  const exchange = await run.send({ variant, input, expect: { kind: 'probe' } });
  const created = run.world.createdBy(exchange);
  if (created) await remove(run, created);
  return exchange;
}

/** A property that is refused for being there, unless it is only the value that it has. */
async function reportPresent(
  run: CaseRun,
  culprit: Culprit,
  sendWith: (applied: readonly Edge[]) => Promise<Exchange>,
  edges: readonly Edge[],
  own: readonly Edge[],
): Promise<void> {
  const { at } = culprit.edge;
  const value = own.find((edge) => edge.at === at || edge.at.startsWith(`${at}/`));
  const other = edges.find((edge) => edge.at === value?.at && !isAbsence(edge));
  const isValue = value !== undefined && other !== undefined && isSuccess(await sendWith([other]));
  if (isValue) reportRefused(run, { ...culprit, edge: value });
  else reportRefused(run, culprit, 'present');
}

/** All that may be absent left out at once; of an update that would name nothing then, all but one. */
function toAbsences({ spec, role }: Variant, full: Json, least: readonly Edge[]): Edge[][] {
  if (least.length === 0) return [];
  const rest = getAt(applyEdges(full, least), spec?.body ?? '');
  const isEmpty = role === 'update' && isObject(rest) && Object.keys(rest).length === 0;
  return isEmpty ? least.map((kept) => without(least, [kept])) : [[...least]];
}

/** Edges, apart from those of the id, which names the resource. */
function findBodyEdges(run: CaseRun, variant: Variant, body: Json): Edge[] {
  const place = toRequestPlace(variant.id);
  const id = place?.in === 'body' ? place.pointer : undefined;
  const pointer = run.values.media(variant.operation)!.schemaPointer!;
  return findEdges(run, pointer, body).filter(
    ({ at }) => id === undefined || !(at === id || at.startsWith(`${id}/`) || id.startsWith(`${at}/`)),
  );
}

/** One request with these edges; what it creates is removed at once. */
async function send(
  run: CaseRun,
  variant: Variant,
  target: Owned | undefined,
  applied: readonly Edge[],
  { isAgain = false, isKept = false } = {},
): Promise<Exchange> {
  if (variant.role === 'create' && variant.resource) await makeRoom(run, variant.resource);
  const input = target
    ? inputFor(run, variant, target, { full: true })
    : await prepareInput(run, variant, { full: true });
  // The edges of this very request: its texts are unlike those of the requests before.
  const edges = findBodyEdges(run, variant, input.body as Json).flatMap((edge) => [edge, ...(edge.parts ?? [])]);
  const own = applied.map((edge) => edges.find((other) => isLike(other, edge)) ?? edge);
  const body = applyEdges(input.body as Json, own);
  const exchange = await run.send({ variant, input: { ...input, body }, expect: { kind: 'probe' } });
  if (exchange.response.status === 409 && addsToParent(variant) && !isAgain) {
    await changeParent(run, variant);
    return send(run, variant, target, applied, { isAgain: true, isKept });
  }
  noteEdges(run, exchange, body, own);
  const created = isKept ? undefined : run.world.createdBy(exchange);
  if (created) await remove(run, created);
  return exchange;
}

function isLike(left: Edge, right: Edge): boolean {
  const isRule = left.keyword === right.keyword && left.schemaPointer === right.schemaPointer;
  return left.at === right.at && isRule && left.index === right.index;
}

function isAbsence({ value }: Edge): boolean {
  return value === undefined;
}

function without(edges: readonly Edge[], others: readonly Edge[]): Edge[] {
  return edges.filter((edge) => !others.includes(edge));
}
