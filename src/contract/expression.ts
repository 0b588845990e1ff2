/** Runtime expressions: how a contract says what is known only when an answer is made. See docs/extensions. */
import { getAt, removeAt, setAt } from './pointer.ts';
import { expandTemplate, type TemplateContext } from './template.ts';

/**
 * What expressions can see. A root may be a function: it is called when an expression first asks for it, so
 * that costly values (a request id, the latest delivery) are made only when used.
 */
export interface Scope extends TemplateContext {
  readonly roots: Readonly<Record<string, unknown>>;
}

const REFERENCE = /^\$([A-Za-z][\w-]*(?:\.[^\s.#{}]+)*)(#(?:\/[^{}]*)?)?$/;
const EMBEDDED = /\{(\$[^{}]+)\}/g;

/** Roots that a contract may name. */
export const expressionRoots = [
  'request',
  'resource',
  'tenant',
  'now',
  'requestId',
  'reason',
  'violations',
  'limit',
  'unique',
  'scope',
  'rate',
  'page',
  'attempt',
  'latest',
  'event',
  'delivery',
  'secret',
  'previous',
  'item',
  'bucket',
] as const;

/** Whether a value is the text of a runtime expression. */
export function isExpression(value: unknown): boolean {
  return typeof value === 'string' && value.startsWith('$') && !value.startsWith('$$');
}

/** What an expression names: roots, whole references (without a `#` part), and what cannot be read as a reference. */
export interface ExpressionParts {
  readonly roots: string[];
  readonly references: string[];
  readonly unreadable: string[];
}

/** Everything an expression names; used to check contracts when they load. */
export function inspectExpression(expression: unknown): ExpressionParts {
  const found: ExpressionParts = { roots: [], references: [], unreadable: [] };
  collect(expression, found);
  return found;
}

/** The value of an expression; undefined when what it names does not exist. Evaluates members of objects and arrays. */
export function evaluate(expression: unknown, scope: Scope): unknown {
  if (typeof expression === 'string') return evaluateText(expression, scope);
  if (Array.isArray(expression)) return expression.map((entry) => evaluate(entry, scope)).filter(isDefined);
  if (expression === null || typeof expression !== 'object') return expression;
  const node = expression as Record<string, unknown>;
  if ('$generate' in node) return expandTemplate(String(node.$generate), scope);
  if ('$each' in node) return evaluateEach(node, scope);
  if ('$switch' in node) return evaluateSwitch(node, scope);
  const result: Record<string, unknown> = {};
  for (const [key, entry] of Object.entries(node)) {
    const value = evaluate(entry, scope);
    if (value !== undefined) result[key] = value;
  }
  return result;
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
  let result = body;
  for (const [pointer, expression] of Object.entries(fill)) {
    if (onlyExisting && getAt(result, pointer) === undefined) continue;
    const value = evaluate(expression, scope);
    if (value === undefined) removeAt(result, pointer);
    else result = setAt(result, pointer, value);
  }
  return result;
}

function evaluateText(text: string, scope: Scope): unknown {
  if (text.startsWith('$$')) return text.slice(1);
  if (text.startsWith('$')) return lookUp(text, scope);
  if (!text.includes('{$')) return text;
  return text.replace(EMBEDDED, (_, reference: string) => toText(lookUp(reference, scope)));
}

function lookUp(text: string, scope: Scope): unknown {
  const match = REFERENCE.exec(text);
  if (!match) return undefined;
  const [root, ...members] = match[1]!.split('.') as [string, ...string[]];
  let value = call(Object.hasOwn(scope.roots, root) ? scope.roots[root] : undefined);
  for (const [index, member] of members.entries()) {
    if (value === null || typeof value !== 'object') return undefined;
    const key = members[index - 1] === 'header' && root === 'request' ? member.toLowerCase() : member;
    value = Object.hasOwn(value, key) ? call((value as Record<string, unknown>)[key]) : undefined;
  }
  return match[2] === undefined ? value : getAt(value, match[2]);
}

function evaluateEach(node: Record<string, unknown>, scope: Scope): unknown {
  const items = evaluate(node.$each, scope);
  if (!Array.isArray(items)) return undefined;
  return items.map((item) => evaluate(node.as, { ...scope, roots: { ...scope.roots, item } }));
}

function evaluateSwitch(node: Record<string, unknown>, scope: Scope): unknown {
  const key = toText(evaluate(node.$switch, scope));
  const cases = (node.cases ?? {}) as Record<string, unknown>;
  return evaluate(Object.hasOwn(cases, key) ? cases[key] : node.else, scope);
}

function collect(expression: unknown, found: ExpressionParts): void {
  if (typeof expression === 'string') {
    const references = isExpression(expression)
      ? [expression]
      : [...expression.matchAll(EMBEDDED)].map((match) => match[1]!);
    for (const reference of references) {
      const match = REFERENCE.exec(reference);
      if (match) {
        found.roots.push(match[1]!.split('.')[0]!);
        found.references.push(match[1]!);
      } else found.unreadable.push(reference);
    }
  } else if (expression !== null && typeof expression === 'object') {
    const node = expression as Record<string, unknown>;
    for (const [key, value] of Object.entries(node)) if (key !== '$generate') collect(value, found);
  }
}

function call(value: unknown): unknown {
  return typeof value === 'function' ? (value as () => unknown)() : value;
}

function toText(value: unknown): string {
  return value === undefined || value === null
    ? String(value ?? '')
    : typeof value === 'string'
      ? value
      : JSON.stringify(value);
}

function isDefined(value: unknown): boolean {
  return value !== undefined;
}
