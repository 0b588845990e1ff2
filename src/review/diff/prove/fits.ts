/**
 * Whether a value fits schemas, without compiling them: for the search, which asks about thousands of small values. What it
 * finds is judged by the contract's validators afterwards.
 */
import { isDeepStrictEqual } from 'node:util';
import { formats } from '../../../contract/schema-formats.ts';
import type { Json, JsonObject } from '../../../contract/types.ts';
import { asArray, asObject, isObject } from '../../../contract/value.ts';
import { conjoin, type Conjunction, isForeign, keywordsOf } from './conjunction.ts';
import { matches, ownSchemas } from './members.ts';
import { toTypes, typeOf } from './types-of.ts';
import { listOf, type Node, partOf } from './world.ts';

/** Yes, no, or undefined where a keyword is not understood here. */
export type Answer = boolean | undefined;

/** Whether a value fits all of a conjunction. */
export function fits(value: Json, whole: Conjunction): Answer {
  if (whole.isNever) return false;
  return every(whole.nodes, (node) => fitsNode(value, node, whole));
}

/** Whether a value fits one schema. */
export function fitsSchema(value: Json, node: Node): Answer {
  return fits(value, conjoin([node]));
}

function fitsNode(value: Json, node: Node, whole: Conjunction): Answer {
  return every(Object.keys(keywordsOf(node)), (keyword) => fitsKeyword(value, node, keyword, whole));
}

/** Whether a value obeys one keyword of a schema. `$ref` and `allOf` belong to the conjunction. */
export function fitsKeyword(value: Json, node: Node, keyword: string, whole: Conjunction): Answer {
  const check = CHECKS.get(keyword);
  return check === undefined ? true : check({ value, node, whole, wanted: keywordsOf(node)[keyword]! });
}

interface Step {
  readonly value: Json;
  readonly node: Node;
  readonly whole: Conjunction;
  readonly wanted: Json;
}

const CHECKS = new Map<string, (step: Step) => Answer>([
  ['type', ({ value, wanted }) => (toTypes(wanted) & typeOf(value)) !== 0],
  ['enum', ({ value, wanted }) => asArray(wanted).some((entry) => isDeepStrictEqual(entry, value))],
  ['const', ({ value, wanted }) => isDeepStrictEqual(wanted, value)],
  ['minimum', numbers((value, wanted) => value >= wanted)],
  ['maximum', numbers((value, wanted) => value <= wanted)],
  ['exclusiveMinimum', numbers((value, wanted) => value > wanted)],
  ['exclusiveMaximum', numbers((value, wanted) => value < wanted)],
  ['multipleOf', numbers(isMultiple)],
  ['minLength', texts((value, wanted) => [...value].length >= (wanted as number))],
  ['maxLength', texts((value, wanted) => [...value].length <= (wanted as number))],
  ['pattern', texts((value, wanted) => matches(wanted as string, value))],
  ['format', ({ value, wanted }) => fitsFormat(value, wanted as string)],
  ['x-public-address', texts((_, wanted) => (wanted === true ? undefined : true))],
  ['minItems', lists((value, { wanted }) => value.length >= (wanted as number))],
  ['maxItems', lists((value, { wanted }) => value.length <= (wanted as number))],
  ['uniqueItems', lists((value, { wanted }) => wanted !== true || isUnique(value))],
  [
    'prefixItems',
    lists((value, { node, wanted }) =>
      every(value.slice(0, asArray(wanted).length), (item, index) =>
        fitsSchema(item, partOf(node, 'prefixItems', index)),
      ),
    ),
  ],
  [
    'items',
    lists((value, { node }) =>
      every(value.slice(asArray(keywordsOf(node)['prefixItems']).length), (item) =>
        fitsSchema(item, partOf(node, 'items')),
      ),
    ),
  ],
  ['contains', lists(fitsContains)],
  [
    'required',
    objects((value, { node, whole, wanted }) =>
      (asArray(wanted) as string[]).every((name) => isForeign(whole, node, name) || Object.hasOwn(value, name)),
    ),
  ],
  ['minProperties', objects((value, { wanted }) => Object.keys(value).length >= (wanted as number))],
  ['maxProperties', objects((value, { wanted }) => Object.keys(value).length <= (wanted as number))],
  ['properties', objects(fitsMembers)],
  ['patternProperties', objects(fitsMembers)],
  ['additionalProperties', objects(fitsOthers)],
  [
    'propertyNames',
    objects((value, { node }) => every(Object.keys(value), (name) => fitsSchema(name, partOf(node, 'propertyNames')))),
  ],
  [
    'dependentRequired',
    objects((value, { wanted }) =>
      Object.entries(asObject(wanted)).every(
        ([name, needed]) =>
          !Object.hasOwn(value, name) || (asArray(needed) as string[]).every((other) => Object.hasOwn(value, other)),
      ),
    ),
  ],
  [
    'dependentSchemas',
    objects((value, { node, wanted }) =>
      every(
        Object.keys(asObject(wanted)),
        (name) => !Object.hasOwn(value, name) || fitsSchema(value, partOf(node, 'dependentSchemas', name)),
      ),
    ),
  ],
  ['anyOf', (step) => some(listOf(step.node, 'anyOf'), (branch) => fitsSchema(step.value, branch))],
  ['oneOf', fitsOne],
  ['not', ({ value, node }) => negate(fitsSchema(value, partOf(node, 'not')))],
  ['if', fitsCase],
  ['unevaluatedProperties', objects(() => undefined)],
  ['unevaluatedItems', lists(() => undefined)],
]);

