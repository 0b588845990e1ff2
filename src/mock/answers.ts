/** Builds responses from the contract: a status, a named example as ground, and what is filled in at run time. */
import type { Fill, Outcome } from '../contract/behaviour.ts';
import { applyFill, evaluate, type Scope } from '../contract/expression.ts';
import { getAt, setAt } from '../contract/pointer.ts';
import type { Contract, Operation, ResponseSpec, Violation } from '../contract/types.ts';
import { isJson } from './body.ts';
import { toJsonResponse, type PlainResponse } from './message.ts';

/** What a success answer is made of. */
export interface SuccessSpec {
  readonly status: number;
  readonly example?: string | undefined;
  readonly answer: 'resource' | 'example' | 'empty';
  readonly at: string;
  readonly fill: Fill;
}

/** What selects one of several outcomes of a condition. */
export interface OutcomeFacts {
  readonly reason?: string;
  readonly violations?: readonly Violation[];
}

/** Answers of one contract. */
export interface Answers {
  /** A success; `shown` is what stands at `spec.at`. */
  success(operation: Operation, spec: SuccessSpec, shown: unknown, scope: Scope): PlainResponse;
  /** The declared answer to a condition, or undefined where the contract has none. */
  failure(operation: Operation, condition: string, facts: OutcomeFacts, scope: Scope): PlainResponse | undefined;
}

/** Creates the answers of a contract. */
export function createAnswers(contract: Contract): Answers {
  return {
    success(operation, spec, shown, scope) {
      const response = findResponse(operation, spec.status);
      const headers = toHeaders(operation, response, {}, scope);
      if (spec.answer === 'empty') return { status: spec.status, headers };
      const media = response?.content.find((entry) => isJson(entry.type)) ?? response?.content[0];
      const ground = structuredClone(findExample(contract, response, spec.example));
      const withResource = spec.answer === 'resource' ? setAt(ground, spec.at, shown) : ground;
      const filled = applyFill(withResource, spec.fill, scope);
      const body = applyFill(filled, operation.outcomes.always.fill, scope, true);
      return toJsonResponse(spec.status, body, headers, media?.type);
    },
    failure(operation, condition, facts, scope) {
      const candidates = operation.outcomes.conditions[condition] ?? [];
      const outcome = candidates.find((candidate) => isMatch(candidate, facts));
      if (!outcome) return undefined;
      const response = findResponse(operation, outcome.status);
      const ground = structuredClone(findExample(contract, response, outcome.example));
      const filled = applyFill(applyFill(ground, outcome.fill, scope), operation.outcomes.always.fill, scope, true);
      const media = response?.content.find((entry) => isJson(entry.type));
      return {
        ...toJsonResponse(outcome.status, filled, toHeaders(operation, response, outcome.headers, scope), media?.type),
        note: { operation: operation.id, condition },
      };
    },
  };
}

/** The violations an outcome speaks of: all of them when it names no place or keyword. */
export function selectViolations(outcome: Outcome, violations: readonly Violation[]): readonly Violation[] {
  const { match } = outcome;
  return violations.filter(
    (violation) =>
      (!match.in || match.in.includes(violation.in)) &&
      (!match.at || match.at.some((at) => violation.at === at || violation.at.startsWith(`${at}/`))) &&
      (!match.keyword || match.keyword.includes(violation.keyword)),
  );
}

/** The first outcome of a list that fits the facts. */
export function isMatch(outcome: Outcome, facts: OutcomeFacts): boolean {
  const { match } = outcome;
  if (match.reason && !(match.reason as readonly string[]).includes(facts.reason ?? '')) return false;
  if (!match.in && !match.at && !match.keyword) return true;
  return selectViolations(outcome, facts.violations ?? []).length > 0;
}

/** The documented response for a status: exact, then its class, then `default`. */
export function findResponse(operation: Operation, status: number): ResponseSpec | undefined {
  const names = [String(status), `${Math.floor(status / 100)}XX`, 'default'];
  for (const name of names) {
    const found = operation.responses.find((response) => response.status.toUpperCase() === name.toUpperCase());
    if (found) return found;
  }
  return undefined;
}

function findExample(contract: Contract, response: ResponseSpec | undefined, name: string | undefined): unknown {
  const examples = response?.content.flatMap((entry) => entry.examples) ?? [];
  const own = name === undefined ? examples[0] : examples.find((example) => example.name === name);
  if (own || name === undefined) return own?.value;
  return getAt(contract.document, `/components/examples/${name}/value`);
}

function toHeaders(
  operation: Operation,
  response: ResponseSpec | undefined,
  own: Readonly<Record<string, unknown>>,
  scope: Scope,
): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const header of response?.headers ?? []) {
    // A header the contract requires and no rule computes: its example is the best known value.
    const example = header.required ? header.examples[0]?.value : undefined;
    if (example !== undefined) headers[header.name] = String(example);
  }
  for (const [name, expression] of Object.entries({ ...operation.outcomes.always.headers, ...own })) {
    const value = evaluate(expression, scope);
    if (value === undefined || value === null) continue;
    for (const known of Object.keys(headers)) if (known.toLowerCase() === name.toLowerCase()) delete headers[known];
    headers[name] = String(value);
  }
  return headers;
}
