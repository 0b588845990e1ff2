/** Looks at one resource: by the operation that reads it, else in the list. */
import type { Resource } from '../contract/behaviour.ts';
import { getAt } from '../contract/pointer.ts';
import type { CaseRun, Step } from './case.ts';
import { type Exchange, isSuccess } from './exchange.ts';
import { idOf, readList } from './listing.ts';
import { inputFor } from './resources.ts';
import { findVariant } from './variants.ts';

/** What is shown of a resource. */
export interface Seen {
  /** Undefined: the resource was not there. */
  readonly value: unknown;
  readonly exchange: Exchange;
  /** JSON pointer of the resource in the answer. */
  readonly at: string;
}

/**
 * @param expect what its read is answered with; where there is none the list is read, which always succeeds
 * @returns undefined when no operation shows the resource
 */
export async function look(
  run: CaseRun,
  resource: Resource,
  id: string,
  expect: Step['expect'] = { kind: 'success' },
): Promise<Seen | undefined> {
  const read = findVariant(run.variants, resource, 'read');
  if (read) {
    const exchange = await run.send({ variant: read, input: inputFor(run, read, { id }), expect });
    const at = read.spec!.at;
    return { value: isSuccess(exchange) ? getAt(exchange.response.json, at) : undefined, exchange, at };
  }
  if (!findVariant(run.variants, resource, 'list')) return undefined;
  const { items, exchange, variant } = await readList(run, resource);
  const index = items.findIndex((item) => idOf(resource, item) === id);
  return { value: items[index], exchange, at: `${variant.spec!.at}/${Math.max(0, index)}` };
}
