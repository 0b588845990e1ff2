/** What a refusal has to look like: the outcome that the contract gives for a condition, else its documented 4xx. */
import type { Evidence, Outcome } from '../contract/behaviour.ts';
import { getAt, toPointer } from '../contract/pointer.ts';
import type { Contract, NamedExample, Operation } from '../contract/types.ts';
import type { RefusalFacts } from './case.ts';
import { documentedStatuses, findResponse } from './documented.ts';

/** One right refusal. */
export interface ExpectedRefusal {
  readonly status: number;
  readonly condition: string;
  /** Pointer of the rule in the contract. */
  readonly contractPointer: string;
  /** Set where the contract declares the outcome. */
  readonly outcome?: Outcome;
  readonly example?: NamedExample;
  readonly evidence?: Evidence;
}

/** Statuses that a condition usually has; only those that are documented are expected. */
const USUAL: Readonly<Record<string, readonly number[]>> = {
  unauthenticated: [401],
  forbidden: [403],
  notFound: [404, 410],
  malformed: [400],
  mediaType: [415],
};
/** Statuses with a meaning of their own, which an invalid request does not have. */
const SPECIFIC = new Set([401, 402, 403, 404, 405, 406, 408, 410, 415, 429]);

/** All right refusals of an operation for the conditions; empty when nothing is declared or documented. */
export function expectedRefusals(
  contract: Contract,
  operation: Operation,
  conditions: readonly string[],
  facts: RefusalFacts = {},
): ExpectedRefusal[] {
  return conditions.flatMap((condition) => {
    const list = operation.outcomes.conditions[condition];
    const index = list?.findIndex((outcome) => fits(outcome, facts)) ?? -1;
    const outcome = list?.[index];
    if (!outcome) return undeclared(operation, condition);
    const example = findExample(contract, operation, outcome);
    return [
      {
        status: outcome.status,
        condition,
        contractPointer: outcomePointer(contract, operation, condition, index),
        outcome,
        ...(example && { example }),
        ...(outcome.evidence && { evidence: outcome.evidence }),
      },
    ];
  });
}

function undeclared(operation: Operation, condition: string): ExpectedRefusal[] {
  const documented = documentedStatuses(operation, 4);
  const usual = documented.filter((status) => USUAL[condition]?.includes(status));
  const general = documented.filter((status) => !SPECIFIC.has(status));
  const preferred = usual.length > 0 ? usual : general;
  const statuses = preferred.length > 0 || condition === 'invalid' ? preferred : documented;
  return statuses.map((status) => {
    const response = findResponse(operation, status)!;
    return {
      status,
      condition,
      contractPointer: response.pointer,
      ...(response.evidence && { evidence: response.evidence }),
    };
  });
}

function fits({ match }: Outcome, { reason, violation }: RefusalFacts): boolean {
  if (match.reason && !(reason !== undefined && match.reason.includes(reason))) return false;
  if (match.in && !(violation && match.in.includes(violation.in))) return false;
  if (match.keyword && !(violation && match.keyword.includes(violation.keyword))) return false;
  return (
    !match.at ||
    (violation !== undefined && match.at.some((at) => violation.at === at || violation.at.startsWith(`${at}/`)))
  );
}

/** Where the outcome is written: on the operation, else on the document; with its index where there is a list. */
function outcomePointer(contract: Contract, operation: Operation, condition: string, index: number): string {
  const own = `${operation.pointer}/x-outcomes${toPointer([condition])}`;
  const pointer = getAt(contract.document, own) === undefined ? `/x-outcomes${toPointer([condition])}` : own;
  return Array.isArray(getAt(contract.document, pointer)) ? `${pointer}/${index}` : pointer;
}

function findExample(contract: Contract, operation: Operation, outcome: Outcome): NamedExample | undefined {
  const content = findResponse(operation, outcome.status)?.content ?? [];
  const own = content.flatMap((media) => media.examples).find((example) => example.name === outcome.example);
  if (own) return own;
  const pointer = `/components/examples${toPointer([outcome.example])}/value`;
  const value = getAt(contract.document, pointer);
  return value === undefined ? undefined : { name: outcome.example, value: value as NamedExample['value'], pointer };
}
