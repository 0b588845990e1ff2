/** The rows a view starts from: attempts, deliveries or the event catalog. */
import type { View } from '../../contract/behaviour.ts';
import { getAt, toPointer } from '../../contract/pointer.ts';
import { resolveRef } from '../../contract/resolve.ts';
import type { Contract, EventSpec } from '../../contract/types.ts';
import type { MockContext } from '../context.ts';
import { toShownAttempt } from '../shown-attempt.ts';

/** A row under its name in expressions: `$attempt.*` or `$event.*`. */
export interface Row {
  readonly root: 'attempt' | 'event';
  readonly value: Readonly<Record<string, unknown>>;
  /** Grows with age order; cursors carry it. */
  readonly position: number;
}

/** All rows of a tenant, newest first; the catalog in the order of the contract. */
export function listRows(context: MockContext, view: View, tenant: string): Row[] {
  if (view.source === 'events') return toCatalog(context.contract);
  const attempts = view.source === 'attempts' ? context.log.attempts : context.log.deliveries;
  return attempts({ contract: context.contract.name, tenant }).map((attempt) => ({
    root: 'attempt',
    value: toShownAttempt(attempt) as unknown as Record<string, unknown>,
    position: attempt.sequence,
  }));
}

const catalogs = new WeakMap<Contract, Row[]>();

function toCatalog(contract: Contract): Row[] {
  const known = catalogs.get(contract);
  if (known) return known;
  const listed = contract.events.filter((event) => !contract.behaviour.unsubscribable.includes(event.name));
  const rows = listed.map((event, index): Row => ({ root: 'event', value: toEvent(contract, event), position: index }));
  catalogs.set(contract, rows);
  return rows;
}

function toEvent(contract: Contract, event: EventSpec): Record<string, unknown> {
  const schema = event.body?.schema === undefined ? undefined : resolveRef(contract.document, event.body.schema);
  const data = schema && typeof schema === 'object' ? getAt(schema, toPointer(['properties', 'data'])) : undefined;
  return {
    name: event.name,
    summary: event.summary,
    description: event.description,
    tags: event.tags,
    category: event.tags[0],
    schema,
    dataSchema: data === undefined ? undefined : resolveRef(contract.document, data as never),
    example: event.body?.examples[0]?.value,
  };
}
