import type { Resource } from '../../contract/behaviour.ts';
import { getAt, toPointer } from '../../contract/pointer.ts';
import { isObject } from '../../contract/value.ts';
import type { CaseRun, Draft } from '../case.ts';
import { isSameWord } from '../compare.ts';
import { type Exchange, isSuccess, nameOf } from '../exchange.ts';
import { findDisagreements } from '../inbound/attempt-facts.ts';
import { findTest } from '../inbound/reach.ts';
import { bind } from '../input.ts';
import { findLog, type Recorded, record, rowsOf, tells } from '../logs.ts';
import { showValue } from '../received.ts';
import type { Target } from '../resources.ts';
import { findRowFilters } from '../row-filters.ts';
import { memberWith } from '../row-lists.ts';
import { hasFault } from '../stages.ts';
import { otherTenant } from '../tenants.ts';
import { defineBehaviourCheck } from './behaviour-cases.ts';

/** A test is in the list of deliveries, once, and under the ids that its answer gave. */
export const recordedTests = defineBehaviourCheck({
  name: 'recorded-tests',
  title: (resource) => `records each test of a ${resource.name} once`,
  applies: (resource, { variants, contract }) =>
    findLog(variants, contract, resource) !== undefined && findTest(variants, resource) !== undefined,
  async run(run, resource) {
    const recorded = await record(run, resource);
    if (!recorded || !tells(recorded.log) || hasFault(run, recorded.last.exchange, recorded.log.list.at)) return;
    const fault = findFault(recorded);
    if (!fault) return checkOtherTenant(run, recorded);
    const { list, variant } = recorded.log;
    run.report({
      ...fault,
      exchange: fault.exchange ?? recorded.last.exchange,
      contractPointer: list.contractPointer,
      responsePointer: fault.responsePointer ?? list.at,
      key: `recorded ${variant.operation.id}`,
    });
  },
});

/** Another tenant gets none of the rows, whatever the filter names. What stands below a resource is no filter. */
async function checkOtherTenant(run: CaseRun, { log, tests }: Recorded): Promise<void> {
  const { variant, list } = log;
  const credentials = otherTenant(run);
  const { target } = tests.at(-1)!;
  if (!credentials || list.view.parent || run.foundAnywhere('TenantNotIsolated')) return;
  const filter = findRowFilters(list.view).find(({ property }) => property === 'endpointId');
  const input = run.values.input(variant);
  const exchange = await run.send({
    variant,
    input: filter ? bind(input, `$request.query.${filter.name}`, target.id) : input,
    credentials,
    expect: { kind: 'probe' },
  });
  const rows = getAt(exchange.response.json, list.at);
  if (!isSuccess(exchange) || !Array.isArray(rows) || rowsOf(log, rows, target).length === 0) return;
  run.report({
    code: 'TenantNotIsolated',
    message: `${nameOf(variant.operation)} shows another tenant the deliveries.`,
    exchange,
    responsePointer: list.at,
    contractPointer: variant.operation.pointer,
    key: 'tenant delivery',
  });
}

type Fault = Pick<Draft, 'code' | 'message' | 'responsePointer' | 'received'> & { readonly exchange?: Exchange };

