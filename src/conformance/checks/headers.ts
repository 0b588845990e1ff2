import type { Draft, Expectation } from '../case.ts';
import { nameOf } from '../exchange.ts';
import type { JudgeContext, ResponseCheck } from '../judge.ts';
import type { Header, Operation } from '../../contract/types.ts';

/**
 * Required headers are there, and documented ones have a value that fits. A quota per key has nothing to say to a
 * request without a known key, whatever the contract says of all answers.
 */
export const headers: ResponseCheck = {
  name: 'headers',
  stops: false,
  check: (context) => (context.documented?.headers ?? []).flatMap((header) => checkHeader(context, header)),
};

function checkHeader({ exchange, compiler, expectation }: JudgeContext, header: Header): Draft[] {
  const { operation, response } = exchange;
  const value = response.headers.get(header.name);
  const got = `${nameOf(operation)} answered ${response.status}`;
  if (value === null) {
    if (!header.required || (isUnknownKey(expectation) && countsQuota(operation, header.name))) return [];
    return [
      {
        code: 'HeaderMissing',
        message: `${got} without the header ${header.name}.`,
        contractPointer: header.pointer,
        key: header.pointer,
      },
    ];
  }
  if (header.schemaPointer === undefined) return [];
  const check = compiler.compile(header.schemaPointer, 'response');
  const readings = [
    value,
    ...(Number.isFinite(Number(value)) ? [Number(value)] : []),
    ...(/^(true|false)$/.test(value) ? [value === 'true'] : []),
  ];
  const results = readings.map((reading) => check(reading));
  if (results.some((violations) => violations.length === 0)) return [];
  const [violation] = results.at(-1)!;
  return [
    {
      code: 'HeaderInvalid',
      message: `${got} with the header ${header.name}: ${value}, which ${violation!.message}.`,
      contractPointer: header.pointer,
      key: header.pointer,
    },
  ];
}

function isUnknownKey(expectation: Expectation): boolean {
  return expectation.kind === 'refusal' && expectation.conditions.includes('unauthenticated');
}

function countsQuota({ rateLimits }: Operation, name: string): boolean {
  const names = rateLimits.flatMap((limit) => Object.keys(limit.headers));
  return /rate-?limit/i.test(name) || names.some((known) => known.toLowerCase() === name.toLowerCase());
}
