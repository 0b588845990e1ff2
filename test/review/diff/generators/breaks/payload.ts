/** Breaks that a payload shows: a reader takes less, or a writer writes more. */
import type { Direction } from '../../../../../src/report/diff-report.ts';
import { asNode, ensure, isOld, listOf, membersOf, type Node } from '../node.ts';
import { AFFECTED, type Break } from './break.ts';
import { listReached, type Reached } from './reach.ts';

/** Directions in which the head document reads, and those in which it writes. */
const READS: readonly Direction[] = ['request', 'acknowledgement'];
const WRITES: readonly Direction[] = ['response', 'event'];

type Change = (reached: Reached, document: Node) => boolean;

/** @param change makes the schema another one in place; false where it does not fit */
function definePayloadBreak(kind: string, directions: readonly Direction[], change: Change): Break {
  return {
    kind,
    proof: 'witness',
    apply(document, random) {
      for (const reached of random.shuffle(listReached(document, directions))) {
        if (!change(reached, document)) continue;
        const { where, direction } = reached;
        return { where, direction, affected: AFFECTED[direction] };
      }
      return undefined;
    },
  };
}

const isFree = (schema: Node, ...more: readonly string[]): boolean =>
  ['enum', 'const', 'allOf', '$ref', ...more].every((name) => schema[name] === undefined);
const typeOf = (schema: Node): unknown => {
  const types = [schema['type']].flat();
  const real = types.filter((type) => type !== 'null');
  return real.length === 1 ? real[0] : undefined;
};
const isText = (schema: Node): boolean => typeOf(schema) === 'string' && isFree(schema, 'format', 'pattern');
const isNumber = (schema: Node): boolean =>
  ['integer', 'number'].includes(String(typeOf(schema))) &&
  isFree(schema, 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'format');
const isOpen = (schema: Node): boolean =>
  schema['type'] === 'object' &&
  isFree(schema, 'additionalProperties', 'patternProperties', 'unevaluatedProperties', 'maxProperties');

/** Sets one keyword where a test holds. */
const put =
  (test: (schema: Node) => boolean, keyword: string, value: unknown): Change =>
  ({ schema }) => {
    if (!test(schema) || schema[keyword] !== undefined) return false;
    schema[keyword] = value;
    return true;
  };

/** Removes one keyword where a test holds. */
const drop =
  (keyword: string, test: (schema: Node) => boolean = () => true): Change =>
  ({ schema, isJoined }) => {
    if (isJoined || schema[keyword] === undefined || !test(schema)) return false;
    delete schema[keyword];
    return true;
  };

const setType =
  (from: string, to: string): Change =>
  ({ schema, isJoined }) => {
    if (isJoined || schema['type'] !== from || !isFree(schema, 'format', 'pattern', 'multipleOf')) return false;
    schema['type'] = to;
    return true;
  };

const listNull: Change = ({ schema, isJoined }, document) => {
  if (isJoined || !isFree(schema) || typeof schema['type'] !== 'string' || schema['nullable'] !== undefined)
    return false;
  if (isOld(document)) schema['nullable'] = true;
  else schema['type'] = [schema['type'], 'null'];
  return true;
};

const refuseNull: Change = ({ schema, isJoined }) => {
  if (isJoined || !isFree(schema)) return false;
  const types = listOf(schema['type']);
  if (schema['nullable'] === true) delete schema['nullable'];
  else if (types.length === 2 && types.includes('null')) schema['type'] = types.find((type) => type !== 'null');
  else return false;
  return true;
};

/** Names of properties that travel: of the schema itself, without a mark. */
const plainNames = (schema: Node): string[] =>
  membersOf(schema['properties'])
    .filter(([, property]) => ['readOnly', 'writeOnly', '$ref', 'allOf'].every((name) => property[name] === undefined))
    .map(([name]) => name);

const requireProperty: Change = ({ schema }) => {
  const required = listOf(schema['required']);
  const name = plainNames(schema).find((entry) => !required.includes(entry));
  if (name === undefined || schema['type'] !== 'object') return false;
  schema['required'] = [...required, name];
  return true;
};

const requireNew: Change = ({ schema }) => {
  if (!isOpen(schema)) return false;
  ensure(schema, 'properties')['newly_required'] = { type: 'string' };
  schema['required'] = [...listOf(schema['required']), 'newly_required'];
  return true;
};

const promisedName = (schema: Node): string | undefined => {
  const names = plainNames(schema);
  return names.find((name) => listOf(schema['required']).includes(name));
};

const relaxRequired: Change = ({ schema, isJoined }) => {
  const name = promisedName(schema);
  if (isJoined || name === undefined) return false;
  schema['required'] = listOf(schema['required']).filter((entry) => entry !== name);
  if (listOf(schema['required']).length === 0) delete schema['required'];
  return true;
};

const removePromised: Change = (reached, document) => {
  const name = promisedName(reached.schema);
  if (!relaxRequired(reached, document)) return false;
  delete asNode(reached.schema['properties'])?.[name!];
  return true;
};

const lessValues: Change = ({ schema, isJoined }) => {
  const values = listOf(schema['enum']);
  if (isJoined || values.length < 2 || values.at(-1) === null) return false;
  schema['enum'] = values.slice(0, -1);
  return true;
};

