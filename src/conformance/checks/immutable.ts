import type { Resource } from '../../contract/behaviour.ts';
import { getAt, setAt } from '../../contract/pointer.ts';
import { Skip } from '../case.ts';
import { isSame } from '../compare.ts';
import { nameOf } from '../exchange.ts';
import { toRequestPlace } from '../input.ts';
import { look } from '../look.ts';
import { createFresh, inputFor, remove } from '../resources.ts';
import { otherValue } from '../values/other.ts';
import { findVariant } from '../variants.ts';
import { defineBehaviourCheck, rulePointer } from './behaviour-cases.ts';

/** An update leaves immutable properties as they are, whatever it says. */
export const immutable = defineBehaviourCheck({
  name: 'immutable',
  title: (resource) => `keeps the immutable properties of a ${resource.name}`,
  applies: (resource) => rules(resource).length > 0,
  async run(run, resource) {
    const variant = findVariant(run.variants, resource, 'update')!;
    const { owned } = await createFresh(run, resource, { full: true });
    const before = await look(run, resource, owned.id);
    const media = run.values.media(variant.operation);
    for (const pointer of rules(resource)) {
      const place = variant.spec!.body + pointer;
      const old = getAt(before?.value, pointer);
      const input = inputFor(run, variant, owned);
      const next = otherValue(run, media?.schemaPointer, input.body, place, old);
      if (old === undefined || next === undefined) {
        await remove(run, owned);
        throw new Skip(`${pointer} has only one value that an update may send`);
      }
      // Whether it ignores the property or refuses the request is its own choice; it must not take the value.
      const accepted = {
        code: 'ImmutablePropertyChanged' as const,
        message: '',
        contractPointer: variant.operation.pointer,
      };
      const body = setAt(structuredClone(input.body), place, next);
      const exchange = await run.send({
        variant,
        input: { ...input, body },
        expect: { kind: 'either', conditions: ['invalid'], accepted },
      });
      const after = await look(run, resource, owned.id);
      if (!after || isSame(getAt(after.value, pointer), old)) continue;
      run.report({
        code: 'ImmutablePropertyChanged',
        message: `${nameOf(variant.operation)} changed ${pointer}, which is immutable.`,
        exchange,
        responsePointer: after.at + pointer,
        contractPointer: rulePointer(
          resource,
          'operations',
          'update',
          'immutable',
          variant.spec!.immutable.indexOf(pointer),
        ),
      });
    }
    await remove(run, owned);
  },
});

/** Immutable properties; another id in the place where the id travels is another resource, not a change. */
function rules({ operations: { update } }: Resource): readonly string[] {
  const place = toRequestPlace(update?.id);
  return (update?.immutable ?? []).filter(
    (pointer) => !(place?.in === 'body' && place.pointer === update!.body + pointer),
  );
}