function findFault({ log, tests, last, most }: Recorded): Fault | undefined {
  const { target, exchange } = tests.at(-1)!;
  const { view } = log.list;
  const { action } = exchange.operation;
  const name = nameOf(log.variant.operation);
  const own = rowsOf(log, last.rows, target);
  const event = memberWith(view, '$attempt.event');
  const ofTest = own.filter((row) => event === undefined || getAt(row, event) === action!.event);
  if (own.length === 0)
    return {
      code: 'DeliveryLogMissing',
      message: `${name} does not list a test that was sent.`,
      received: 'no row',
    };
  for (const member of ['id', 'eventId']) {
    const told = readMember(action!.fill, exchange.response.json, member);
    const shown = own.map((row) => readMember(view.row, row, member)?.value);
    if (!told || shown.some((value) => value === undefined || isSameWord(value, told.value))) continue;
    return {
      code: 'TestAnswerWrong',
      message: `${nameOf(exchange.operation)} names ${JSON.stringify(told.value)} at ${told.at}, which no row of ${name} has.`,
      exchange,
      responsePointer: told.at,
      received: JSON.stringify(told.value),
    };
  }
  const [row] = ofTest.length > 0 || !isCorrelated(action!, view) ? ofTest : own;
  const facts = { event: action!.event, endpointId: target.id, ...(tests.length > 1 && urlOf(log.resource, target)) };
  const [other] = findDisagreements(action!.fill, exchange.response.json, facts);
  if (other)
    return {
      code: 'TestAnswerWrong',
      message: `${nameOf(exchange.operation)} says ${showValue(other.shown)} at ${other.at} of a test, where it was ${showValue(other.expected)}.`,
      exchange,
      responsePointer: other.at,
      received: showValue(other.shown),
    };
  const [wrong] = findDisagreements(view.row as Template, row, facts);
  if (row !== undefined && wrong)
    return {
      code: 'DeliveryLogWrong',
      message: `${name} shows ${showValue(wrong.shown)} at ${wrong.at} of a test, where it was ${showValue(wrong.expected)}.`,
      responsePointer: `${log.list.at}/${last.rows.indexOf(row)}${wrong.at}`,
      received: showValue(wrong.shown),
    };
  const attempt = memberWith(view, '$attempt.attempt');
  const id = memberWith(view, '$attempt.id');
  const ids = view.source === 'deliveries' && id !== undefined ? most.rows.map((entry) => getAt(entry, id)) : [];
  const twice = ids.findIndex((value, index) => ids.indexOf(value) !== index);
  if (twice >= 0)
    return {
      code: 'DeliveryLogWrong',
      message: `${name} lists two deliveries with the id ${JSON.stringify(ids[twice])}.`,
      exchange: most.exchange,
      responsePointer: `${log.list.at}/${twice}${id}`,
      received: JSON.stringify(ids[twice]),
    };
  // Nobody but the run knows the resource: every row of that event is of its one test.
  const isCounted = event !== undefined && tests.length > 1 && (view.source === 'deliveries' || attempt !== undefined);
  const numbers = ofTest.map((row) => (view.source === 'deliveries' ? 0 : getAt(row, attempt!)));
  if (!isCounted || new Set(numbers).size === numbers.length) return undefined;
  return {
    code: 'DeliveryLogWrong',
    message: `${name} lists a test ${ofTest.length} times that was sent once.`,
    received: `${ofTest.length} rows`,
  };
}

/** Where a resource that only the run knows gets its deliveries. */
function urlOf({ subscriber }: Resource, { owned }: Target): { readonly url?: unknown } {
  const url = subscriber && owned && getAt(owned.shown, subscriber.url);
  return url === undefined ? {} : { url };
}

type Template = Readonly<Record<string, unknown>>;

/** Whether answer and row name the same thing, so that a row of a test can be told from all others. */
function isCorrelated({ fill }: { readonly fill: Template }, { row }: { readonly row: unknown }): boolean {
  const names = (template: unknown, member: string): boolean => JSON.stringify(template).includes(`$attempt.${member}`);
  return ['id', 'eventId'].some((member) => names(fill, member) && names(row, member));
}

/** What an answer or a row says of a member of the attempt, without what the contract writes around it. */
function readMember(
  template: unknown,
  shown: unknown,
  member: string,
): { readonly value: string; readonly at: string } | undefined {
  for (const [name, expression] of Object.entries(isObject(template) ? template : {})) {
    const [whole, before = '', after = ''] = new RegExp(
      `^(?:\\$attempt\\.${member}|([^{}$]*)\\{\\$attempt\\.${member}\\}([^{}$]*))$`,
    ).exec(String(expression)) ?? [undefined];
    if (whole === undefined) continue;
    const at = name.startsWith('/') ? name : toPointer([name]);
    const value = getAt(shown, at);
    if (typeof value !== 'string' || !value.startsWith(before) || !value.endsWith(after)) return undefined;
    return { value: value.slice(before.length, value.length - after.length), at };
  }
  return undefined;
}
