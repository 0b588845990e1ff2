import { getAt, setAt, toPointer } from '../../contract/pointer.ts';
import type { Json } from '../../contract/types.ts';
import { isObject } from '../../contract/value.ts';
import { type CaseRun, Skip } from '../case.ts';
import { isSuccess, nameOf } from '../exchange.ts';
import { type Input, toRequestPlace } from '../input.ts';
import { beginLife, findChanges, see } from '../life.ts';
import { inputFor } from '../resources.ts';
import { hasFault } from '../stages.ts';
import { isValid } from '../../contract/instance/facets.ts';
import { findVariant, type Variant } from '../variants.ts';
import { defineBehaviourCheck, rulePointer } from './behaviour-cases.ts';

/** An update that is refused for one property changes no other one. */
export const failedUpdate = defineBehaviourCheck({
  name: 'failed-update',
  title: (resource) => `changes nothing of a ${resource.name} when an update is refused`,
  applies: (resource, { variants }) => {
    const update = findVariant(variants, resource, 'update');
    return update !== undefined && update.reach === undefined;
  },
  async run(run, resource) {
    if (run.foundAnywhere('ResourceChanged')) throw new Skip('follows from ResourceChanged');
    const variant = findVariant(run.variants, resource, 'update')!;
    const life = await beginLife(run, resource);
    const before = await see(run, resource, life);
    const broken = breakLast(run, variant, inputFor(run, variant, life.owned, { full: true }));
    if (!broken || before?.value === undefined) return;
    const { input, at } = broken;
    const accepted = { code: 'InvalidInputAccepted', message: '', contractPointer: variant.operation.pointer } as const;
    const facts = { violation: { in: 'body', at, keyword: 'type' } } as const;
    const exchange = await run.send({
      variant,
      input,
      expect: { kind: 'either', conditions: ['invalid'], facts, accepted },
    });
    life.seen = undefined;
    // That it was accepted is for another check to say.
    if (isSuccess(exchange) || exchange.response.status >= 500) return;
    const after = await see(run, resource, life);
    if (after?.value === undefined || hasFault(run, after.exchange, after.at)) return;
    const changed = findChanges(run, resource, before.value, after.value);
    if (changed.length === 0) return;
    run.report({
      code: 'FailedUpdateApplied',
      message: `${nameOf(variant.operation)} answered ${exchange.response.status} and changed ${changed.join(' and ')} all the same.`,
      exchange,
      contractPointer: rulePointer(resource, 'operations', 'update'),
      key: `${resource.name} failed update`,
    });
  },
});

/** The last property with a value of a wrong type; the others stay valid and are new. */
function breakLast(run: CaseRun, variant: Variant, input: Input): { input: Input; at: string } | undefined {
  const schemaPointer = run.values.media(variant.operation)?.schemaPointer;
  const base = variant.spec!.body;
  const resource = getAt(input.body, base);
  const place = toRequestPlace(variant.id);
  const id = place?.in === 'body' ? place.pointer : undefined;
  if (schemaPointer === undefined || !isObject(resource)) return undefined;
  const pointers = Object.keys(resource)
    .map((name) => base + toPointer([name]))
    .filter((pointer) => pointer !== id);
  const last = pointers.at(-1);
  if (last === undefined || pointers.length < 2) return undefined;
  const wrong: Json = isObject(getAt(input.body, last)) ? ['hookspec'] : { hookspec: true };
  const body = setAt(structuredClone(input.body), last, wrong);
  return isValid(run, schemaPointer, body) ? undefined : { input: { ...input, body }, at: last };
}
