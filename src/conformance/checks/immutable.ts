import type { Resource } from '../../contract/behaviour.ts';
import { getAt, setAt } from '../../contract/pointer.ts';
import { type CaseRun, Skip } from '../case.ts';
import { isSame } from '../compare.ts';
import { nameOf } from '../exchange.ts';
import { toRequestPlace } from '../input.ts';
import { change } from '../life.ts';
import { inputFor } from '../resources.ts';
import { otherValue } from '../values/other.ts';
import { defineBehaviourCheck, rulePointer } from './behaviour-cases.ts';

/** An update leaves immutable properties as they are, whatever it says. */
export const immutable = defineBehaviourCheck({
  name: 'immutable',
  title: (resource) => `keeps the immutable properties of a ${resource.name}`,
  applies: (resource) => rules(resource).length > 0,
  async run(run, resource) {
    for (const pointer of rules(resource)) await tryToChange(run, resource, pointer);
  },
});

async function tryToChange(run: CaseRun, resource: Resource, pointer: string): Promise<void> {
  // Whether a server ignores the property or refuses the request is its own choice; it must not take the value.
  const tried = await change(
    run,
    resource,
    `change ${pointer}`,
    (life, variant) => {
      const input = inputFor(run, variant, life.owned);
      const place = variant.spec!.body + pointer;
      const old = getAt(life.seen?.value ?? life.owned.shown, pointer);
      const schemaPointer = run.values.media(variant.operation)?.schemaPointer;
      const next = old === undefined ? undefined : otherValue(run, schemaPointer, input.body, place, old);
      return next === undefined ? undefined : { ...input, body: setAt(structuredClone(input.body), place, next) };
    },
    { isSure: false },
  );
  if (!tried) throw new Skip(`${pointer} has only one value that an update may send`);
  const { variant, exchange, before, after } = tried;
  const old = getAt(before?.value, pointer);
  if (old === undefined || after?.value === undefined || isSame(getAt(after.value, pointer), old)) return;
  const index = variant.spec!.immutable.indexOf(pointer);
  run.report({
    code: 'ImmutablePropertyChanged',
    message: `${nameOf(variant.operation)} changed ${pointer}, which is immutable.`,
    exchange,
    responsePointer: after.at + pointer,
    contractPointer: rulePointer(resource, 'operations', 'update', 'immutable', index),
  });
}

/** Immutable properties; another id in the place where the id travels is another resource, not a change. */
function rules({ operations: { update } }: Resource): readonly string[] {
  const place = toRequestPlace(update?.id);
  return (update?.immutable ?? []).filter(
    (pointer) => !(place?.in === 'body' && place.pointer === update!.body + pointer),
  );
}
