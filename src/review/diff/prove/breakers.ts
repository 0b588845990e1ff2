/** Values that a writer may write and that break one keyword of the reader, as far as can be built. */
import type { Json, JsonObject } from '../../../contract/types.ts';
import { asArray, asObject } from '../../../contract/value.ts';
import { add, type Conjunction, keywordsOf } from './conjunction.ts';
import { fits } from './fits.ts';
import { itemOf, memberOf, otherMembers, requiredOf } from './members.ts';
import { findOutside } from './regular/language.ts';
import { nameNumber, sampleOf, samplesOf } from './sample.ts';
import { textsOf, textsWithout } from './texts.ts';
import { toTypes, TYPE, typeName } from './types-of.ts';
import { freeNode, listOf, makeNode, negate, type Node, partOf } from './world.ts';

/** A keyword of the reader that is to be broken. */
export interface Target {
  readonly writer: Conjunction;
  readonly reader: Conjunction;
  readonly node: Node;
  readonly keyword: string;
  /** Member, for `required` and for a member that a closed object does not know. */
  readonly name?: string;
}

type Breaker = (target: Target, context: Conjunction, wanted: Json) => Iterable<Json>;

/** Types by how easily a value of them is read. */
const PLAIN_FIRST = [TYPE.string, TYPE.integer, TYPE.boolean, TYPE.fraction, TYPE.object, TYPE.array, TYPE.null];
/** Values of the same kind that are tried. */
const MAX_TRIES = 200;

/**
 * Yields values that the writer allows and the reader does not: first those that all else in the reader's schema allows.
 */
export function* breakersOf(target: Target): Generator<Json> {
  const { writer, reader, node, keyword } = target;
  const breaker = BREAKERS.get(keyword) ?? plain;
  const wanted = keywordsOf(node)[keyword] ?? true;
  const rest = dropKeyword(reader, node, keyword);
  for (const context of [add(writer, ...rest), writer]) {
    let tries = 0;
    for (const value of breaker(target, context, wanted)) {
      if (++tries > MAX_TRIES) break;
      if (fits(value, writer) !== false && fits(value, reader) !== true) yield value;
    }
  }
}

const BREAKERS = new Map<string, Breaker>([
  [
    'type',
    function* byType({ writer }, context, wanted) {
      for (const type of PLAIN_FIRST.filter((bit) => (writer.types & ~toTypes(wanted) & bit) !== 0))
        yield* samplesOf(withAlso(context, { type: typeName(type) }));
    },
  ],
  ['enum', (_, context, wanted) => samplesOf(without(context, { enum: wanted }))],
  ['const', (_, context, wanted) => samplesOf(without(context, { const: wanted }))],
  ['minimum', (_, context, wanted) => samplesOf(withAlso(context, { type: 'number', exclusiveMaximum: wanted }))],
  ['maximum', (_, context, wanted) => samplesOf(withAlso(context, { type: 'number', exclusiveMinimum: wanted }))],
  ['exclusiveMinimum', (_, context, wanted) => samplesOf(withAlso(context, { type: 'number', maximum: wanted }))],
  ['exclusiveMaximum', (_, context, wanted) => samplesOf(withAlso(context, { type: 'number', minimum: wanted }))],
  [
    'multipleOf',
    function* byStep(_, context, wanted) {
      const step = wanted as number;
      for (const value of [step / 2, step * 1.5, step + 1, 1, 1.5, 0.1])
        if (fits(value, context) !== false) yield value;
      yield* samplesOf(withAlso(context, { type: 'number' }));
    },
  ],
  [
    'minLength',
    (_, context, wanted) => samplesOf(withAlso(context, { type: 'string', maxLength: (wanted as number) - 1 })),
  ],
  [
    'maxLength',
    (_, context, wanted) => samplesOf(withAlso(context, { type: 'string', minLength: (wanted as number) + 1 })),
  ],
  [
    'pattern',
    function* byPattern(_, context, wanted) {
      const text = findOutside(context, String(wanted));
      if (typeof text === 'string') yield text;
      yield* textsOf([]);
      yield* samplesOf(withAlso(context, { type: 'string' }));
    },
  ],
  [
    'format',
    function* byFormat(_, context, wanted) {
      yield* samplesOf(withAlso(without(context, { format: wanted }), { type: 'string' }));
      yield* textsWithout(String(wanted));
      yield* samplesOf(without(context, { format: wanted }));
    },
  ],
  [
    'minItems',
    (_, context, wanted) => samplesOf(withAlso(context, { type: 'array', maxItems: (wanted as number) - 1 })),
  ],
  [
    'maxItems',
    (_, context, wanted) => samplesOf(withAlso(context, { type: 'array', minItems: (wanted as number) + 1 })),
  ],
  [
    'uniqueItems',
    function* byRepetition(_, context) {
      const arrays = withAlso(context, { type: 'array', minItems: 2 });
      const item = sampleOf(itemOf(arrays, 0), {}, 1);
      if (item !== undefined)
        yield* samplesOf(arrays, {
          items: new Map([
            [0, item],
            [1, item],
          ]),
        });
    },
  ],
  [
    'contains',
    function* byItems({ node }, context) {
      yield* samplesOf(withAlso(context, { type: 'array', maxItems: 0 }));
      const others = makeNode(
        node,
        `no contains ${node.id}`,
        { type: 'array', items: {} },
        new Map([['/items', negate(partOf(node, 'contains'))]]),
      );
      for (const count of [1, 0, 2]) yield* samplesOf(withAlso(add(context, others), { minItems: count }));
      const { maxContains } = keywordsOf(node);
      if (typeof maxContains !== 'number' || maxContains > 50) return;
      const all = makeNode(
        node,
        `contains ${node.id}`,
        { type: 'array', minItems: maxContains + 1, items: {} },
        new Map([['/items', partOf(node, 'contains')]]),
      );
      yield* samplesOf(add(context, all));
    },
  ],
  [
    'required',
    ({ name }, context, wanted) => listWithout(context, name === undefined ? (asArray(wanted) as string[]) : [name]),
  ],
  [
    'minProperties',
    (_, context, wanted) => samplesOf(withAlso(context, { type: 'object', maxProperties: (wanted as number) - 1 })),
  ],
  [
    'maxProperties',
    (_, context, wanted) => samplesOf(withAlso(context, { type: 'object', minProperties: (wanted as number) + 1 })),
  ],
  [
    'dependentRequired',
    function* byDependency(_, context, wanted) {
      for (const [name, needed] of Object.entries(asObject(wanted))) {
        for (const other of asArray(needed) as string[]) {
          yield* samplesOf(withAlso(context, { type: 'object', required: [name] }), { without: [other] });
        }
      }
    },
  ],
  [
    'dependentSchemas',
    function* byDependency({ node }, context, wanted) {
      for (const name of Object.keys(asObject(wanted))) {
        const given = withAlso(context, { type: 'object', required: [name] });
        yield* samplesOf(add(given, negate(partOf(node, 'dependentSchemas', name))));
        yield* samplesOf(given, { isFull: true });
      }
    },
  ],
  [
    'propertyNames',
    function* byName({ writer }, context) {
      const value = sampleOf(otherMembers(context), {}, 1) ?? 1;
      for (const name of [nameNumber(writer, 0), 'Unknown Name', '', '1', 'UNKNOWN', 'a'.repeat(300)]) {
        yield* samplesOf(withAlso(context, { type: 'object' }), { members: { [name]: value } });
      }
      yield* samplesOf(context, { isFull: true });
    },
  ],
  ['properties', withMember],
  ['patternProperties', withMember],
  ['additionalProperties', withUnknown],
  ['unevaluatedProperties', withUnknown],
  ['anyOf', plain],
  [
    'oneOf',
    function* byOverlap({ node }, context) {
      yield* samplesOf(context);
      const branches = listOf(node, 'oneOf');
      for (const [index, one] of branches.entries()) {
        for (const other of branches.slice(index + 1)) yield* first(5, samplesOf(add(context, one, other)));
      }
      yield* samplesOf(context, { isFull: true });
    },
  ],
  ['not', ({ node }, context) => samplesOf(add(context, partOf(node, 'not')))],
  [
    'if',
    function* byCase({ node }, context) {
      const condition = partOf(node, 'if');
      const has = (keyword: string): boolean => keywordsOf(node)[keyword] !== undefined;
      if (has('then')) yield* samplesOf(add(context, condition, negate(partOf(node, 'then'))));
      if (has('else')) yield* samplesOf(add(context, negate(condition), negate(partOf(node, 'else'))));
      yield* samplesOf(add(context, condition));
      yield* samplesOf(context);
    },
  ],
]);

