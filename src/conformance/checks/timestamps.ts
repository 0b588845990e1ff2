import type { Resource } from '../../contract/behaviour.ts';
import { getAt } from '../../contract/pointer.ts';
import type { CaseRun, Draft } from '../case.ts';
import { type Exchange, isSuccess, nameOf } from '../exchange.ts';
import { beginLife, type Change, type Life, rewrite, see } from '../life.ts';
import { hasFault } from '../stages.ts';
import { findTimes, toTime } from '../times.ts';
import { defineBehaviourCheck, rulePointer } from './behaviour-cases.ts';

/** Clocks may differ by that much; the smallest wrong zone is a quarter of an hour away. */
const TOLERANCE = 10 * 60_000;

/** Times are those of the create and of the last change, and move when they have to. */
export const timestamps = defineBehaviourCheck({
  name: 'timestamps',
  title: (resource) => `keeps the times of a ${resource.name}`,
  applies: (resource) =>
    resource.schema === '' || Object.values(resource.set).some((fill) => Object.values(fill).includes('$now')),
  async run(run, resource) {
    const life = await beginLife(run, resource);
    const change = await rewrite(run, resource);
    // Before the first write nothing but the create has set a time.
    const seen = change?.before ?? (await see(run, resource, life));
    const times = findTimes(resource, seen?.value ?? life.owned.shown);
    const report = createReport(run, resource);
    for (const pointer of [times.created, times.updated]) {
      if (pointer !== undefined && isPresent(run, life.owned.shown, pointer, life.exchange))
        checkNow(run, pointer, life.owned.shown, life.exchange, report);
    }
    if (seen?.value !== undefined && !hasFault(run, seen.exchange, seen.at)) {
      const [told, shown] = [toTime(life.owned.shown, times.created), toTime(seen.value, times.created)];
      if (told !== undefined && shown !== undefined && Math.abs(told - shown) >= 1000) {
        const message = `${nameOf(seen.exchange.operation)} shows another ${times.created!} than the create did.`;
        report({ code: 'ResourceChanged', message, exchange: seen.exchange, pointer: times.created!, at: seen.at });
      }
    }
    if (change && isSuccess(change.exchange) && !run.foundAnywhere('ValueNotKept'))
      checkMoved(run, resource, life, change, report);
  },
});

type Report = (
  draft: Pick<Draft, 'code' | 'message' | 'operation' | 'exchange'> & { pointer: string; at: string },
) => void;

function createReport(run: CaseRun, resource: Resource): Report {
  return ({ pointer, at, ...draft }) => {
    // One wrong time has one cause, wherever it shows.
    if (run.faults.some(({ key }) => key === `${resource.name} ${pointer} time`)) return;
    run.report({
      ...draft,
      responsePointer: at + pointer,
      contractPointer: rulePointer(resource),
      key: `${resource.name} ${pointer} time`,
    });
  };
}

function isPresent(run: CaseRun, shown: unknown, pointer: string, exchange: Exchange): boolean {
  return !hasFault(run, exchange) && toTime(shown, pointer) !== undefined;
}

/** Right by the server's clock or by ours is right. */
function checkNow(run: CaseRun, pointer: string, shown: unknown, exchange: Exchange, report: Report): void {
  const time = toTime(shown, pointer)!;
  const date = Date.parse(exchange.response.headers.get('date') ?? '');
  const clocks = [run.clock.now(), ...(Number.isNaN(date) ? [] : [date])];
  if (clocks.some((clock) => Math.abs(clock - time) <= TOLERANCE)) return;
  const text = JSON.stringify(getAt(shown, pointer));
  report({
    code: 'TimestampWrong',
    message: `${nameOf(exchange.operation)} shows ${text} at ${pointer}; it was ${new Date(clocks.at(-1)!).toISOString()}.`,
    exchange,
    pointer,
    at: exchange.variant.spec?.at ?? '',
  });
}

function checkMoved(run: CaseRun, resource: Resource, life: Life, change: Change, report: Report): void {
  const { exchange, before, after } = change;
  const answered =
    exchange.variant.spec?.answer === 'resource' ? getAt(exchange.response.json, exchange.variant.spec.at) : undefined;
  const times = findTimes(resource, after?.value ?? answered);
  if (times.updated !== undefined && isPresent(run, answered, times.updated, exchange))
    checkNow(run, times.updated, answered, exchange, report);
  if (after?.value === undefined || hasFault(run, after.exchange, after.at)) return;
  const [created, updated] = [toTime(after.value, times.created), toTime(after.value, times.updated)];
  const { at } = after;
  const born = toTime(before?.value, times.created) ?? toTime(life.owned.shown, times.created);
  if (created !== undefined && born !== undefined && Math.abs(created - born) >= 1000) {
    const message = `${nameOf(exchange.operation)} moved ${times.created!}, the time of the create.`;
    const { operation } = exchange;
    report({ code: 'ResourceChanged', message, operation, exchange: after.exchange, pointer: times.created!, at });
  } else if (created !== undefined && updated !== undefined && updated < created - 999) {
    const message = `${nameOf(after.exchange.operation)} shows ${times.updated!} before ${times.created!}.`;
    report({ code: 'TimestampWrong', message, exchange: after.exchange, pointer: times.updated!, at });
  }
  const old = toTime(before?.value, times.updated);
  if (updated === undefined || old === undefined || updated > old) return;
  const message = `${nameOf(exchange.operation)} left ${times.updated!} at ${JSON.stringify(getAt(after.value, times.updated!))}.`;
  report({ code: 'TimestampNotMoved', message, exchange: after.exchange, pointer: times.updated!, at });
}
