import type { Resource } from '../../contract/behaviour.ts';
import { getAt, setAt } from '../../contract/pointer.ts';
import { type CaseRun, Skip } from '../case.ts';
import type { Input } from '../input.ts';
import { countExisting } from '../listing.ts';
import { createFresh, inputFor, remove } from '../resources.ts';
import { findVariant, type Variant } from '../variants.ts';
import type { Owned } from '../world.ts';
import { defineBehaviourCheck, rulePointer } from './behaviour-cases.ts';

/** A value that has to be unique is refused the second time, on create and on update as declared. */
export const uniqueness = defineBehaviourCheck({
  name: 'uniqueness',
  title: (resource) =>
    `refuses a second ${resource.name} with the same ${resource.unique.map((rule) => rule.by.join(' and ').replaceAll('/', '')).join(' or ')}`,
  applies: (resource) => resource.unique.length > 0,
  async run(run, resource) {
    const { owned } = await createFresh(run, resource);
    for (const [index, rule] of resource.unique.entries()) {
      if (rule.on.includes('create')) await repeat(run, resource, index, owned);
      if (rule.on.includes('update')) await clash(run, resource, index, owned);
    }
    await remove(run, owned);
  },
});

async function repeat(run: CaseRun, resource: Resource, index: number, first: Owned): Promise<void> {
  const variant = findVariant(run.variants, resource, 'create')!;
  if (resource.limit && (await countExisting(run, resource)) + run.world.alive(resource).length >= resource.limit.max) {
    throw new Skip('the limit leaves no room for a second one');
  }
  const input = withSame(run.values.input(variant), variant, resource.unique[index]!.by, first);
  await sendSecond(run, resource, index, variant, input);
}

async function clash(run: CaseRun, resource: Resource, index: number, first: Owned): Promise<void> {
  const variant = findVariant(run.variants, resource, 'update');
  if (!variant || variant.reach !== undefined) return;
  const { owned } = await createFresh(run, resource);
  if (!first.alive) throw new Skip('the limit leaves no room for a second one');
  const input = withSame(inputFor(run, variant, owned), variant, resource.unique[index]!.by, first);
  await sendSecond(run, resource, index, variant, input);
  await remove(run, owned);
}

async function sendSecond(
  run: CaseRun,
  resource: Resource,
  index: number,
  variant: Variant,
  input: Input,
): Promise<void> {
  const { by, outcome } = resource.unique[index]!;
  const accepted = {
    code: 'UniquenessNotEnforced' as const,
    message: `to a ${by.join(' and ')} that another ${resource.name} has`,
    contractPointer: rulePointer(resource, 'unique', index),
  };
  const exchange = await run.send({ variant, input, expect: { kind: 'refusal', conditions: [outcome], accepted } });
  const second = run.world.createdBy(exchange);
  if (second) await remove(run, second);
}

function withSame(input: Input, variant: Variant, by: readonly string[], first: Owned): Input {
  const body = by.reduce(
    (result, pointer) => setAt(result, (variant.spec?.body ?? '') + pointer, getAt(first.sent, pointer)),
    structuredClone(input.body),
  );
  return { ...input, body };
}
