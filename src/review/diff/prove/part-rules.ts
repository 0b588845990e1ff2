/** Proofs for keywords about arrays and objects. */
import { asArray, asObject, isObject } from '../../../contract/value.ts';
import { type Conjunction, conjoin, keywordsOf, valuesOf, add } from './conjunction.ts';
import { fitsSchema } from './fits.ts';
import {
  greatest,
  isStatic,
  itemOf,
  least,
  matches,
  memberOf,
  mentionedNames,
  namesOf,
  otherMembers,
  ownSchemas,
  prefixLength,
  requiredOf,
} from './members.ts';
import type { Goal, Rule } from './prover.ts';
import { freeNode, type Node, partOf } from './world.ts';

/** By keyword. */
export const partRules: readonly (readonly [string, Rule])[] = [
  ['minItems', ({ writer, wanted }) => fewest(writer) >= (wanted as number)],
  ['maxItems', ({ writer, wanted, prover }) => mostItems(writer, prover) <= (wanted as number)],
  [
    'uniqueItems',
    ({ writer, wanted, prover }) => wanted !== true || isUnique(writer) || mostItems(writer, prover) <= 1,
  ],
  ['items', impliesItems],
  [
    'prefixItems',
    ({ writer, node, wanted, prover }) =>
      asArray(wanted).every(
        (_, index) =>
          index >= mostItems(writer, prover) ||
          prover.impliesPart(itemOf(writer, index), conjoin([partOf(node, 'prefixItems', index)])),
      ),
  ],
  ['contains', impliesContains],
  [
    'required',
    ({ writer, wanted, reader, node }) =>
      (asArray(wanted) as string[]).every(
        (name) => requiredOf(writer).has(name) || reader.foreign.get(node.world)?.has(name) === true,
      ),
  ],
  [
    'minProperties',
    ({ writer, wanted }) =>
      Math.max(greatest(writer, 'minProperties') ?? 0, requiredOf(writer).size) >= (wanted as number),
  ],
  ['maxProperties', ({ writer, wanted, prover }) => mostMembers(writer, prover) <= (wanted as number)],
  ['properties', impliesProperties],
  ['patternProperties', impliesPatterns],
  ['additionalProperties', (goal) => impliesOthers(goal, partOf(goal.node, 'additionalProperties'), goal.node)],
  ['unevaluatedProperties', impliesUnevaluated],
  ['unevaluatedItems', ({ writer, node, prover }) => isEqualUnevaluated(writer, node, prover, 'unevaluatedItems')],
  ['propertyNames', impliesNames],
  ['dependentRequired', impliesDependentRequired],
  ['dependentSchemas', impliesDependentSchemas],
];

function fewest(writer: Conjunction): number {
  return greatest(writer, 'minItems') ?? 0;
}

function mostItems(writer: Conjunction, prover: Goal['prover']): number {
  const most = least(writer, 'maxItems') ?? Infinity;
  const length = prefixLength(writer);
  return length < most && prover.isEmpty(itemOf(writer, length)) ? length : most;
}

function isUnique(writer: Conjunction): boolean {
  return valuesOf(writer, 'uniqueItems').some(({ value }) => value === true);
}

function impliesItems({ writer, node, prover }: Goal): boolean {
  const from = asArray(keywordsOf(node)['prefixItems']).length;
  const most = mostItems(writer, prover);
  const schema = conjoin([partOf(node, 'items')]);
  for (let index = from; index <= Math.max(from, prefixLength(writer)); index++) {
    if (index < most && !prover.impliesPart(itemOf(writer, index), schema)) return false;
  }
  return true;
}

