/** A short life of one resource with generated values: created, changed, looked at, removed. */
import type { Resource } from '../../contract/behaviour.ts';
import { getAt } from '../../contract/pointer.ts';
import type { Json } from '../../contract/types.ts';
import type { CaseRun, Draft, Step } from '../case.ts';
import { expectSound, isNews, toExpectation } from '../checks/fuzz-cases.ts';
import { compareKept, isNamed } from '../compare.ts';
import { type Exchange, isSuccess, nameOf } from '../exchange.ts';
import { NoAnswer } from '../failure.ts';
import type { Input } from '../input.ts';
import { inputFor, makeRoom } from '../resources.ts';
import { bind } from '../input.ts';
import { resourceOf } from '../values/values.ts';
import { findVariant, type Variant } from '../variants.ts';
import { applyEdits, type Edit } from './edits.ts';

/** What is done: a create with these changes to a plain one, then updates with these. */
export interface Program {
  readonly create: readonly Edit[];
  readonly updates: readonly (readonly Edit[])[];
}

/** How a program went. */
export interface Outcome {
  readonly requests: number;
  /** Whether nothing new was found; a connection without an answer is a fault too. */
  readonly passed: boolean;
}

/** Texts that a server may have a reason to clean: control characters, blanks at the ends, letters of two parts. */
const UNCLEAN = /[\p{C}\p{M}]|^\s|\s$/u;

/**
 * Performs a program.
 * @param isQuiet reports nothing; the outcome alone tells
 * @throws Skip when nothing more can be sent
 */
export async function perform(run: CaseRun, resource: Resource, program: Program, isQuiet: boolean): Promise<Outcome> {
  const drafts: Draft[] = [];
  let requests = 0;
  const send = (step: Step): Promise<Exchange> => {
    requests += 1;
    return run.send(isQuiet ? { ...step, mayClose: true, collect: (draft) => void drafts.push(draft) } : step);
  };
  const write = async (variant: Variant, plain: Input, edits: readonly Edit[]): Promise<Exchange> => {
    const body = applyEdits(plain.body as Json, edits);
    const input = { ...plain, body };
    const exchange = await send({ variant, input, expect: await toExpectation(run, variant, body) });
    const lost = findLost(run, resource, exchange, input);
    if (lost && isQuiet) drafts.push(lost);
    else if (lost && isNews(run, lost)) run.report(lost);
    return exchange;
  };
  const create = findVariant(run.variants, resource, 'create')!;
  const update = findVariant(run.variants, resource, 'update');
  const read = findVariant(run.variants, resource, 'read');
  await makeRoom(run, resource);
  try {
    const owned = run.world.createdBy(await write(create, run.values.input(create, { full: true }), program.create));
    if (!owned) return { requests, passed: !drafts.some((draft) => isNews(run, draft)) };
    try {
      for (const edits of update ? program.updates : [])
        await write(update!, inputFor(run, update!, owned, { full: true }), edits);
      if (read && program.updates.length > 0)
        await send({ variant: read, input: inputFor(run, read, owned), expect: { kind: 'success' } });
    } finally {
      const remove = findVariant(run.variants, resource, 'delete');
      if (remove)
        await send({
          variant: remove,
          input: bind(run.values.input(remove), remove.id, owned.id),
          expect: expectSound,
        });
    }
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    return { requests, passed: false };
  }
  return { requests, passed: !drafts.some((draft) => isNews(run, draft)) };
}

/** A plain property that the answer shows otherwise than it was written. */
function findLost(run: CaseRun, resource: Resource, exchange: Exchange, input: Input): Draft | undefined {
  const { variant, response } = exchange;
  const pointer = run.values.media(variant.operation)!.schemaPointer!;
  const isValid = run.compiler.compile(pointer, 'request')(input.body).length === 0;
  if (!isSuccess(exchange) || variant.spec?.answer !== 'resource' || !isValid) return undefined;
  const role = variant.role === 'update' ? 'update' : 'create';
  const except = [
    ...Object.keys(resource.set[role] ?? {}),
    ...Object.keys(resource.derive),
    ...variant.spec.immutable,
    ...variant.spec.clear,
    ...(resource.id ? [resource.id.property] : []),
  ];
  const sent = resourceOf(input, variant);
  const { at } = variant.spec;
  const { differences } = compareKept(sent, getAt(response.json, at), except);
  const lost = differences.find(
    ({ pointer: place, got }) =>
      // What is not shown at all is for the checks of behaviour, which look at it from all sides.
      got !== undefined &&
      !UNCLEAN.test(JSON.stringify(getAt(sent, place))) &&
      isNamed(run.contract, exchange, at + place),
  );
  if (!lost) return undefined;
  return {
    code: 'ValueNotKept',
    message: `${nameOf(exchange.operation)} shows ${JSON.stringify(lost.got)} at ${at}${lost.pointer}; ${JSON.stringify(getAt(sent, lost.pointer))} was written.`,
    exchange,
    responsePointer: at + lost.pointer,
    contractPointer: `/x-resource/${resource.name}`,
    key: `${resource.name} ${lost.pointer}`,
  };
}
