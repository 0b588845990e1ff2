/** Recorded deliveries for cases to work with: of the run's own resources, made by a test event where there are none. */
import type { Resource } from '../contract/behaviour.ts';
import { getAt, toPointer } from '../contract/pointer.ts';
import { isObject } from '../contract/value.ts';
import { type CaseRun, Skip } from './case.ts';
import { isSuccess } from './exchange.ts';
import { inputFor, obtain, type Target } from './resources.ts';
import type { Variant } from './variants.ts';

/** How often the list of deliveries is asked for one that a test event made. */
const ATTEMPTS = 4;

/**
 * The id of a recorded delivery to one of the run's resources; in a read-only run of any.
 * @throws Skip when there is none
 */
export async function obtainDelivery(run: CaseRun): Promise<string> {
  const list = run.variants.find(
    ({ operation }) =>
      operation.view && operation.view.one === undefined && idPointer(operation.view.row) !== undefined,
  );
  if (!list) throw new Skip('no operation lists deliveries with their ids');
  const resource = list.resource ?? run.contract.behaviour.resources.find((entry) => entry.subscriber);
  if (!resource) throw new Skip('no resource receives deliveries');
  const target = await obtain(run, resource);
  const known = run.world.deliveries.get(target.id);
  if (known !== undefined) return known;
  const reason = run.world.unavailable.get('delivery');
  if (reason !== undefined) throw new Skip(reason);
  const id = await search(run, list, resource, target);
  if (id !== undefined) return id;
  run.world.unavailable.set('delivery', 'the test event is in no list of deliveries');
  throw new Skip('the test event is in no list of deliveries');
}

async function search(run: CaseRun, list: Variant, resource: Resource, target: Target): Promise<string | undefined> {
  const before = await findDelivery(run, list, target);
  if (before !== undefined) return before;
  await sendTest(run, resource, target);
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const found = await findDelivery(run, list, target);
    if (found !== undefined) return found;
    // A list with a fault of its own does not get better by waiting.
    if (run.faults.length > 0) return undefined;
    await run.pause(200 * attempt);
  }
  return undefined;
}

async function sendTest(run: CaseRun, resource: Resource, target: Target): Promise<void> {
  const test = run.variants.find(
    (variant) => variant.resource === resource && variant.operation.action?.kind === 'test',
  );
  if (!test || run.readOnly) throw new Skip('nothing was delivered yet, and no operation sends a test event');
  const exchange = await run.send({ variant: test, input: inputFor(run, test, target), expect: { kind: 'success' } });
  if (!isSuccess(exchange)) throw new Skip('no test event could be sent');
}

async function findDelivery(run: CaseRun, list: Variant, target: Target): Promise<string | undefined> {
  const view = list.operation.view!;
  const exchange = await run.send({ variant: list, input: inputFor(run, list, target), expect: { kind: 'success' } });
  const rows = getAt(exchange.response.json, view.at);
  if (!Array.isArray(rows)) return undefined;
  const endpoint = memberWith(view.row, '$attempt.endpointId');
  const isOurs = (row: unknown): boolean =>
    run.readOnly || list.id !== undefined || (endpoint !== undefined && getAt(row, endpoint) === target.id);
  const row = rows.find(isOurs);
  const id = row === undefined ? undefined : getAt(row, idPointer(view.row)!);
  if (id === undefined) return undefined;
  run.world.deliveries.set(target.id, String(id));
  return String(id);
}

function idPointer(row: unknown): string | undefined {
  return memberWith(row, '$attempt.id');
}

/** Pointer of the member of a row that an expression fills. */
function memberWith(row: unknown, expression: string): string | undefined {
  if (!isObject(row)) return undefined;
  const name = Object.keys(row).find((key) => row[key] === expression);
  return name === undefined ? undefined : toPointer([name]);
}
