/** The members of an error example by which a client tells one error from another, e.g. its code. */
import type { Outcome } from '../contract/behaviour.ts';
import { getAt, toPointer } from '../contract/pointer.ts';
import type { Contract, Json, Operation } from '../contract/types.ts';
import { isObject } from '../contract/value.ts';
import type { Exchange, WireResponse } from './exchange.ts';
import { type ExpectedRefusal, expectedRefusals } from './outcomes.ts';

/** A member that has to have exactly this value. */
export interface Discriminator {
  readonly at: string;
  readonly value: Json;
}

/** A word such as `invalid_url`, `NOT_FOUND` or `badInput`: what programs compare, not what people read. */
const CODE = /^[A-Za-z][A-Za-z0-9]*([_.:/-][A-Za-z0-9]+)*$/;

/**
 * Members of the outcome's example that are the same in every answer to its condition: booleans, the status repeated
 * as a number, and texts that are codes in every error example of the contract that has them. What is filled in at
 * run time is none.
 */
export function toDiscriminators(
  contract: Contract,
  operation: Operation,
  { outcome, example }: ExpectedRefusal,
): Discriminator[] {
  if (!outcome || !example) return [];
  const filled = [...Object.keys(outcome.fill), ...Object.keys(operation.outcomes.always.fill)];
  return leaves(example.value, '').filter(({ at, value }) => {
    if (filled.some((pointer) => at === pointer || at.startsWith(`${pointer}/`))) return false;
    if (typeof value === 'boolean') return true;
    if (typeof value === 'number') return value === outcome.status;
    return typeof value === 'string' && isAlwaysCode(contract, outcome, at);
  });
}

/** Whether an answer is this refusal: its status, and every discriminator. */
export function fitsRefusal(
  contract: Contract,
  operation: Operation,
  refusal: ExpectedRefusal,
  response: WireResponse,
): boolean {
  if (response.status !== refusal.status) return false;
  return toDiscriminators(contract, operation, refusal).every(({ at, value }) => getAt(response.json, at) === value);
}

/** Whether an answer is a refusal for a condition, as far as the contract can tell it from others. */
export function isRefusedFor(contract: Contract, { operation, response }: Exchange, condition: string): boolean {
  if (response.status < 400) return false;
  return expectedRefusals(contract, operation, [condition]).some((refusal) =>
    fitsRefusal(contract, operation, refusal, response),
  );
}

function isAlwaysCode(contract: Contract, outcome: Outcome, at: string): boolean {
  const values = errorExamples(contract, outcome)
    .map((example) => getAt(example, at))
    .filter((value) => value !== undefined);
  return values.every((value) => typeof value === 'string' && CODE.test(value));
}

function errorExamples(contract: Contract, outcome: Outcome): unknown[] {
  const documented = contract.operations.flatMap(({ responses }) =>
    responses
      .filter(({ status }) => !/^[123]/.test(status))
      .flatMap(({ content }) => content.flatMap((media) => media.examples.map((example) => example.value))),
  );
  const shared = getAt(contract.document, `/components/examples${toPointer([outcome.example])}/value`);
  return shared === undefined ? documented : [...documented, shared];
}

function leaves(value: Json, at: string): Discriminator[] {
  if (!isObject(value)) return Array.isArray(value) ? [] : [{ at, value }];
  return Object.entries(value).flatMap(([name, entry]) => leaves(entry, at + toPointer([name])));
}
