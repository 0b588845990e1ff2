import { parsePointer, toPointer } from '../../contract/pointer.ts';
import type { Violation } from '../../contract/types.ts';
import { findBodyViolations } from '../body-violations.ts';
import { type Exchange, nameOf } from '../exchange.ts';
import type { ResponseCheck } from '../judge.ts';

/** The body fits its schema. */
export const schema: ResponseCheck = {
  name: 'schema',
  stops: true,
  check(context) {
    const { operation, response } = context.exchange;
    return findBodyViolations(context).map((violation) => ({
      code: 'SchemaViolation' as const,
      message: `${nameOf(operation)} answered ${response.status}: ${violation.at || 'the body'} ${violation.message}.`,
      contractPointer: violation.schemaPointer,
      responsePointer: violation.at,
      restsOn: propertyOf(violation),
      key: causeOf(context.exchange, violation),
    }));
  },
};

/** A missing property is as sure as the property itself. */
function propertyOf({ keyword, at, schemaPointer }: Violation): string[] {
  if (keyword !== 'required') return [];
  const name = parsePointer(at).at(-1) ?? '';
  return [schemaPointer.replace(/\/required$/, '/properties') + toPointer([name])];
}

/** The same property of a resource has one cause in all answers that show it; elsewhere the schema is the cause. */
function causeOf({ variant, response }: Exchange, { at, keyword, schemaPointer }: Violation): string {
  const { resource, role, spec } = variant;
  if (resource && spec && response.status < 300 && spec.answer === 'resource') {
    const base = parsePointer(spec.at);
    const own = parsePointer(at).slice(base.length + (role === 'list' ? 1 : 0));
    if (own.length > 0 && at.startsWith(spec.at))
      return `${resource.name} ${keyword} ${toPointer(own.map((token) => (/^\d+$/.test(token) ? '*' : token)))}`;
  }
  const name = keyword === 'required' || keyword === 'additionalProperties' ? ` ${parsePointer(at).at(-1)}` : '';
  return schemaPointer + name;
}
