/** Reads path, query, header and cookie parameters into typed values, as their schema and style say. */
import { setMember } from '../contract/pointer.ts';
import type { SchemaCompiler } from '../contract/schema.ts';
import type { Contract, Parameter, SecurityScheme, Violation } from '../contract/types.ts';
import { type Pairs, splitCookies, splitQuery } from './parameters/pairs.ts';
import type { Sent, Taken } from './parameters/finder.ts';
import { createParameterPlan } from './parameters/plan.ts';
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
  contract: Pick<Contract, 'document' | 'securitySchemes'>,
  compiler: SchemaCompiler,
  parameters: readonly Parameter[],
): ParameterReader | undefined {
  if (parameters.length === 0) return undefined;
  const taken = [...parameters, ...contract.securitySchemes.flatMap(toCredential)];
  const plans = parameters.map((parameter) => createParameterPlan(contract, compiler, parameter, taken));
  const [hasPath, hasHeaders, hasCookies] = (['path', 'header', 'cookie'] as const).map((place) =>
    parameters.some((parameter) => parameter.in === place),
  );
  const declared = new Set(parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name));
  return (raw) => {
    const query = splitQuery(raw.query);
    const cookies = hasCookies ? splitCookies(raw.headers.cookie) : NO_PAIRS;
    const values: Record<Parameter['in'], Record<string, unknown>> = {
      path: hasPath ? { ...raw.path } : raw.path,
      query: toFirstTexts(query, declared),
      header: hasHeaders ? { ...raw.headers } : raw.headers,
      cookie: {},
    };
    const sent: Sent = { raw, query, cookies };
    let violations: readonly Violation[] = NO_VIOLATIONS;
    for (const plan of plans) {
      const reading = plan.read(sent);
      if (reading?.value !== undefined) setMember(values[plan.parameter.in], plan.key, reading.value);
      else if (!reading && plan.fallback !== undefined) setMember(values[plan.parameter.in], plan.key, plan.fallback);
      const found = reading ? reading.violations : plan.missing;
      if (found.length > 0) violations = [...violations, ...found];
    }
    return { values, violations };
  };
}

function toCredential({ in: place, parameterName: name }: SecurityScheme): Taken[] {
  return place === undefined || name === undefined ? [] : [{ in: place, name }];
}
