/** References: the part of an expression that begins with `$` and names a root, its members and a JSON pointer. */
import type { Evaluator, Scope } from './expression.ts';
import { getTokens, parsePointer } from './pointer.ts';

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

/** Prepares a reference; one that cannot be read has no value. */
export function compileReference(text: string): Evaluator {
  const match = REFERENCE.exec(text);
  if (!match) return () => undefined;
  const [root, ...names] = match[1]!.split('.') as [string, ...string[]];
  // Header names are kept in lower case, whatever the contract writes.
  const members = names.map((name, index) =>
    root === 'request' && names[index - 1] === 'header' ? name.toLowerCase() : name,
  );
  const tokens = match[2] === undefined ? [] : parsePointer(match[2]);
  return (scope) => {
    let value = findRoot(scope, root);
    for (const member of members) {
      if (value === null || typeof value !== 'object' || !Object.hasOwn(value, member)) return undefined;
      value = call((value as Record<string, unknown>)[member]);
    }
    return tokens.length === 0 ? value : getTokens(value, tokens);
  };
}

function findRoot(scope: Scope, root: string): unknown {
  for (let inner: Scope | undefined = scope; inner; inner = inner.outer) {
    if (Object.hasOwn(inner.roots, root)) return call(inner.roots[root]);
  }
  return undefined;
}

function call(value: unknown): unknown {
  return typeof value === 'function' ? (value as () => unknown)() : value;
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
