import type { Resource } from '../../contract/behaviour.ts';
import type { CaseRun, Draft } from '../case.ts';
import { isSuccess } from '../exchange.ts';
import { bind, toRequestPlace } from '../input.ts';
import { beginLife, endLife } from '../life.ts';
import { expectedRefusals } from '../outcomes.ts';
import { bindParents } from '../parents.ts';
import { findVariant, type Variant } from '../variants.ts';
import { defineBehaviourCheck } from './behaviour-cases.ts';
import { notFoundOf } from './negative-cases.ts';

/** What use-after-delete asks. */
const ASKED: readonly (string | undefined)[] = ['create', 'list', 'read', 'update', 'delete'];

/** Nothing is done with what was deleted, and nothing is below it: no test, no rotation, no list of its deliveries. */
export const belowDeleted = defineBehaviourCheck({
  name: 'below-deleted',
  title: (resource) => `does nothing with a ${resource.name} that was deleted`,
  applies: (resource, { variants }) =>
    findVariant(variants, resource, 'delete') !== undefined && findUses(variants, resource).length > 0,
  async run(run, resource) {
    const { owned } = await beginLife(run, resource);
    const deleted = await endLife(run, resource);
    if (!deleted || !isSuccess(deleted) || run.foundAnywhere('DeletedStillReadable')) return;
    for (const variant of findUses(run.variants, resource)) await use(run, resource, variant, owned.id);
  },
});

/** Further uses of one, and those of what stands below it. */
function findUses(variants: readonly Variant[], resource: Resource): Variant[] {
  return variants.filter(
    (variant) =>
      variant.reach === undefined &&
      variant.delivery === undefined &&
      (isBelow(variant, resource) ||
        (variant.resource === resource && variant.id !== undefined && !ASKED.includes(variant.role))),
  );
}

function isBelow({ parents = [], role }: Variant, resource: Resource): boolean {
  // What is below a child is gone with the child: its own id says so.
  return (role === 'create' || role === 'list') && parents.some((parent) => parent.resource === resource);
}

async function use(run: CaseRun, resource: Resource, variant: Variant, id: string): Promise<void> {
  const { operation } = variant;
  const isChild = isBelow(variant, resource);
  const conditions = [isChild ? resource.notFound : notFoundOf(variant)];
  const right = expectedRefusals(run.contract, operation, conditions);
  const isRead = operation.method === 'get';
  // A filter that names what is gone may find nothing, which is no refusal.
  const isFilter = !isChild && isRead && toRequestPlace(variant.id)?.in === 'query';
  if (right.length === 0 || (isFilter && !right.some(({ status }) => status === 404 || status === 410))) return;
  const input = isChild
    ? bindParents(run.values.input(variant), variant, { [resource.name]: id })
    : bind(run.values.input(variant), variant.id, id);
  const contractPointer = findVariant(run.variants, resource, 'delete')!.operation.pointer;
  const code = isRead ? 'DeletedStillReadable' : 'DeletedStillWritable';
  const message = `to a ${resource.name} that was deleted`;
  const accepted = { code, message, contractPointer, key: `${operation.pointer} deleted` } as const;
  // Whether a history outlives what it is about, a contract without a rule for it leaves open.
  const isOpen = isRead && variant.use === 'plain';
  const collect = (draft: Draft): void => run.report({ ...draft, ...(draft.code === code && { severity: 'warning' }) });
  const exchange = await run.send({
    variant,
    input,
    expect: { kind: 'refusal', conditions, accepted },
    ...(isOpen && { collect }),
  });
  const created = run.world.createdBy(exchange);
  // What is created below nothing may not be found again.
  if (created) created.alive = false;
}
