import { isDeepStrictEqual } from 'node:util';
import { getAt, toPointer } from '../../contract/pointer.ts';
import { isObject } from '../../contract/value.ts';
import { type CaseRun, type Draft, Skip } from '../case.ts';
import { isSame } from '../compare.ts';
import { isSuccess, nameOf } from '../exchange.ts';
import { findTest } from '../inbound/reach.ts';
import { bind } from '../input.ts';
import { findLog, type Log, type LogRows, readLog, type Recorded, record, type SentTest } from '../logs.ts';
import { findOldRows, NO_ROWS } from '../old-rows.ts';
import { findWrittenOrder, type Order } from '../order.ts';
import { inputFor } from '../resources.ts';
import { memberWith } from '../row-lists.ts';
import { hasFault } from '../stages.ts';
import { TICK, toTime } from '../times.ts';
import { defineBehaviourCheck } from './behaviour-cases.ts';

/** The list of deliveries has the order that the contract gives it, and shows a delivery as a read of it does. */
export const viewRows = defineBehaviourCheck({
  name: 'view-rows',
  title: (resource) => `lists the deliveries of a ${resource.name} in order, and as a read shows them`,
  applies: (resource, { variants, contract }) => {
    const log = findLog(variants, contract, resource);
    return log !== undefined && (findTest(variants, resource) !== undefined || findTime(log) !== undefined);
  },
  async run(run, resource) {
    if (!findTest(run.variants, resource)) {
      const log = findLog(run.variants, run.contract, resource)!;
      const old = await findOldRows(run, resource, log);
      if (!old) throw new Skip(NO_ROWS);
      if (!hasFault(run, old.rows.exchange, log.list.at)) judgeOrder(run, log, old.rows);
      return;
    }
    const recorded = await record(run, resource);
    if (!recorded || hasFault(run, recorded.most.exchange, recorded.log.list.at)) return;
    await checkOrder(run, recorded);
    await checkRead(run, recorded);
  },
});

/** The member that says when a row came; the time of the latest attempt moves. */
function findTime({ list: { view } }: Log): string | undefined {
  const ofAttempt = view.source === 'attempts' ? memberWith(view, '$attempt.occurredAt') : undefined;
  return memberWith(view, '$attempt.createdAt') ?? ofAttempt;
}

function timesOf({ rows }: LogRows, member: string): number[] {
  return rows.map((row) => toTime(row, member)).filter((time) => time !== undefined);
}

async function checkOrder(run: CaseRun, { log, most, tests }: Recorded): Promise<void> {
  const member = findTime(log);
  if (member === undefined || !findLogOrder(run, log)) return;
  const [{ exchange, target }] = tests as [SentTest];
  let shown: LogRows | undefined = most;
  // Times in whole seconds tell an order only of what happened in different ones.
  if (new Set(timesOf(most, member)).size === 1) {
    await run.pause(TICK);
    const { variant } = exchange;
    await run.send({ variant, input: inputFor(run, variant, target), expect: { kind: 'probe' } });
    shown = await readLog(run, log, target);
  }
  if (shown) judgeOrder(run, log, shown);
}

function findLogOrder({ contract }: CaseRun, { list, variant }: Log): Order | undefined {
  const contractPointer = `${list.contractPointer}/order`;
  const isDeclared = getAt(contract.document, contractPointer) !== undefined;
  return isDeclared ? { order: list.view.order, contractPointer } : findWrittenOrder(contract, variant.operation);
}

/** What happened in the same instant may stand in any order. */
function judgeOrder(run: CaseRun, log: Log, shown: LogRows): void {
  const order = findLogOrder(run, log);
  const times = timesOf(shown, findTime(log) ?? '');
  const sorted = times.toSorted((a, b) => (order?.order === 'oldest' ? a - b : b - a));
  if (!order || times.every((time, index) => time === sorted[index])) return;
  run.report({
    code: 'ListOrderWrong',
    message: `${nameOf(log.variant.operation)} does not list the ${order.order} first.`,
    exchange: shown.exchange,
    responsePointer: log.list.at,
    contractPointer: order.contractPointer,
  });
}

async function checkRead(run: CaseRun, recorded: Recorded): Promise<void> {
  const { log, last } = recorded;
  const { view, at } = log.list;
  const id = memberWith(view, '$attempt.id');
  const read = run.variants.find(
    ({ operation: { view: one }, delivery, id: parent }) =>
      delivery !== undefined && parent === undefined && one !== undefined && one.source === view.source,
  );
  const name = id === undefined ? undefined : getAt(last.rows[0], id);
  if (!read || (typeof name !== 'string' && typeof name !== 'number')) return;
  const one = read.operation.view!;
  const members = findShared(view.row, one.row);
  const exchange = await run.send({
    variant: read,
    input: bind(run.values.input(read), read.delivery, name),
    expect: { kind: 'success' },
  });
  if (!isSuccess(exchange) || hasFault(run, exchange, one.at)) return;
  const shown = getAt(exchange.response.json, one.at);
  const differs = ({ rows }: LogRows): string | undefined => {
    const row = rows.find((entry) => getAt(entry, id!) === name);
    return members.find((member) => {
      const [listed, own] = [getAt(row, member), getAt(shown, member)];
      return listed !== undefined && own !== undefined && !isSame(listed, own);
    });
  };
  if (differs(last) === undefined) return;
  // What was still on its way has arrived by now.
  const again = await readLog(run, log, recorded.tests.at(-1)!.target);
  const member = again && differs(again);
  if (!again || member === undefined) return;
  const index = again.rows.findIndex((row) => getAt(row, id!) === name);
  const draft: Draft = {
    code: 'ListDisagrees',
    message: `${nameOf(log.variant.operation)} shows another value at ${member} of a delivery than ${nameOf(read.operation)}.`,
    exchange: again.exchange,
    responsePointer: `${at}/${index}${member}`,
    contractPointer: `${log.list.contractPointer}/row`,
    restsOn: [`${read.operation.pointer}/x-view`],
  };
  run.report(draft);
}

/** Members that both fill in the same way. */
function findShared(row: unknown, other: unknown): string[] {
  if (!isObject(row) || !isObject(other)) return [];
  return Object.keys(row)
    .filter((name) => isDeepStrictEqual(row[name], other[name]))
    .map((name) => toPointer([name]));
}
