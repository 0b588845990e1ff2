import { getAt } from '../../contract/pointer.ts';
import type { Resource } from '../../contract/behaviour.ts';
import { type CaseRun, Skip } from '../case.ts';
import { nameOf } from '../exchange.ts';
import { findTest } from '../inbound/reach.ts';
import { bind } from '../input.ts';
import { findLog, type Recorded, readLog, record, rowsOf, tells } from '../logs.ts';
import { expectedRefusals } from '../outcomes.ts';
import { remove } from '../resources.ts';
import { findVariant } from '../variants.ts';
import { defineBehaviourCheck } from './behaviour-cases.ts';

/** After a delete the list of deliveries shows what the contract says: nothing of it any more, or all of it still. */
export const deletedLog = defineBehaviourCheck({
  name: 'deleted-log',
  title: (resource) => `lists what was sent to a deleted ${resource.name} as documented`,
  applies: (resource, context) =>
    findLog(context.variants, context.contract, resource) !== undefined &&
    findTest(context.variants, resource) !== undefined &&
    findVariant(context.variants, resource, 'delete') !== undefined,
  async run(run, resource) {
    const recorded = await record(run, resource);
    const owned = recorded?.tests.at(-1)!.target.owned;
    if (!recorded || !owned || recorded.tests.length < 2) return;
    const { list } = recorded.log;
    const kept = findKept(run, recorded);
    if (list.view.parent === undefined && kept === undefined) return;
    await remove(run, owned);
    if (owned.alive) return;
    if (run.foundAnywhere('DeletedStillReadable')) throw new Skip('follows from DeletedStillReadable');
    await (list.view.parent === undefined ? checkKept(run, recorded, kept!) : checkGone(run, resource, recorded));
  },
});

/** The log of one resource goes with it: there is nothing to ask for any more. */
async function checkGone(run: CaseRun, resource: Resource, { log, tests }: Recorded): Promise<void> {
  const conditions = [resource.notFound];
  if (expectedRefusals(run.contract, log.variant.operation, conditions).length === 0) return;
  const accepted = {
    code: 'DeletedStillReadable',
    message: `to the deliveries of a deleted ${resource.name}`,
    contractPointer: `${log.list.contractPointer}/parent`,
  } as const;
  await readLog(run, log, tests.at(-1)!.target, undefined, { kind: 'refusal', conditions, accepted });
}

/** What the list had of it before, it still has. */
async function checkKept(run: CaseRun, { log, tests, last }: Recorded, contractPointer: string): Promise<void> {
  const { target } = tests.at(-1)!;
  if (!tells(log) || rowsOf(log, last.rows, target).length === 0) return;
  const filter = log.list.view.filters.find(({ property, operator }) => property === 'endpointId' && operator === 'eq');
  const found = await readLog(run, log, target, (input) => (filter ? bind(input, filter.value, target.id) : input));
  if (!found || rowsOf(log, found.rows, target).length > 0 || !(filter || found.isWhole)) return;
  run.report({
    code: 'DeliveryLogMissing',
    message: `${nameOf(log.variant.operation)} does not list any more what was sent to a deleted ${log.resource.name}.`,
    exchange: found.exchange,
    responsePointer: log.list.at,
    contractPointer,
    received: 'no row',
    key: `deleted ${log.variant.operation.id}`,
  });
}

/** Where the contract says in words that what was sent to something deleted stays in the list. */
function findKept({ contract }: CaseRun, { log }: Recorded): string | undefined {
  return ['description', 'summary']
    .map((name) => `${log.variant.operation.pointer}/${name}`)
    .find((pointer) => {
      const text = getAt(contract.document, pointer);
      return typeof text === 'string' && text.split(/\.\s|\.$/).some((part) => KEEPS.test(part) && !NOT.test(part));
    });
}

const KEEPS =
  /\b(deleted|removed)\b[^.]{0,40}\b(included|kept|remain|stay|still (shown|listed))|\b(includ(es|ing)|keeps|retains)\b[^.]{0,40}\b(deleted|removed)\b/i;
const NOT = /\b(not|no|never|without|except|excluding|unless)\b/i;
