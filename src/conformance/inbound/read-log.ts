/** The provider's own list of deliveries. */
import { getAt } from '../../contract/pointer.ts';
import { isObject } from '../../contract/value.ts';
import type { CaseRun } from '../case.ts';
import { type Exchange, isSuccess } from '../exchange.ts';
import { bind } from '../input.ts';
import { inputFor } from '../resources.ts';
import type { Variant } from '../variants.ts';
import { type AttemptFacts, findDisagreements } from './attempt-facts.ts';
import type { Subscriber } from './subscriber.ts';

/** How often the list is asked for what was just sent, and how long is waited in between. */
const PATIENCE = { attempts: 4, milliseconds: 200 };

/** One row of the list. */
export interface LogRow {
  readonly exchange: Exchange;
  readonly row: unknown;
  /** JSON pointer of the row in the answer. */
  readonly at: string;
}

/** The operation that lists deliveries; undefined where there is none. */
export function findLog(variants: readonly Variant[]): Variant | undefined {
  return variants.find(
    ({ operation: { view } }) =>
      view && view.source !== 'events' && view.one === undefined && !view.aggregate && isObject(view.row),
  );
}

/**
 * The row of a delivery: that with its id or its bytes, else the one that agrees best.
 * @returns an answer without a row where there is none; undefined where the list could not be read
 */
export async function findLogRow(
  run: CaseRun,
  { resource, owned }: Subscriber,
  facts: AttemptFacts,
): Promise<LogRow | { readonly exchange: Exchange; readonly row?: undefined } | undefined> {
  const variant = findLog(run.variants)!;
  const view = variant.operation.view!;
  const byEndpoint = view.filters.find(({ property, operator }) => property === 'endpointId' && operator === 'eq');
  const isOwn = variant.resource === resource;
  let last: Exchange | undefined;
  for (let attempt = 1; attempt <= PATIENCE.attempts; attempt++) {
    const input = inputFor(run, variant, isOwn ? owned : undefined);
    const exchange = await run.send({
      variant,
      input: byEndpoint ? bind(input, byEndpoint.value, owned.id) : input,
      expect: { kind: 'success' },
    });
    const rows = getAt(exchange.response.json, view.at);
    if (!isSuccess(exchange) || !Array.isArray(rows)) return undefined;
    last = exchange;
    const found = pickRow(view.row as Readonly<Record<string, unknown>>, rows, facts);
    if (found >= 0) return { exchange, row: rows[found], at: `${view.at}/${found}` };
    await run.pause(PATIENCE.milliseconds * attempt);
  }
  return last && { exchange: last };
}

/** By which a row can be told from others, the surest first. */
const KEYS = ['id', 'eventId', 'bodySha256'];

function pickRow(template: Readonly<Record<string, unknown>>, rows: readonly unknown[], facts: AttemptFacts): number {
  const plain = (member: string): string | undefined =>
    Object.keys(template).find((name) => template[name] === `$attempt.${member}`);
  const has = (row: unknown, member: string): boolean => {
    const name = plain(member);
    return name !== undefined && isObject(row) && row[name] === facts[member];
  };
  const key = KEYS.find((member) => plain(member) !== undefined && facts[member] !== undefined);
  const sure = key === undefined ? -1 : rows.findIndex((row) => has(row, key));
  if (sure >= 0) return sure;
  const isOurs = (row: unknown): boolean =>
    (['endpointId', 'event'] as const).every((member) => plain(member) === undefined || has(row, member));
  const wrong = rows.map((row) => (isOurs(row) ? findDisagreements(template, row, facts).length : Infinity));
  const least = Math.min(...wrong);
  return least === Infinity ? -1 : wrong.indexOf(least);
}