function impliesContains({ writer, node, prover }: Goal): boolean {
  const wanted = conjoin([partOf(node, 'contains')]);
  const { minContains = 1, maxContains = Infinity } = keywordsOf(node) as {
    minContains?: number;
    maxContains?: number;
  };
  const own = valuesOf(writer, 'contains').map(({ node }) => ({
    schema: conjoin([partOf(node, 'contains')]),
    ...(keywordsOf(node) as { minContains?: number; maxContains?: number }),
  }));
  const isEvery = prefixLength(writer) === 0 && prover.impliesPart(itemOf(writer, 0), wanted);
  const hasEnough =
    minContains === 0 ||
    (isEvery && fewest(writer) >= minContains) ||
    own.some(({ schema, minContains: count = 1 }) => count >= minContains && prover.impliesPart(schema, wanted));
  if (!hasEnough) return false;
  if (mostItems(writer, prover) <= maxContains) return true;
  return own.some(
    ({ schema, maxContains: count = Infinity }) => count <= maxContains && prover.exact.impliesPart(wanted, schema),
  );
}

function mostMembers(writer: Conjunction, prover: Goal['prover']): number {
  const most = least(writer, 'maxProperties') ?? Infinity;
  const hasPatterns = valuesOf(writer, 'patternProperties').length > 0;
  if (hasPatterns || !prover.isEmpty(otherMembers(writer))) return most;
  return Math.min(most, namesOf(writer).filter((name) => !prover.isEmpty(memberOf(writer, name).schema)).length);
}

function impliesProperties({ writer, node, wanted, reader, prover }: Goal): boolean {
  return Object.keys(asObject(wanted)).every((name) => {
    if (node.world.travel === 'request' && reader.foreign.get(node.world)?.has(name) === true) return true;
    const { isWritten, schema } = memberOf(writer, name);
    return isLeftOut(isWritten, prover) || prover.impliesPart(schema, conjoin([partOf(node, 'properties', name)]));
  });
}

function impliesPatterns({ writer, node, wanted, prover }: Goal): boolean {
  return Object.keys(asObject(wanted)).every((pattern) => {
    const schema = conjoin([partOf(node, 'patternProperties', pattern)]);
    const isFine = (written: Conjunction): boolean => prover.impliesPart(written, schema);
    const names = mentionedNames(writer).filter((name) => matches(pattern, name));
    if (!names.every((name) => isFine(memberOf(writer, name).schema))) return false;
    // A member may match several patterns of the writer, and then fits the schemas of all: each alone is enough.
    const patterns = writerPatterns(writer);
    if (patterns.some((own) => own.pattern === pattern && isFine(own.schema))) return true;
    if (!patterns.every((own) => isFine(own.schema))) return false;
    const others = otherMembers(writer);
    return isFine(others);
  });
}

function writerPatterns(writer: Conjunction): { pattern: string; schema: Conjunction }[] {
  return valuesOf(writer, 'patternProperties').flatMap(({ node, value }) =>
    Object.keys(asObject(value)).map((pattern) => ({
      pattern,
      schema: conjoin([partOf(node, 'patternProperties', pattern)]),
    })),
  );
}

/** @param schema for members that the reader names nowhere in `known` */
function impliesOthers({ writer, prover }: Goal, schema: Node, ...known: readonly Node[]): boolean {
  const wanted = conjoin([schema]);
  const isKnown = (name: string): boolean => known.some((node) => ownSchemas(node, name).length > 0);
  const names = namesOf(writer).filter(
    (name) => !isKnown(name) && !isLeftOut(memberOf(writer, name).isWritten, prover),
  );
  if (!names.every((name) => prover.impliesPart(memberOf(writer, name).schema, wanted))) return false;
  const ownPatterns = new Set(known.flatMap((node) => Object.keys(asObject(keywordsOf(node)['patternProperties']))));
  const patterns = writerPatterns(writer).filter(({ pattern }) => !ownPatterns.has(pattern));
  if (!patterns.every((own) => prover.impliesPart(own.schema, wanted))) return false;
  return prover.impliesPart(otherMembers(writer), wanted);
}

