import type { Draft, Expectation } from '../case.ts';
import { nameOf } from '../exchange.ts';
import type { JudgeContext, ResponseCheck } from '../judge.ts';
import type { Header, Operation } from '../../contract/types.ts';
import { isObject } from '../../contract/value.ts';

/**
 * Required headers are there, and documented ones have a value that fits. A quota per key has nothing to say to a
 * request without a known key, whatever the contract says of all answers.
 */
export const headers: ResponseCheck = {
  name: 'headers',
  stops: false,
  check: (context) => joinQuota((context.documented?.headers ?? []).flatMap((header) => checkHeader(context, header))),
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
        expected: `the header ${header.name}`,
        received: 'none',
        proof: { kind: 'header', name: header.name },
        key: `missing ${header.name.toLowerCase()}`,
      },
    ];
  }
  if (header.schemaPointer === undefined) return [];
  const check = compiler.compile(header.schemaPointer, 'response');
  const results = readHeader(value, isIntegerHeader(header.schema)).map((reading) => check(reading));
  if (results.some((violations) => violations.length === 0)) return [];
  const [violation] = results.at(-1)!;
  return [
    {
      code: 'HeaderInvalid',
      message: `${got} with the header ${header.name}: ${value}, which ${violation!.message}.`,
      contractPointer: header.pointer,
      expected: violation!.message.replace(/^must (?:be |have )?/, '').replace(/, got .*$/s, ''),
      received: value,
      proof: { kind: 'headerSchema', name: header.name, pointer: header.schemaPointer },
      key: header.name.toLowerCase(),
    },
  ];
}

/** Whether the schema of a header asks for a whole number. */
export function isIntegerHeader(schema: unknown): boolean {
  return isObject(schema) && schema['type'] === 'integer';
}

/**
 * What the text of a header may be read as.
 * @param isInteger a number in digits alone: most readers of whole numbers stop at a point, or refuse it
 */
export function readHeader(value: string, isInteger = false): readonly (string | number | boolean)[] {
  const isNumber = isInteger ? /^[+-]?\d+$/.test(value) : Number.isFinite(Number(value));
  return [value, ...(isNumber ? [Number(value)] : []), ...(/^(true|false)$/.test(value) ? [value === 'true'] : [])];
}

/** The headers of a quota are written together, and forgotten together. */
function joinQuota(drafts: readonly Draft[]): Draft[] {
  const isQuota = ({ code, key = '' }: Draft): boolean => code === 'HeaderMissing' && /rate-?limit/.test(key);
  const [first, ...others] = drafts.filter(isQuota);
  if (!first || others.length === 0) return [...drafts];
  const names = [first, ...others].map(({ expected = '' }) => expected.replace('the header ', ''));
  const message = first.message.replace(/the header .*$/, `the headers ${names.join(', ')}.`);
  const joined = { ...first, message, expected: `the headers ${names.join(', ')}`, key: `missing ${names.join(' ')}` };
  return [joined, ...drafts.filter((draft) => !isQuota(draft))];
}

function isUnknownKey(expectation: Expectation): boolean {
  return expectation.kind === 'refusal' && expectation.conditions.includes('unauthenticated');
}

function countsQuota({ rateLimits }: Operation, name: string): boolean {
  const names = rateLimits.flatMap((limit) => Object.keys(limit.headers));
  return /rate-?limit/i.test(name) || names.some((known) => known.toLowerCase() === name.toLowerCase());
}