function plain(_: Target, context: Conjunction): Iterable<Json> {
  return samplesOf(context);
}

function* listWithout(context: Conjunction, names: readonly string[]): Generator<Json> {
  for (const name of names) {
    yield* samplesOf(withAlso(context, { type: 'object' }), { without: [name] });
  }
}

function* withUnknown({ writer, name }: Target, context: Conjunction): Generator<Json> {
  const objects = withAlso(context, { type: 'object' });
  const member = name ?? nameNumber(writer, 0);
  const value = name === undefined ? sampleOf(otherMembers(writer), {}, 1) : undefined;
  if (value !== undefined) yield* samplesOf(objects, { members: { [member]: value } });
  else yield* samplesOf(withAlso(objects, { required: [...requiredOf(objects), member] }));
}

/** Objects with a member that the reader forbids. */
function* withMember({ writer, name = '' }: Target): Generator<Json> {
  const objects = withAlso(writer, { type: 'object' });
  for (const value of first(5, samplesOf(memberOf(writer, name).schema, {}, 1)))
    yield* samplesOf(objects, { members: { [name]: value } });
}

function* first<T>(count: number, items: Iterable<T>): Generator<T> {
  let taken = 0;
  for (const item of items) {
    yield item;
    if (++taken >= count) return;
  }
}

/** The schemas of a conjunction, one of them without a keyword. References were followed before, so they are left out. */
export function dropKeyword(whole: Conjunction, node: Node, keyword: string): Node[] {
  return whole.nodes.map((one) =>
    strip(one, one === node ? ['$ref', '$dynamicRef', 'allOf', keyword] : ['$ref', '$dynamicRef', 'allOf']),
  );
}

function strip(node: Node, keywords: readonly string[]): Node {
  const schema = keywordsOf(node);
  if (!keywords.some((keyword) => Object.hasOwn(schema, keyword))) return node;
  const rest = Object.fromEntries(Object.entries(schema).filter(([keyword]) => !keywords.includes(keyword)));
  return makeNode(node, `stripped ${node.id} ${keywords.join(' ')}`, rest, node.parts);
}

function withAlso(whole: Conjunction, schema: JsonObject): Conjunction {
  return add(whole, freeNode(schema));
}

function without(whole: Conjunction, schema: JsonObject): Conjunction {
  return add(whole, negate(freeNode(schema)));
}
