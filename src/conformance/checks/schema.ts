import { getAt, parsePointer, toPointer } from '../../contract/pointer.ts';
import type { Violation } from '../../contract/types.ts';
import { isObject } from '../../contract/value.ts';
import { findBodyViolations } from '../body-violations.ts';
import type { Draft } from '../case.ts';
import { withoutIndexes } from '../fingerprint.ts';
import { type Exchange, isSuccess, nameOf } from '../exchange.ts';
import type { JudgeContext, ResponseCheck } from '../judge.ts';
import { findMedia } from '../media.ts';

/** The body fits its schema. */
export const schema: ResponseCheck = {
  name: 'schema',
  stops: true,
  check(context) {
    const { operation, response } = context.exchange;
    const violations = findBodyViolations(context);
    const misplaced = violations.length === 1 ? undefined : checkShape(context);
    if (misplaced) return [misplaced];
    const { documented } = context;
    const media = documented && findMedia(documented, response.headers.get('content-type') ?? '');
    const pointer = media?.schemaPointer ?? '';
    return groupMissing(violations).map(([violation, ...others]) => {
      const all = [violation!, ...others];
      const at = all.map((entry) => entry.at || 'the body').join(', ');
      const message = others.length > 0 ? 'are missing' : violation!.message;
      return {
        code: 'SchemaViolation' as const,
        message: `${nameOf(operation)} answered ${response.status}: ${at} ${message}.`,
        contractPointer: violation!.schemaPointer,
        responsePointer: violation!.at,
        expected: toExpected(violation!),
        proof: { kind: 'schema' as const, at: violation!.at, pointer },
        restsOn: all.flatMap(propertyOf),
        key: all.map((entry) => causeOf(context.exchange, entry)).join(' '),
      };
    });
  },
};

/** What one object misses has one cause: another object stands in its place, or a part of it was forgotten. */
function groupMissing(violations: readonly Violation[]): Violation[][] {
  const groups = Map.groupBy(violations, ({ at, keyword, schemaPointer }) =>
    keyword === 'required' ? `${schemaPointer} ${toPointer(parsePointer(at).slice(0, -1))}` : at,
  );
  return [...groups.values()];
}

/** `must be a string, got number` asks for `a string`. */
function toExpected({ keyword, message }: Violation): string {
  if (keyword === 'required') return 'a value';
  if (keyword === 'additionalProperties' || keyword === 'unevaluatedProperties') return 'nothing';
  return message.replace(/^must (?:be |have )?/, '').replace(/, got .*$/s, '');
}

/**
 * A list is a list and a resource is an object, at the place where the contract has them. A schema that serves two
 * roles at once cannot tell, and one that misses everything says too much.
 */
function checkShape({ exchange, documented }: JudgeContext): Draft | undefined {
  const { operation, variant, response } = exchange;
  const { resource, role, spec } = variant;
  const media = documented && findMedia(documented, response.headers.get('content-type') ?? '');
  if (!resource || spec?.answer !== 'resource' || !isSuccess(exchange) || !media) return undefined;
  const value = getAt(response.json, spec.at);
  if (role === 'list' ? Array.isArray(value) : isObject(value)) return undefined;
  const wanted = role === 'list' ? `a list of ${resource.name}s` : `the ${resource.name}`;
  return {
    code: 'SchemaViolation',
    message: `${nameOf(operation)} answered ${response.status} without ${wanted} at ${spec.at === '' ? 'the top of the body' : spec.at}.`,
    contractPointer: media.schemaPointer ?? media.pointer,
    responsePointer: spec.at,
    key: `${operation.id} ${role} shape`,
  };
}

/** A missing property is as sure as the property itself. */
function propertyOf({ keyword, at, schemaPointer }: Violation): string[] {
  if (keyword !== 'required') return [];
  const name = parsePointer(at).at(-1) ?? '';
  return [schemaPointer.replace(/\/required$/, '/properties') + toPointer([name])];
}

/** The same property of a resource has one cause in all answers that show it; elsewhere the schema is the cause. */
function causeOf({ variant, response }: Exchange, { at, keyword, schemaPointer }: Violation): string {
  // Refusals have one shape, whatever their schemas are called.
  if (response.status >= 400) return `refusal ${keyword} ${withoutIndexes(at)}`;
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