function numbers(check: (value: number, wanted: number) => boolean): (step: Step) => Answer {
  return ({ value, wanted }) => typeof value !== 'number' || typeof wanted !== 'number' || check(value, wanted);
}

function texts(check: (value: string, wanted: Json) => Answer): (step: Step) => Answer {
  return ({ value, wanted }) => typeof value !== 'string' || check(value, wanted);
}

function lists(check: (value: readonly Json[], step: Step) => Answer): (step: Step) => Answer {
  return (step) => !Array.isArray(step.value) || check(step.value as readonly Json[], step);
}

function objects(check: (value: JsonObject, step: Step) => Answer): (step: Step) => Answer {
  return (step) => !isObject(step.value) || check(step.value, step);
}

function isMultiple(value: number, step: number): boolean {
  const quotient = value / step;
  return Math.abs(quotient - Math.round(quotient)) < 1e-9;
}

/** Whether a value has a format, as the contract's validators say: an unknown format says nothing. */
export function fitsFormat(value: Json, name: string): boolean {
  const format = Object.hasOwn(formats, name) ? formats[name] : undefined;
  if (format === undefined || format === true) return true;
  if (typeof value === 'number' && typeof format === 'object' && 'type' in format) return format.validate(value);
  if (typeof value !== 'string') return true;
  if (format instanceof RegExp) return format.test(value);
  if (typeof format === 'function') return format(value);
  // Formats of the library that compare, such as dates, are objects with a function or a pattern.
  const { validate } = format as unknown as { validate: RegExp | ((text: string) => boolean) };
  if ('type' in format && format.type === 'number') return true;
  return validate instanceof RegExp ? validate.test(value) : validate(value);
}

function isUnique(items: readonly Json[]): boolean {
  return items.every((item, index) => items.slice(index + 1).every((other) => !isDeepStrictEqual(item, other)));
}

function fitsContains(value: readonly Json[], { node }: Step): Answer {
  const { minContains = 1, maxContains = Infinity } = keywordsOf(node);
  const answers = value.map((item) => fitsSchema(item, partOf(node, 'contains')));
  if (answers.includes(undefined)) return undefined;
  const count = answers.filter(Boolean).length;
  return count >= (minContains as number) && count <= (maxContains as number);
}

function fitsMembers(value: JsonObject, { node, whole }: Step): Answer {
  return every(Object.keys(value), (name) =>
    node.world.travel === 'request' && isForeign(whole, node, name)
      ? true
      : every(ownSchemas(node, name), (schema) => fitsSchema(value[name]!, schema)),
  );
}

function fitsOthers(value: JsonObject, { node }: Step): Answer {
  const rest = partOf(node, 'additionalProperties');
  return every(Object.keys(value), (name) => ownSchemas(node, name).length > 0 || fitsSchema(value[name]!, rest));
}

function fitsOne({ value, node }: Step): Answer {
  const answers = listOf(node, 'oneOf').map((branch) => fitsSchema(value, branch));
  const count = answers.filter((answer) => answer === true).length;
  if (count > 1) return false;
  return answers.includes(undefined) ? undefined : count === 1;
}

function fitsCase({ value, node }: Step): Answer {
  const condition = fitsSchema(value, partOf(node, 'if'));
  if (condition === undefined) return undefined;
  const consequence = condition ? 'then' : 'else';
  return keywordsOf(node)[consequence] === undefined ? true : fitsSchema(value, partOf(node, consequence));
}

function negate(answer: Answer): Answer {
  return answer === undefined ? undefined : !answer;
}

function every<T>(items: readonly T[], check: (item: T, index: number) => Answer): Answer {
  let result: Answer = true;
  for (const [index, item] of items.entries()) {
    const answer = check(item, index);
    if (answer === false) return false;
    if (answer === undefined) result = undefined;
  }
  return result;
}

function some<T>(items: readonly T[], check: (item: T) => Answer): Answer {
  return negate(every(items, (item) => negate(check(item))));
}
