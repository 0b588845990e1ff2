/** Reads path, query, header and cookie parameters into typed values, as their schema and style say. */
import { toPointer } from '../contract/pointer.ts';
import type { SchemaCompiler } from '../contract/schema.ts';
import type { Contract, Parameter, Violation } from '../contract/types.ts';
import { isFault } from './parameters/field.ts';
import { type Pairs, splitCookies, splitQuery } from './parameters/pairs.ts';
import type { Sent } from './parameters/finder.ts';
import { createParameterPlan, type ParameterPlan } from './parameters/plan.ts';
import { type ParameterReading, type RawParameters, toFirstTexts } from './parameters/values.ts';

export { type ParameterValues, type RawParameters, toPlainValues } from './parameters/values.ts';

/** Reads and checks the parameters of one operation. */
export type ParameterReader = (raw: RawParameters) => ParameterReading;

const NO_PAIRS: Pairs = new Map();
const NO_VIOLATIONS: readonly Violation[] = Object.freeze([]);

/**
 * Prepares the reader for an operation's parameters.
 * @returns undefined when the operation declares none: `toPlainValues` then gives what expressions ask for
 */
export function createParameterReader(
  contract: Contract,
  compiler: SchemaCompiler,
  parameters: readonly Parameter[],
): ParameterReader | undefined {
  if (parameters.length === 0) return undefined;
  const plans = parameters.map((parameter) => createParameterPlan(contract, compiler, parameter, parameters));
  const hasCookies = parameters.some((parameter) => parameter.in === 'cookie');
  const hasHeaders = parameters.some((parameter) => parameter.in === 'header');
  return (raw) => {
    const query = splitQuery(raw.query);
    const cookies = hasCookies ? splitCookies(raw.headers.cookie) : NO_PAIRS;
    const values = {
      path: { ...raw.path } as Record<string, unknown>,
      query: toFirstTexts(query),
      header: (hasHeaders ? { ...raw.headers } : raw.headers) as Record<string, unknown>,
      cookie: {} as Record<string, unknown>,
    };
    const sent: Sent = { raw, query, cookies };
    let violations: readonly Violation[] = NO_VIOLATIONS;
    for (const plan of plans) {
      const found = readOne(plan, sent, values[plan.parameter.in]);
      if (found.length > 0) violations = violations === NO_VIOLATIONS ? found : [...violations, ...found];
    }
    return { values, violations };
  };
}

/** Reads one parameter into `values`. */
function readOne(plan: ParameterPlan, sent: Sent, values: Record<string, unknown>): readonly Violation[] {
  const reading = plan.read(sent);
  if (reading === undefined) {
    if (plan.missing !== undefined) return plan.missing;
    if (plan.fallback !== undefined) values[plan.key] = plan.fallback;
    return NO_VIOLATIONS;
  }
  if (!isFault(reading)) {
    values[plan.key] = reading.value;
    return reading.violations;
  }
  const { keyword, message } = reading;
  const { parameter } = plan;
  const at = toPointer([parameter.name]);
  return [{ in: parameter.in, at, keyword, message, schemaPointer: parameter.pointer, params: {} }];
}
