/** Runtime expressions: how a contract says what is known only when an answer is made. See docs/extensions. */
import { compileReference } from './expression-reference.ts';
import { getTokens, parsePointer, removeTokens, setTokens } from './pointer.ts';
import { expandTemplate, type TemplateContext } from './template.ts';

/**
 * What expressions can see. A root may be a function: it is called when an expression first asks for it, so
 * that costly values (a request id, the latest delivery) are made only when used.
 */
export interface Scope extends TemplateContext {
  readonly roots: Readonly<Record<string, unknown>>;
  /** Where roots are looked for that `roots` does not have. */
  readonly outer?: Scope;
}

/** An expression, ready to be asked for its value many times. */
export type Evaluator = (scope: Scope) => unknown;

const EMBEDDED = /\{(\$[^{}]+)\}/;

// The expressions of a contract are few and asked for with every request: each is prepared once.
const texts = new Map<string, Evaluator>();
const nodes = new WeakMap<object, Evaluator>();
const fills = new WeakMap<object, readonly FillStep[]>();

/** A scope that sees further roots. */
export function withRoots(outer: Scope, roots: Readonly<Record<string, unknown>>): Scope {
  return { random: outer.random, now: outer.now, roots, outer };
}

/** The value of an expression; undefined when what it names does not exist. Evaluates members of objects and arrays. */
export function evaluate(expression: unknown, scope: Scope): unknown {
  return compileExpression(expression)(scope);
}

/** Prepares an expression. The same one gives the same evaluator, so asking again costs a look-up. */
export function compileExpression(expression: unknown): Evaluator {
  if (typeof expression === 'string') {
    let known = texts.get(expression);
    if (!known) texts.set(expression, (known = compileText(expression)));
    return known;
  }
  if (expression === null || typeof expression !== 'object') return () => expression;
  let known = nodes.get(expression);
  if (!known) nodes.set(expression, (known = compileNode(expression)));
  return known;
}

interface FillStep {
  readonly tokens: readonly string[];
  readonly evaluate: Evaluator;
}

/**
 * Puts values into a body: pointer → expression. A pointer whose expression yields nothing is removed.
 * @param onlyExisting leave pointers alone that the body does not have
 * @returns the body; another value when a pointer names the root
 */
export function applyFill(
  body: unknown,
  fill: Readonly<Record<string, unknown>>,
  scope: Scope,
  onlyExisting = false,
): unknown {
  let steps = fills.get(fill);
  if (!steps) fills.set(fill, (steps = compileFill(fill)));
  let result = body;
  for (const { tokens, evaluate: toValue } of steps) {
    if (onlyExisting && getTokens(result, tokens) === undefined) continue;
    const value = toValue(scope);
    if (value === undefined) removeTokens(result, tokens);
    else result = setTokens(result, tokens, value);
  }
  return result;
}

function compileFill(fill: Readonly<Record<string, unknown>>): FillStep[] {
  return Object.entries(fill).map(([pointer, expression]) => ({
    tokens: parsePointer(pointer),
    evaluate: compileExpression(expression),
  }));
}

function compileText(text: string): Evaluator {
  if (text.startsWith('$$')) return () => text.slice(1);
  if (text.startsWith('$')) return compileReference(text);
  if (!text.includes('{$')) return () => text;
  // Splitting by a pattern with a group leaves the references at the odd places.
  const parts = text.split(EMBEDDED).map((part, index) => (index % 2 === 0 ? part : compileReference(part)));
  return (scope) => parts.map((part) => (typeof part === 'string' ? part : toText(part(scope)))).join('');
}

function compileNode(expression: object): Evaluator {
  if (Array.isArray(expression)) {
    const entries = expression.map(compileExpression);
    return (scope) => entries.map((entry) => entry(scope)).filter(isDefined);
  }
  const node = expression as Record<string, unknown>;
  if ('$generate' in node) {
    const template = String(node.$generate);
    return (scope) => expandTemplate(template, scope);
  }
  if ('$each' in node) return compileEach(node);
  if ('$switch' in node) return compileSwitch(node);
  const members = Object.entries(node).map(([key, entry]) => [key, compileExpression(entry)] as const);
  return (scope) => {
    const result: Record<string, unknown> = {};
    for (const [key, toValue] of members) {
      const value = toValue(scope);
      if (value !== undefined) result[key] = value;
    }
    return result;
  };
}

function compileEach(node: Record<string, unknown>): Evaluator {
  const list = compileExpression(node.$each);
  const as = compileExpression(node.as);
  return (scope) => {
    const items = list(scope);
    return Array.isArray(items) ? items.map((item) => as(withRoots(scope, { item }))) : undefined;
  };
}

function compileSwitch(node: Record<string, unknown>): Evaluator {
  const value = compileExpression(node.$switch);
  const otherwise = compileExpression(node.else);
  const cases = new Map(
    Object.entries((node.cases ?? {}) as Record<string, unknown>).map(([key, entry]) => [
      key,
      compileExpression(entry),
    ]),
  );
  return (scope) => (cases.get(toText(value(scope))) ?? otherwise)(scope);
}

function toText(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? String(value ?? '') : JSON.stringify(value);
}

function isDefined(value: unknown): boolean {
  return value !== undefined;
}
