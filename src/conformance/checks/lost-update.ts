import type { Resource } from '../../contract/behaviour.ts';
import { getAt, setAt, toPointer } from '../../contract/pointer.ts';
import type { Json } from '../../contract/types.ts';
import { isObject } from '../../contract/value.ts';
import { type CaseRun, Skip } from '../case.ts';
import { isSame } from '../compare.ts';
import { isSuccess, nameOf } from '../exchange.ts';
import { type Input, toRequestPlace } from '../input.ts';
import { beginLife, see } from '../life.ts';
import { inputFor } from '../resources.ts';
import { hasFault } from '../stages.ts';
import { otherValue } from '../values/other.ts';
import { isValid } from '../../contract/instance/facets.ts';
import { findVariant, type Variant } from '../variants.ts';
import { defineBehaviourCheck, rulePointer } from './behaviour-cases.ts';

/** Two updates at once that name different properties: what both were told is kept. */
export const lostUpdate = defineBehaviourCheck({
  name: 'lost-update',
  title: (resource) => `keeps two updates of a ${resource.name} that come at once`,
  applies: (resource, { variants }) => {
    const update = findVariant(variants, resource, 'update');
    return update !== undefined && update.reach === undefined && resource.operations.update!.mode === 'merge';
  },
  async run(run, resource) {
    for (const cause of ['UpdateNotMerged', 'ValueNotKept'] as const)
      if (run.foundAnywhere(cause)) throw new Skip(`follows from ${cause}`);
    const variant = findVariant(run.variants, resource, 'update')!;
    const life = await beginLife(run, resource);
    const before = await see(run, resource, life);
    const pair = before && findPair(run, resource, variant, inputFor(run, variant, life.owned, { full: true }), before);
    if (!pair) throw new Skip('no two properties can be updated by themselves');
    // A server may refuse one of two at once; what it says yes to has to be there afterwards.
    const exchanges = await Promise.all(
      pair.map(({ input }) => run.send({ variant, input, expect: { kind: 'probe' } })),
    );
    life.seen = undefined;
    if (!exchanges.every(isSuccess)) return;
    const after = await see(run, resource, life);
    if (after?.value === undefined || hasFault(run, after.exchange, after.at)) return;
    const lost = pair.filter(
      ({ pointer, old, value }) => !isSame(value, old) && isSame(getAt(after.value, pointer) ?? null, old ?? null),
    );
    if (lost.length === 0) return;
    const names = pair.map(({ pointer }) => pointer).join(' and ');
    run.report({
      code: 'UpdateNotMerged',
      message: `${nameOf(variant.operation)} answered ${exchanges[0]!.response.status} to two updates at once, of ${names}, and did not keep ${lost[0]!.pointer}.`,
      exchange: exchanges[pair.indexOf(lost[0]!)]!,
      contractPointer: rulePointer(resource, 'operations', 'update'),
      replay: false,
      key: `${resource.name} lost update`,
    });
  },
});

/** One property with another value than it has. */
interface Single {
  readonly pointer: string;
  readonly old: unknown;
  readonly value: Json;
  readonly input: Input;
}

/** Two properties that an update may name without the other, each with a new value. */
function findPair(
  run: CaseRun,
  resource: Resource,
  variant: Variant,
  full: Input,
  before: { readonly value?: unknown },
): readonly [Single, Single] | undefined {
  const { body: base, immutable } = variant.spec!;
  const schemaPointer = run.values.media(variant.operation)?.schemaPointer;
  const place = toRequestPlace(variant.id);
  const id = place?.in === 'body' ? place.pointer : undefined;
  const values = getAt(full.body, base);
  if (schemaPointer === undefined || !isObject(values) || before.value === undefined) return undefined;
  const singles = Object.keys(values).flatMap((name): Single[] => {
    const pointer = toPointer([name]);
    const old = getAt(before.value, pointer);
    const isPlain = ['string', 'boolean', 'number'].includes(typeof old);
    if (!isPlain || base + pointer === id || immutable.includes(pointer) || resource.id?.property === pointer)
      return [];
    const named = id === undefined ? {} : setAt({}, id, getAt(full.body, id));
    const sole = (value: unknown): unknown => setAt(structuredClone(named), base + pointer, value);
    // A URL of the run is new each time; anything else gets a value that it does not have.
    const value = isSame(values[name], old)
      ? otherValue(run, schemaPointer, sole(values[name]), base + pointer, old)
      : (values[name] as Json);
    const body = value === undefined ? undefined : sole(value);
    return body !== undefined && isValid(run, schemaPointer, body)
      ? [{ pointer, old, value: value!, input: { ...full, body } }]
      : [];
  });
  const [first, second] = singles;
  return first && second ? [first, second] : undefined;
}