const moreValues: Change = ({ schema, isJoined }) => {
  const values = listOf(schema['enum']);
  if (isJoined || values.length === 0 || values.some((value) => typeof value !== 'string')) return false;
  schema['enum'] = [...values, 'never_seen_before'];
  return true;
};

const bound =
  (keyword: string, by: number): Change =>
  ({ schema, isJoined }) => {
    const value = schema[keyword];
    // A bound of text beside a number says nothing, and the reverse.
    if (/Length/.test(keyword) !== (typeOf(schema) === 'string')) return false;
    if (isJoined || typeof value !== 'number' || !isFree(schema, 'pattern', 'format') || value + by < 0) return false;
    if (keyword === 'minimum' && Number(schema['maximum'] ?? Infinity) < value + by) return false;
    if (keyword === 'maximum' && Number(schema['minimum'] ?? -Infinity) > value + by) return false;
    if (keyword === 'maxLength' && Number(schema['minLength'] ?? 0) > value + by) return false;
    schema[keyword] = value + by;
    return true;
  };

const isList = (schema: Node): boolean => schema['type'] === 'array' && isFree(schema);
const hasRoom = (schema: Node): boolean => {
  const items = asNode(schema['items']);
  return isList(schema) && schema['maxItems'] === undefined && items !== undefined && items['enum'] === undefined;
};

/** All of them. */
export const payloadBreaks: readonly Break[] = [
  definePayloadBreak('read-property-becomes-required', READS, requireProperty),
  definePayloadBreak('read-new-property-is-required', READS, requireNew),
  definePayloadBreak('read-enum-loses-a-value', READS, lessValues),
  definePayloadBreak('read-text-becomes-a-number', READS, setType('string', 'integer')),
  definePayloadBreak('read-number-becomes-text', READS, setType('integer', 'string')),
  definePayloadBreak('read-number-becomes-whole', READS, setType('number', 'integer')),
  definePayloadBreak('read-object-becomes-a-list', READS, setType('object', 'array')),
  definePayloadBreak('read-text-is-limited', READS, put(isText, 'maxLength', 3)),
  definePayloadBreak('read-text-may-not-be-empty', READS, put(isText, 'minLength', 1)),
  definePayloadBreak('read-text-gets-a-pattern', READS, put(isText, 'pattern', '^[a-f]+$')),
  definePayloadBreak('read-text-gets-a-format', READS, put(isText, 'format', 'uuid')),
  definePayloadBreak('read-text-becomes-an-enum', READS, put(isText, 'enum', ['one', 'two'])),
  definePayloadBreak('read-least-number-appears', READS, put(isNumber, 'minimum', 10)),
  definePayloadBreak('read-greatest-number-appears', READS, put(isNumber, 'maximum', 10)),
  definePayloadBreak('read-step-appears', READS, put(isNumber, 'multipleOf', 7)),
  definePayloadBreak('read-greatest-length-falls', READS, bound('maxLength', -1)),
  definePayloadBreak('read-greatest-number-falls', READS, bound('maximum', -1)),
  definePayloadBreak('read-least-number-rises', READS, bound('minimum', 1)),
  definePayloadBreak('read-object-is-closed', READS, put(isOpen, 'additionalProperties', false)),
  definePayloadBreak('read-null-is-refused', READS, refuseNull),
  definePayloadBreak('read-list-needs-an-entry', READS, put(isList, 'minItems', 1)),
  definePayloadBreak('read-list-is-limited', READS, put(hasRoom, 'maxItems', 1)),
  definePayloadBreak('written-property-becomes-optional', WRITES, relaxRequired),
  definePayloadBreak('written-property-is-removed', WRITES, removePromised),
  definePayloadBreak('written-enum-gets-a-value', WRITES, moreValues),
  definePayloadBreak(
    'written-enum-becomes-text',
    WRITES,
    drop('enum', ({ type }) => type === 'string'),
  ),
  definePayloadBreak('written-text-becomes-a-number', WRITES, setType('string', 'integer')),
  definePayloadBreak('written-number-becomes-text', WRITES, setType('integer', 'string')),
  definePayloadBreak('written-number-gets-fractions', WRITES, setType('integer', 'number')),
  definePayloadBreak('written-list-becomes-an-object', WRITES, setType('array', 'object')),
  definePayloadBreak('written-null-appears', WRITES, listNull),
  definePayloadBreak(
    'written-type-is-dropped',
    WRITES,
    drop('type', (schema) => isFree(schema, 'nullable')),
  ),
  definePayloadBreak(
    'written-pattern-is-dropped',
    WRITES,
    drop('pattern', (schema) => isFree(schema, 'format') && typeOf(schema) === 'string'),
  ),
  definePayloadBreak(
    'written-time-is-any-text',
    WRITES,
    drop('format', (schema) => schema['format'] === 'date-time' && isFree(schema, 'pattern')),
  ),
  definePayloadBreak(
    'written-least-number-is-dropped',
    WRITES,
    drop('minimum', (schema) => isFree(schema) && typeOf(schema) !== 'string'),
  ),
  definePayloadBreak(
    'written-greatest-length-is-dropped',
    WRITES,
    drop('maxLength', (schema) => isFree(schema, 'pattern') && typeOf(schema) === 'string'),
  ),
  definePayloadBreak('written-greatest-length-rises', WRITES, bound('maxLength', 10)),
];
