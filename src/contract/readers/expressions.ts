/** Checks runtime expressions when a contract is loaded. */
import { expressionMembers } from '../expression-members.ts';
import { expressionRoots, inspectExpression } from '../expression-reference.ts';
import { didYouMean } from '../nearest.ts';
import type { RawOperation } from '../operations.ts';
import { toPointer } from '../pointer.ts';
import { isObject } from '../value.ts';
import { checkTemplateAt, isTrusted, type Reading, report } from './reading.ts';

const OPERATORS: Readonly<Record<string, readonly string[]>> = {
  $generate: ['$generate'],
  $each: ['$each', 'as'],
  $switch: ['$switch', 'cases', 'else'],
};

/**
 * Reports what an expression cannot mean: unknown roots and members, parameters the operation does not declare,
 * ill-formed operators.
 * @param operation the operation that evaluates it; absent for expressions that serve several
 */
export function checkExpression(
  reading: Reading,
  expression: unknown,
  pointer: string,
  operation?: RawOperation,
): void {
  if (isTrusted(reading)) return;
  if (typeof expression === 'string') checkText(reading, expression, pointer, operation);
  if (Array.isArray(expression)) {
    expression.forEach((entry, index) => checkExpression(reading, entry, `${pointer}/${index}`, operation));
  } else if (isObject(expression)) {
    const operator = Object.keys(expression).find((key) => key.startsWith('$'));
    if (operator !== undefined) checkOperator(reading, expression, operator, pointer);
    for (const [key, value] of Object.entries(expression)) {
      if (key === '$generate' && typeof value === 'string') checkTemplateAt(reading, value, `${pointer}/$generate`);
      else checkExpression(reading, value, pointer + toPointer([key]), operation);
    }
  }
}

/** {@link checkExpression} for each value of a map such as `fill` or `headers`. */
export function checkExpressions(reading: Reading, map: object, pointer: string, operation?: RawOperation): void {
  if (isTrusted(reading)) return;
  for (const [key, value] of Object.entries(map)) {
    checkExpression(reading, value, pointer + toPointer([key]), operation);
  }
}

function checkText(reading: Reading, text: string, pointer: string, operation?: RawOperation): void {
  const { references, unreadable } = inspectExpression(text);
  for (const part of unreadable) {
    report(reading, pointer, `"${part}" is not a runtime expression; write $$ for a dollar sign that means itself.`);
  }
  for (const reference of references) {
    const problem = checkReference(reference, operation);
    if (problem !== undefined) report(reading, pointer, problem);
  }
}

function checkReference(reference: string, operation?: RawOperation): string | undefined {
  const [root, member, name] = reference.split('.') as [string, string?, string?];
  if (!(expressionRoots as readonly string[]).includes(root)) {
    return `"$${reference}" begins with no known root.${didYouMean(root, expressionRoots)}`;
  }
  const members = Object.hasOwn(expressionMembers, root) ? expressionMembers[root] : undefined;
  if (member !== undefined && members && !members.includes(member)) {
    return `"$${reference}" does not exist: $${root} has ${members.join(', ')}.${didYouMean(member, members)}`;
  }
  if (root === 'request' && (member === 'query' || member === 'path') && operation && name !== undefined) {
    const known = operation.parameters.filter((entry) => entry.in === member).map((entry) => entry.name);
    if (!known.includes(reference.slice(`request.${member}.`.length))) {
      return `${operation.id} has no ${member} parameter "${name}".${didYouMean(name, known)}`;
    }
  }
  return undefined;
}

function checkOperator(reading: Reading, node: object, operator: string, pointer: string): void {
  const known = Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator]! : undefined;
  if (!known) {
    const names = Object.keys(OPERATORS);
    report(
      reading,
      pointer,
      `"${operator}" is no operator; there are ${names.join(', ')}.${didYouMean(operator, names)}`,
    );
    return;
  }
  for (const key of Object.keys(node)) {
    if (!known.includes(key)) report(reading, pointer + toPointer([key]), `"${key}" does not belong to ${operator}.`);
  }
  for (const key of known) {
    if (!(key in node) && key !== 'else') report(reading, pointer, `${operator} needs "${key}".`);
  }
  if (operator === '$switch' && 'cases' in node && !isObject(node.cases)) {
    report(reading, `${pointer}/cases`, '"cases" is an object: value to expression.');
  }
}
