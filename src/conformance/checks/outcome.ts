import { getAt } from '../../contract/pointer.ts';
import type { Contract } from '../../contract/types.ts';
import { isObject } from '../../contract/value.ts';
import type { Draft } from '../case.ts';
import { findBodyViolations } from '../body-violations.ts';
import { toDiscriminators } from '../discriminators.ts';
import { isInferred } from '../evidence.ts';
import { nameOf } from '../exchange.ts';
import type { JudgeContext, ResponseCheck } from '../judge.ts';
import type { ExpectedRefusal } from '../outcomes.ts';

/**
 * A refusal says what it is: its error code is that of the declared outcome. A code that the contract only infers is
 * a stand-in for an unknown one, which no server can be blamed for; a strict run compares it too.
 */
export const outcome: ResponseCheck = {
  name: 'outcome',
  stops: true,
  check(context) {
    const { contract, exchange, refusals, strict } = context;
    const { operation, response } = exchange;
    const fitting = refusals.filter((refusal) => refusal.status === response.status);
    if (!strict && fitting.some((refusal) => isGuess(contract, refusal))) return findMisnamed(context, fitting[0]!);
    const wrong = fitting.map((refusal) => ({
      refusal,
      first: toDiscriminators(contract, operation, refusal).find(({ at, value }) => getAt(response.json, at) !== value),
    }));
    const right = wrong.find(({ first }) => first === undefined);
    if (right) return findMisnamed(context, right.refusal);
    const [chosen] = wrong;
    if (!chosen?.first) return [];
    const { refusal, first } = chosen;
    // A body of another shape is for the schema to name.
    const isOfType = typeof getAt(response.json, first.at) === typeof first.value;
    if (!isOfType && findBodyViolations(context).length > 0) return [];
    const got = JSON.stringify(getAt(response.json, first.at)) ?? 'nothing';
    return [
      {
        code: 'WrongOutcome',
        message: `${nameOf(operation)} answered ${response.status} with ${first.at} ${got}; expected ${JSON.stringify(first.value)} (${refusal.condition}).`,
        contractPointer: refusal.contractPointer,
        responsePointer: first.at,
        expected: JSON.stringify(first.value),
        received: got,
        proof: { kind: 'equals', at: first.at, value: first.value },
        // One wrong code for every reason is one fault.
        aliases: [`${first.at} ${got}`],
      },
    ];
  },
};

/** The property that was broken, where the refusal lists those that are. A part of it is named as it pleases. */
function findMisnamed(
  { exchange, expectation }: JudgeContext,
  { outcome, contractPointer, example }: ExpectedRefusal,
): Draft[] {
  const violation = expectation.kind === 'refusal' ? expectation.facts?.violation : undefined;
  const [, property] = violation?.at.split('/') ?? [];
  const fills = Object.entries(outcome?.fill ?? {});
  const [at, named] = fills
    .map(([pointer, value]) => [pointer, readNamed(value, getAt(exchange.response.json, pointer))] as const)
    .find(([, names]) => names.length > 0) ?? [''];
  const names = [...new Set(named)];
  if (property === undefined || names.length === 0 || names.includes(property)) return [];
  const { operation, response } = exchange;
  return [
    {
      code: 'WrongOutcome',
      message: `${nameOf(operation)} answered ${response.status} and names ${names.join(' and ')} at ${at}, where ${property} was wrong.`,
      contractPointer: `${contractPointer}/fill`,
      restsOn: [contractPointer, ...(example ? [example.pointer] : [])],
      responsePointer: at,
      expected: property,
      received: names.join(', '),
      aliases: [at],
    },
  ];
}

/** The properties that a part of an error body names, which the contract fills from what is wrong. */
function readNamed(template: unknown, shown: unknown): readonly string[] {
  const first = (path: string): string => path.split(/[./[]/)[0]!;
  if (template === '$violations.byProperty' || template === '$violations.byField')
    return isObject(shown) ? Object.keys(shown).map(first) : [];
  if (!isObject(template) || template['$each'] !== '$violations' || !isObject(template['as'])) return [];
  const [member] = Object.entries(template['as']).find(([, value]) => value === '$item.path') ?? [];
  if (member === undefined || !Array.isArray(shown)) return [];
  return shown.flatMap((item: unknown) => {
    const path = isObject(item) ? item[member] : undefined;
    return Array.isArray(path) && path.length > 0 ? [first(String(path[0]))] : [];
  });
}

function isGuess(contract: Contract, { contractPointer, example }: ExpectedRefusal): boolean {
  return isInferred(contract, [contractPointer, ...(example ? [example.pointer] : [])]);
}
