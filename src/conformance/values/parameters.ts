/** Values of parameters: a valid one, and texts that break one constraint in every reading a server could make of them. */
import type { Json, Parameter, Violation } from '../../contract/types.ts';
import { type Breaker, breakers, violationKeywords } from './breakers.ts';
import { nearPatterns } from './wrong-patterns.ts';
import { isValid, type SchemaContext, toFacets } from '../../contract/instance/facets.ts';
import { toInstance } from '../../contract/instance/instance.ts';

/** One constraint of a parameter, with the text that breaks it and nothing else. */
export interface BrokenParameter {
  readonly parameter: Parameter;
  readonly keyword: string;
  /** Which way it is broken, where there are several; '' for the plainest. */
  readonly kind: string;
  readonly schemaPointer: string;
  /** What the text can mean, the likely reading first; none is valid. */
  readonly readings?: readonly Json[];
  /** Absent for `required`: the parameter is left out. Also absent where the constraint cannot be broken alone. */
  readonly text?: string;
  readonly violation?: Pick<Violation, 'in' | 'at' | 'keyword' | 'message'>;
}

/** Ways that make no sense in a text, and those that only bodies are worth: ids have patterns, and many places. */
const NOT_IN_TEXTS = new Set([
  'null',
  'container',
  'text',
  'number',
  'fraction',
  'longer',
  'wildcard',
  ...Object.keys(nearPatterns),
]);

/** To whoever keeps 32 bits of a number this is one. */
const FAR = 2 ** 32 + 1;

/** A number with something behind it, which some readers cut off, and one number far from those that are allowed. */
const inTexts: readonly Breaker[] = [
  {
    keyword: 'type',
    kind: 'trailing',
    make: ({ type }, value) => (['integer', 'number'].includes(String(type)) ? [`${String(value)}abc`] : []),
  },
  { keyword: 'minimum', kind: 'negative', make: ({ minimum }) => (Number(minimum) >= 1 ? [-1] : []) },
  {
    keyword: 'maximum',
    kind: 'far',
    make: ({ maximum, minimum = 0 }) => (Number(maximum) < FAR && Number(minimum) < 1 ? [FAR] : []),
  },
];

/** A valid value: the parameter's own example, else one built from its schema; undefined when there is none. */
export function toParameterValue(context: SchemaContext, parameter: Parameter): Json | undefined {
  const pointer = parameter.schemaPointer ?? parameter.content?.schemaPointer;
  const examples = [...parameter.examples, ...(parameter.content?.examples ?? [])].map((example) => example.value);
  if (pointer === undefined) return examples[0] ?? 'hookspec';
  return examples.find((value) => isValid(context, pointer, value)) ?? toInstance(context, pointer, { full: false });
}

/**
 * Every constraint of the parameters of one operation. Further spellings of a wrong value are dealt out among
 * parameters of the same schema: one piece of code reads them all.
 * @param before parameters of other operations: what has a name of theirs is not tried in every spelling again
 */
export function breakParameters(
  context: SchemaContext,
  parameters: readonly Parameter[],
  before: readonly Parameter[] = [],
): BrokenParameter[] {
  const shared = new Map<string, Parameter[]>();
  for (const parameter of parameters) {
    const name = JSON.stringify([parameter.in, parameter.schema]);
    shared.set(name, [...(shared.get(name) ?? []), parameter]);
  }
  return parameters.flatMap((parameter) => {
    const alike = shared.get(JSON.stringify([parameter.in, parameter.schema]))!;
    const broken = breakParameter(context, parameter);
    const further = broken.filter(({ kind }) => kind !== '');
    const turn = alike.indexOf(parameter);
    const isKnown = before.some((other) => other.in === parameter.in && other.name === parameter.name);
    const isDealt = (entry: BrokenParameter): boolean => !isKnown && further.indexOf(entry) % alike.length === turn;
    return broken.filter((entry) => entry.kind === '' || isDealt(entry));
  });
}

/** Every constraint of a parameter that can be seen on the wire. */
export function breakParameter(context: SchemaContext, parameter: Parameter): BrokenParameter[] {
  const at = `/${parameter.name}`;
  const broken: BrokenParameter[] = [];
  // A path without its parameter is another path.
  if (parameter.required && parameter.in !== 'path') {
    const violation = { in: parameter.in, at, keyword: 'required', message: 'is missing' };
    const schemaPointer = `${parameter.pointer}/required`;
    broken.push({ parameter, keyword: 'required', kind: '', schemaPointer, violation });
  }
  const pointer = parameter.schemaPointer;
  const valid = toParameterValue(context, parameter);
  if (pointer === undefined || valid === undefined || typeof valid === 'object') return broken;
  for (const facet of toFacets(context, pointer, valid)) {
    for (const { keyword: name, kind, make } of [...breakers, ...inTexts]) {
      if (facet.schema[name] === undefined || NOT_IN_TEXTS.has(kind)) continue;
      const keyword = violationKeywords[name] ?? name;
      const schemaPointer = `${facet.pointer}/${name}`;
      const texts = make(facet.schema, valid).flatMap((value) => (typeof value === 'object' ? [] : [String(value)]));
      const text = texts.find((candidate) => isBrokenBy(context, pointer, candidate, keyword));
      // Whatever stands on the wire is a text.
      if (text === undefined && (keyword === 'type' || kind !== '')) continue;
      if (text === undefined) broken.push({ parameter, keyword, kind, schemaPointer });
      else {
        const readings = toReadings(context, pointer, text);
        const violation = describe(context, parameter, text, keyword);
        broken.push({ parameter, keyword, kind, schemaPointer, text, readings, violation });
      }
    }
  }
  return broken;
}

function describe(context: SchemaContext, parameter: Parameter, text: string, keyword: string): Violation {
  const check = context.compiler.compile(parameter.schemaPointer!, 'request');
  const place = { in: parameter.in, at: `/${parameter.name}` };
  return check(toReadings(context, parameter.schemaPointer!, text)[0], place).find(
    (entry) => entry.keyword === keyword,
  )!;
}

/** The likely reading breaks the keyword and nothing else; no other reading is valid. */
function isBrokenBy(context: SchemaContext, pointer: string, text: string, keyword: string): boolean {
  // An empty text can be read as an absent parameter, and a dot is removed from paths.
  if (text.trim() === '' || text === '.' || text === '..') return false;
  const check = context.compiler.compile(pointer, 'request');
  const [likely, ...others] = toReadings(context, pointer, text).map((reading) => check(reading));
  return (
    likely!.length > 0 &&
    likely!.every((entry) => entry.keyword === keyword && entry.at === '') &&
    others.every((violations) => violations.length > 0)
  );
}

/** What a text on the wire can mean, the reading that the declared type suggests first. */
function toReadings(context: SchemaContext, pointer: string, text: string): Json[] {
  const types = toFacets(context, pointer).flatMap(({ schema }) => [schema['type']].flat());
  const number = text.trim() !== '' && Number.isFinite(Number(text)) ? [Number(text)] : [];
  const boolean = text === 'true' || text === 'false' ? [text === 'true'] : [];
  const typed = types.includes('string') ? [] : [...number, ...boolean];
  return [...new Set<Json>([...typed, text, ...number, ...boolean])];
}
