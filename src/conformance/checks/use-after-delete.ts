import type { Resource } from '../../contract/behaviour.ts';
import type { CaseRun } from '../case.ts';
import type { FindingCode } from '../codes.ts';
import { isSuccess, nameOf } from '../exchange.ts';
import { beginLife, endLife, listed } from '../life.ts';
import { idOf } from '../listing.ts';
import { expectedRefusals } from '../outcomes.ts';
import { inputFor, readGone } from '../resources.ts';
import { findVariant } from '../variants.ts';
import { checkOthers } from './bystander.ts';
import { defineBehaviourCheck } from './behaviour-cases.ts';

/** One way to use what is gone. */
interface AfterDelete {
  readonly role: 'read' | 'update' | 'delete';
  readonly code: FindingCode;
  readonly message: string;
}

const STEPS: readonly AfterDelete[] = [
  { role: 'read', code: 'DeletedStillReadable', message: 'to a read of what was deleted' },
  { role: 'update', code: 'DeletedStillWritable', message: 'to an update of what was deleted' },
  { role: 'delete', code: 'DeletedTwice', message: 'to a second delete' },
];

/**
 * What was deleted is gone: for reading, from the list, for changing, for deleting again. The first symptom is
 * reported alone, because a delete that does nothing has all of them.
 */
export const useAfterDelete = defineBehaviourCheck({
  name: 'use-after-delete',
  title: (resource) => `forgets a ${resource.name} that was deleted`,
  applies: (resource, { variants }) => findVariant(variants, resource, 'delete') !== undefined,
  async run(run, resource) {
    const { owned } = await beginLife(run, resource);
    const before = await listed(run, resource, 'at birth');
    const deleted = await endLife(run, resource);
    if (!deleted || !isSuccess(deleted)) return;
    const [read, ...others] = STEPS;
    const gone = await readGone(run, owned);
    if (gone ? isSuccess(gone) : await isUsable(run, resource, owned.id, read!)) return;
    if (await isListed(run, resource, owned.id)) return;
    const after = await listed(run, resource, 'after a delete');
    if (before && after && !run.foundAnywhere('ResourceChanged'))
      checkOthers(run, resource, owned.id, before.items, after.items, deleted);
    for (const step of others) if (await isUsable(run, resource, owned.id, step)) return;
  },
});

async function isUsable(
  run: CaseRun,
  resource: Resource,
  id: string,
  { role, code, message }: AfterDelete,
): Promise<boolean> {
  const variant = findVariant(run.variants, resource, role);
  if (!variant) return false;
  const conditions = [resource.notFound];
  // A contract that says nothing about the second time allows everything.
  if (expectedRefusals(run.contract, variant.operation, conditions).length === 0) return false;
  const accepted = { code, message, contractPointer: deletePointer(run, resource) };
  const input = inputFor(run, variant, { id });
  return isSuccess(await run.send({ variant, input, expect: { kind: 'refusal', conditions, accepted } }));
}

async function isListed(run: CaseRun, resource: Resource, id: string): Promise<boolean> {
  const list = await listed(run, resource, 'after a delete');
  if (!list) return false;
  const { items, exchange } = list;
  if (!items.some((item) => idOf(resource, item) === id)) return false;
  const message = `${nameOf(exchange.operation)} still lists a ${resource.name} that was deleted.`;
  run.report({ code: 'ResourceListedAfterDelete', message, exchange, contractPointer: deletePointer(run, resource) });
  return true;
}

function deletePointer(run: CaseRun, resource: Resource): string {
  return findVariant(run.variants, resource, 'delete')!.operation.pointer;
}
