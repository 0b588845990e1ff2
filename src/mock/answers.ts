/** Builds responses from the contract: a status, a named example as ground, and what is filled in at run time. */
import type { Fill, Outcome } from '../contract/behaviour.ts';
import { applyFill, compileExpression, type Evaluator, type Scope } from '../contract/expression.ts';
import { getAt, parsePointer, setTokens } from '../contract/pointer.ts';
import type { Contract, Operation, ResponseSpec, Violation } from '../contract/types.ts';
import { copyJson } from '../contract/value.ts';
import { isJson } from './body.ts';
import type { Note, PlainResponse } from './message.ts';

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

/** A success, ready to be answered; `shown` is what stands at `spec.at`. */
export type Success = (shown: unknown, scope: Scope) => PlainResponse;

/** Answers of one contract, prepared once per operation. */
export interface Answers {
  success(operation: Operation, spec: SuccessSpec): Success;
  /** The declared answer to a condition, or undefined where the contract has none. */
  failure(operation: Operation, condition: string, facts: OutcomeFacts, scope: Scope): PlainResponse | undefined;
}

type Failure = { readonly outcome: Outcome; readonly respond: (scope: Scope) => PlainResponse };

/** Creates the answers of a contract. */
export function createAnswers(contract: Contract): Answers {
  const failures = new Map<Outcome, Map<Operation, Failure['respond']>>();
  return {
    success: (operation, spec) => prepareSuccess(contract, operation, spec),
    failure(operation, condition, facts, scope) {
      const outcome = operation.outcomes.conditions[condition]?.find((candidate) => isMatch(candidate, facts));
      if (!outcome) return undefined;
      let byOperation = failures.get(outcome);
      if (!byOperation) failures.set(outcome, (byOperation = new Map()));
      let respond = byOperation.get(operation);
      if (!respond) byOperation.set(operation, (respond = prepareFailure(contract, operation, outcome)));
      return respond(scope);
    },
  };
}

function prepareSuccess(contract: Contract, operation: Operation, spec: SuccessSpec): Success {
  const { status, fill } = spec;
  const response = findResponse(operation, status);
  const note: Note = { operation: operation.id };
  const media = response?.content.find((entry) => isJson(entry.type)) ?? response?.content[0];
  const type = spec.answer === 'empty' ? undefined : (media?.type ?? 'application/json');
  const toHeaders = prepareHeaders(operation, response, type, {});
  if (spec.answer === 'empty') return (_, scope) => ({ status, headers: toHeaders(scope), note });
  const ground = findExample(contract, response, spec.example);
  const at = parsePointer(spec.at);
  const always = operation.outcomes.always.fill;
  // What is filled in below the first level would change values that the store still holds.
  const reaches = [...Object.keys(fill), ...Object.keys(always)].some(
    (pointer) => parsePointer(pointer).length > at.length + 1,
  );
  return (shown, scope) => {
    const own = reaches ? copyJson(shown) : shown;
    const body =
      spec.answer !== 'resource' ? copyJson(ground) : at.length === 0 ? own : setTokens(copyJson(ground), at, own);
    const filled = applyFill(applyFill(body, fill, scope), always, scope, true);
    const headers = toHeaders(scope);
    if (filled === undefined) return { status, headers, note };
    return { status, headers, body: JSON.stringify(filled), note };
  };
}

function prepareFailure(contract: Contract, operation: Operation, outcome: Outcome): Failure['respond'] {
  const response = findResponse(operation, outcome.status);
  const { status } = outcome;
  const media = response?.content.find((entry) => isJson(entry.type));
  const ground = findExample(contract, response, outcome.example);
  const type = ground === undefined ? undefined : (media?.type ?? 'application/json');
  const toHeaders = prepareHeaders(operation, response, type, outcome.headers);
  const always = operation.outcomes.always.fill;
  return (scope) => {
    const filled = applyFill(applyFill(copyJson(ground), outcome.fill, scope), always, scope, true);
    const headers = toHeaders(scope);
    return filled === undefined ? { status, headers } : { status, headers, body: JSON.stringify(filled) };
  };
}

/** The violations an outcome speaks of: all of them when it names no place or keyword. */
export function selectViolations(outcome: Outcome, violations: readonly Violation[]): readonly Violation[] {
  const { match } = outcome;
  if (!match.in && !match.at && !match.keyword) return violations;
  return violations.filter(
    (violation) =>
      (!match.in || match.in.includes(violation.in)) &&
      (!match.at || match.at.some((at) => violation.at === at || violation.at.startsWith(`${at}/`))) &&
      (!match.keyword || match.keyword.includes(violation.keyword)),
  );
}

/** Whether an outcome fits the facts. */
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

function prepareHeaders(
  operation: Operation,
  response: ResponseSpec | undefined,
  contentType: string | undefined,
  own: Readonly<Record<string, unknown>>,
): (scope: Scope) => Readonly<Record<string, string>> {
  const constant: Record<string, string> = contentType === undefined ? {} : { 'Content-Type': contentType };
  for (const header of response?.headers ?? []) {
    // A header the contract requires and no rule computes: its example is the best known value.
    const example = header.required ? header.examples[0]?.value : undefined;
    if (example !== undefined) constant[header.name] = String(example);
  }
  const computed: [name: string, replaced: string | undefined, evaluate: Evaluator][] = [];
  for (const [name, expression] of Object.entries({ ...operation.outcomes.always.headers, ...own })) {
    const known = Object.keys(constant).find((other) => other.toLowerCase() === name.toLowerCase());
    computed.push([name, known, compileExpression(expression)]);
  }
  if (computed.length === 0) return () => constant;
  return (scope) => {
    const headers: Record<string, string> = { ...constant };
    for (const [name, replaced, evaluate] of computed) {
      const value = evaluate(scope);
      if (value === undefined || value === null) continue;
      if (replaced !== undefined) delete headers[replaced];
      headers[name] = String(value);
    }
    return headers;
  };
}