function impliesUnevaluated(goal: Goal): boolean {
  const { writer, node, prover } = goal;
  if (isEqualUnevaluated(writer, node, prover, 'unevaluatedProperties')) return true;
  // Members that the schema and what holds with it name are evaluated whatever the value is; of unions nothing is sure.
  const together = conjoin([node]);
  if (together.nodes.some((one) => keywordsOf(one)['additionalProperties'] !== undefined)) return true;
  return impliesOthers(goal, partOf(node, 'unevaluatedProperties'), ...together.nodes);
}

/** The writer says the same of the same: its schema and the reader's are contained in each other, this keyword aside. */
function isEqualUnevaluated(writer: Conjunction, node: Node, prover: Goal['prover'], keyword: string): boolean {
  const whole = conjoin([node]);
  if (!isStatic(whole)) return false;
  return writer.nodes.some((own) => {
    if (keywordsOf(own)[keyword] === undefined) return false;
    const same = conjoin([own]);
    const isSame = JSON.stringify(same.nodes.map(toShape)) === JSON.stringify(whole.nodes.map(toShape));
    return (
      isSame && isStatic(same) && prover.impliesPart(conjoin([partOf(own, keyword)]), conjoin([partOf(node, keyword)]))
    );
  });
}

/** What decides which members and items are evaluated. */
function toShape(node: Node): unknown {
  const { properties, patternProperties, additionalProperties, prefixItems, items, contains } = keywordsOf(node);
  const count = Array.isArray(prefixItems) ? prefixItems.length : 0;
  const names = [properties, patternProperties].map((map) => Object.keys(asObject(map)).sort());
  return [names, additionalProperties !== undefined, count, items !== undefined, contains !== undefined];
}

function impliesNames({ writer, node, wanted, prover }: Goal): boolean {
  const schema = partOf(node, 'propertyNames');
  const text = freeNode({ type: 'string' });
  const names = namesOf(writer).filter((name) => !isLeftOut(memberOf(writer, name).isWritten, prover));
  if (!names.every((name) => fitsSchema(name, schema) === true || prover.isEmpty(memberOf(writer, name).schema)))
    return false;
  if (prover.isEmpty(otherMembers(writer)) && writerPatterns(writer).length === 0) return true;
  const own = conjoin([text, ...valuesOf(writer, 'propertyNames').map(({ node }) => partOf(node, 'propertyNames'))]);
  return (wanted === true || isObject(wanted)) && prover.impliesPart(own, conjoin([schema]));
}

function impliesDependentRequired(goal: Goal): boolean {
  const { writer, wanted } = goal;
  return Object.entries(asObject(wanted)).every(([name, needed]) => {
    if (!canHave(goal, name)) return true;
    const own = valuesOf(writer, 'dependentRequired').flatMap(({ value }) => asArray(asObject(value)[name]));
    return asArray(needed).every((other) => requiredOf(writer).has(other as string) || own.includes(other));
  });
}

function impliesDependentSchemas(goal: Goal): boolean {
  const { writer, node, wanted, prover } = goal;
  return Object.keys(asObject(wanted)).every((name) => {
    if (!canHave(goal, name)) return true;
    const withMember = freeNode({ required: [name] });
    const own = valuesOf(writer, 'dependentSchemas').flatMap(({ node, value }) =>
      Object.hasOwn(asObject(value), name) ? [partOf(node, 'dependentSchemas', name)] : [],
    );
    return prover.implies(add(writer, withMember, ...own), conjoin([partOf(node, 'dependentSchemas', name)]));
  });
}

function canHave({ writer, reader, prover }: Goal, name: string): boolean {
  const { isWritten, schema } = memberOf(writer, name);
  const isNew = !isWritten && namesOf(reader).includes(name);
  return !(isNew && isLeftOut(isWritten, prover)) && !prover.isEmpty(schema);
}

/** A writer leaves out what it does not know; an exact proof knows no writer. */
function isLeftOut(isWritten: boolean, prover: Goal['prover']): boolean {
  return !isWritten && prover.exact !== prover;
}
