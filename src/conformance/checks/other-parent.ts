import { getAt } from '../../contract/pointer.ts';
import type { Resource } from '../../contract/behaviour.ts';
import type { CaseRun } from '../case.ts';
import { isSuccess, nameOf } from '../exchange.ts';
import { bind } from '../input.ts';
import { idOf } from '../listing.ts';
import { expectedRefusals } from '../outcomes.ts';
import { bindParents } from '../parents.ts';
import { createFresh, remove } from '../resources.ts';
import { findVariant, type Variant } from '../variants.ts';
import type { Owned } from '../world.ts';
import { defineBehaviourCheck, rulePointer } from './behaviour-cases.ts';

/** In this order: the one that takes it away comes last. */
const ROLES = ['read', 'update', 'delete'] as const;

/** What was created below one parent is shown and addressed below no other. */
export const otherParent = defineBehaviourCheck({
  name: 'other-parent',
  title: (resource) => `finds a ${resource.name} below its own parent alone`,
  applies: (resource, { variants }) =>
    (resource.within?.length ?? 0) > 0 && findVariant(variants, resource, 'create')?.parents !== undefined,
  async run(run, resource) {
    const parent = findVariant(run.variants, resource, 'create')!.parents!.at(-1)!.resource;
    const { owned: child } = await createFresh(run, resource);
    const { owned: other } = await createFresh(run, parent);
    if (!child.alive) return;
    const list = findVariant(run.variants, resource, 'list');
    if (list) await checkList(run, resource, list, child, other);
    for (const role of ROLES) {
      const variant = findVariant(run.variants, resource, role);
      if (variant && child.alive && run.faults.length === 0) await reach(run, resource, variant, child, other);
    }
    await remove(run, child);
    await remove(run, other);
  },
});

async function checkList(
  run: CaseRun,
  resource: Resource,
  variant: Variant,
  child: Owned,
  other: Owned,
): Promise<void> {
  const input = bindParents(run.values.input(variant), variant, { [other.resource.name]: other.id });
  const exchange = await run.send({ variant, input, expect: { kind: 'success' } });
  const rows = isSuccess(exchange) ? getAt(exchange.response.json, variant.spec!.at) : undefined;
  if (!Array.isArray(rows) || !rows.some((row) => idOf(resource, row) === child.id)) return;
  run.report({
    code: 'ParentNotSeparated',
    message: `${nameOf(variant.operation)} lists a ${resource.name} below another ${other.resource.name} than its own.`,
    exchange,
    contractPointer: rulePointer(resource, 'within'),
    key: `${resource.name} parent`,
  });
}

async function reach(run: CaseRun, resource: Resource, variant: Variant, child: Owned, other: Owned): Promise<void> {
  const conditions = [resource.notFound];
  if (expectedRefusals(run.contract, variant.operation, conditions).length === 0) return;
  const plain = bind(run.values.input(variant), variant.id, child.id);
  const input = bindParents(plain, variant, { ...child.parents, [other.resource.name]: other.id });
  const message = `to a ${resource.name} that belongs to another ${other.resource.name}`;
  const contractPointer = rulePointer(resource, 'within');
  const accepted = { code: 'ParentNotSeparated', message, contractPointer, key: `${resource.name} parent` } as const;
  await run.send({ variant, input, expect: { kind: 'refusal', conditions, accepted } });
}
