import type { Resource } from '../../contract/behaviour.ts';
import type { CaseRun } from '../case.ts';
import type { FindingCode } from '../codes.ts';
import { isSuccess, nameOf } from '../exchange.ts';
import { idOf, readList } from '../listing.ts';
import { expectedRefusals } from '../outcomes.ts';
import { createFresh, inputFor, remove } from '../resources.ts';
import { findVariant } from '../variants.ts';
import { defineBehaviourCheck, rulePointer } from './behaviour-cases.ts';

const STEPS: readonly {
  readonly role: 'read' | 'update' | 'delete';
  readonly code: FindingCode;
  readonly message: string;
}[] = [
  { role: 'read', code: 'DeletedStillReadable', message: 'to a read of what was deleted' },
  { role: 'update', code: 'DeletedStillWritable', message: 'to an update of what was deleted' },
  { role: 'delete', code: 'DeletedTwice', message: 'to a second delete' },
];

/**
 * What was deleted is gone: from the list, for reading, for changing, for deleting again. The first symptom is
 * reported alone, because a delete that does nothing has all of them.
 */
export const useAfterDelete = defineBehaviourCheck({
  name: 'use-after-delete',
  title: (resource) => `forgets a ${resource.name} that was deleted`,
  applies: (resource, { variants }) => findVariant(variants, resource, 'delete') !== undefined,
  async run(run, resource) {
    const { owned } = await createFresh(run, resource);
    const deleted = await remove(run, owned);
    if (!deleted || !isSuccess(deleted)) return;
    for (const { role, code, message } of STEPS.slice(0, 1))
      if (await isUsable(run, resource, owned.id, role, code, message)) return;
    if (await isListed(run, resource, owned.id)) return;
    for (const { role, code, message } of STEPS.slice(1))
      if (await isUsable(run, resource, owned.id, role, code, message)) return;
  },
});

async function isUsable(
  run: CaseRun,
  resource: Resource,
  id: string,
  role: 'read' | 'update' | 'delete',
  code: FindingCode,
  message: string,
): Promise<boolean> {
  const variant = findVariant(run.variants, resource, role);
  if (!variant) return false;
  const conditions = [resource.notFound];
  // A contract that says nothing about the second time allows everything.
  if (expectedRefusals(run.contract, variant.operation, conditions).length === 0) return false;
  const accepted = { code, message, contractPointer: rulePointer(resource, 'operations', 'delete') };
  await run.send({ variant, input: inputFor(run, variant, { id }), expect: { kind: 'refusal', conditions, accepted } });
  return run.faults.length > 0;
}

async function isListed(run: CaseRun, resource: Resource, id: string): Promise<boolean> {
  if (!findVariant(run.variants, resource, 'list')) return false;
  const { items, exchange } = await readList(run, resource);
  if (!items.some((item) => idOf(resource, item) === id)) return run.faults.length > 0;
  const message = `${nameOf(exchange.operation)} still lists a ${resource.name} that was deleted.`;
  run.report({
    code: 'ResourceListedAfterDelete',
    message,
    exchange,
    contractPointer: rulePointer(resource, 'operations', 'delete'),
  });
  return true;
}
