/** How a refused request is answered: by the contract's outcome, else by a documented status in our own words. */
import { withRoots, type Scope } from '../contract/expression.ts';
import type { Operation, Violation } from '../contract/types.ts';
import { isMatch, selectViolations } from './answers.ts';
import type { FailureFacts, MockContext } from './context.ts';
import { toProblem, type PlainResponse } from './message.ts';
import { FALLBACKS } from './problems.ts';
import { toShown } from './schema-answers/violations-header.ts';

const NONE: readonly Violation[] = [];

/**
 * The answer to a condition.
 * @param condition a name under `x-outcomes`, or one of those that need no declaration (`problems.ts`)
 */
export function fail(
  context: MockContext,
  operation: Operation,
  scope: Scope,
  condition: string,
  facts: FailureFacts = {},
): PlainResponse {
  const named = operation.outcomes.conditions[condition] ? condition : FALLBACKS[condition]?.condition;
  const violations = facts.violations ?? toViolations(condition, facts);
  const known = { ...facts, violations };
  const text = facts.text ?? describeFirst(operation, named, known) ?? condition;
  const note = { operation: operation.id, condition, reason: text };
  const roots = { reason: text, violations: () => toViolationList(violations), ...facts.roots };
  const declared = named && context.answers.failure(operation, named, known, withRoots(scope, roots));
  if (declared) return { ...declared, note };
  const { status, title } = toFallback(operation, condition);
  // The same member, in the same form, that Prism's problems have.
  const members = violations.length === 0 ? {} : { validation: toShown('request', violations) };
  return { ...toProblem(status, title, text, {}, members), note };
}

/** The first violation that the outcome speaks of, as a sentence. */
function describeFirst(
  operation: Operation,
  condition: string | undefined,
  facts: FailureFacts & { readonly violations: readonly Violation[] },
): string | undefined {
  const { violations } = facts;
  const outcome = operation.outcomes.conditions[condition ?? '']?.find((candidate) => isMatch(candidate, facts));
  const [first] = outcome && violations.length > 0 ? selectViolations(outcome, violations) : violations;
  return first && toSentence(first);
}

/** Where a contract has no outcome, a status that it documents is nearer to it than one it does not. */
function toFallback(operation: Operation, condition: string): { readonly status: number; readonly title: string } {
  const fallback = FALLBACKS[condition] ?? FALLBACKS.invalid!;
  const documents = (status: number) => operation.responses.some((response) => response.status === String(status));
  return fallback.status === 422 && !documents(422) && documents(400)
    ? { status: 400, title: 'Bad Request' }
    : fallback;
}

/** A body that cannot be read is also an invalid body: contracts without an outcome of its own treat it so. */
function toViolations(condition: string, facts: FailureFacts): readonly Violation[] {
  if (condition !== 'malformed') return NONE;
  return [
    { in: 'body', at: '', keyword: 'json', message: facts.text ?? 'is not readable', schemaPointer: '', params: {} },
  ];
}

/** `$violations` is a list; `byField` and `byProperty` serve providers that answer with an object. */
function toViolationList(violations: readonly Violation[]): unknown {
  const items = violations.map((violation) => {
    const path = violation.at.split('/').slice(1);
    const field = path.join('.') || violation.in;
    return { path, field, message: violation.message, in: violation.in, keyword: violation.keyword };
  });
  return Object.assign(items, {
    byField() {
      const byField: Record<string, string> = {};
      for (const { field, message } of items) if (!Object.hasOwn(byField, field)) byField[field] = message;
      return byField;
    },
    byProperty() {
      const byProperty: Record<string, string> = {};
      for (const { path, field, message } of items) {
        const [property = field, ...rest] = path;
        if (!Object.hasOwn(byProperty, property)) byProperty[property] = `${toPrefix(rest)}${message}`;
      }
      return byProperty;
    },
  });
}

function toPrefix(path: readonly string[]): string {
  return path.length === 0 ? '' : `${path.map((part) => (/^\d+$/.test(part) ? `item ${part}` : part)).join(', ')} `;
}

/** A violation as a sentence without a full stop. */
export function toSentence(violation: Violation): string {
  const name = violation.at.slice(1).replaceAll('/', '.');
  const place = violation.in === 'body' ? name || 'the body' : `${violation.in} parameter ${name}`;
  return `${place} ${violation.message}`;
}
