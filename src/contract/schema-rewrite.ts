/**
 * Turns schemas of an OpenAPI document into what a JSON Schema compiler takes: one flat schema per `$ref`
 * target, without annotations, with `readOnly`/`writeOnly` applied for one direction, and with marks between
 * the branches of `anyOf`/`oneOf`, so that errors can be told apart afterwards.
 */
import { HookspecError } from '../errors.ts';
import { didYouMean } from './nearest.ts';
import { getAt, toPointer } from './pointer.ts';
import { type Direction, foreignProperties } from './schema-direction.ts';
import { ANNOTATIONS, CHECKING, isRecord, VALUES } from './schema-keywords.ts';
import { findLoop } from './schema-loops.ts';
import { allowNull, explainNullable, hideItems, MARK, type Origin, readDiscriminator } from './schema-marks.ts';
import { translateLeftovers } from './schema-leftovers.ts';
import { readPattern } from './schema-patterns.ts';
import { createRefResolver, type RefResolver } from './schema-refs.ts';

/** A schema for the compiler. */
type CompilableSchema = Record<string, unknown>;

/** A rewriter for one document and direction; it remembers what it has rewritten. */
export interface Rewriter {
  /** Key of the schema at a pointer; `take` then yields it and all it refers to, unless it did before. */
  key(pointer: string): string;
  /** Rewritten schemas that were not taken yet, by key; one that cannot be rewritten is left out. */
  take(): [key: string, schema: CompilableSchema][];
  /** Why the schema of a key was left out. */
  failure(key: string): Error | undefined;
  /** Every schema that was left out, in the order they were met. */
  failures(): readonly SchemaFailure[];
  origin(schema: object): Origin | undefined;
}

/** A schema that no validator can be made of. */
export interface SchemaFailure {
  /** JSON pointer of the schema that was read; the fault may lie deeper, the error names the place. */
  readonly pointer: string;
  readonly error: Error;
}

/** Told of what the rewriter meets. */
export interface RewriteListener {
  /** Something that is not checked or had to be translated, as a sentence, and the place. */
  warn(message: string, pointer: string): void;
  /** A format, with the pointer of the keyword. */
  format(name: string, pointer: string): void;
  /** A schema names a property that every object inherits, such as `constructor`. */
  inherited(): void;
}

type Names = ReadonlySet<string>;
const NO_NAMES: Names = new Set();

interface Context {
  readonly document: unknown;
  readonly direction: Direction;
  readonly refs: RefResolver;
  readonly origins: WeakMap<object, Origin>;
  /** Key of the rewritten schema at a pointer, for values whose `foreign` properties do not count. */
  readonly key: (pointer: string, foreign: Names) => string;
  readonly listener: RewriteListener;
}

/** One keyword on its way: its value, its place, and the properties that do not count in this direction. */
interface Step {
  readonly context: Context;
  readonly value: unknown;
  readonly at: string;
  readonly foreign: Names;
}

/** Builds a rewriter. Nothing is read from the document before a key is asked for. */
export function createRewriter(document: unknown, direction: Direction, listener: RewriteListener): Rewriter {
  const keys = new Map<string, string>();
  const failures = new Map<string, SchemaFailure>();
  const waiting: { key: string; pointer: string; foreign: Names }[] = [];
  const refs = createRefResolver(document);
  const looked = new Set<string>();
  const key = (pointer: string, foreign: Names): string => {
    const variant = JSON.stringify([pointer, ...[...foreign].sort()]);
    const known = keys.get(variant) ?? `hookspec:${direction}/${keys.size}`;
    if (!keys.has(variant)) waiting.push({ key: known, pointer, foreign });
    keys.set(variant, known);
    return known;
  };
  const context: Context = { document, direction, refs, origins: new WeakMap(), key, listener };
  const read = (pointer: string, foreign: Names): CompilableSchema => {
    const schema = getAt(document, pointer);
    if (schema === undefined) throw uncompilable(pointer, 'there is nothing at this place');
    const loop = findLoop(document, refs, pointer, looked);
    if (loop !== undefined) throw uncompilable(loop, 'it refers to itself without describing anything');
    return rewrite(context, schema, pointer, foreign);
  };
  return {
    key: (pointer) => key(pointer, NO_NAMES),
    take() {
      const taken: [string, CompilableSchema][] = [];
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        try {
          taken.push([next.key, read(next.pointer, next.foreign)]);
        } catch (error) {
          // Kept for whoever needs this schema; the others are not to blame.
          failures.set(next.key, { pointer: next.pointer, error: error as Error });
        }
      }
      return taken;
    },
    failure: (name) => failures.get(name)?.error,
    failures: () => [...failures.values()],
    origin: (schema) => context.origins.get(schema),
  };
}

/** The error for a schema that no validator can be made of. */
export function uncompilable(pointer: string, reason: string): HookspecError {
  return new HookspecError('InvalidContract', `The schema at #${pointer} cannot be used: ${reason}.`);
}

function rewrite(context: Context, schema: unknown, at: string, inherited: Names): CompilableSchema {
  if (schema === true || schema === false) {
    const node: CompilableSchema = schema ? {} : { not: {} };
    context.origins.set(node, schema ? { pointer: at } : { pointer: at, role: 'never' });
    return node;
  }
  if (!isRecord(schema)) throw uncompilable(at, 'a schema is an object, true or false');
  const own = foreignProperties(context.document, context.refs, schema, at, context.direction);
  const foreign = own.size === 0 ? inherited : new Set([...inherited, ...own]);
  const node: CompilableSchema = {};
  const warn = (keyword: string, message: string): void => context.listener.warn(message, at + toPointer([keyword]));
  for (const [keyword, value] of Object.entries(translateLeftovers(schema, warn))) {
    const handler = HANDLERS.get(keyword);
    if (handler) node[keyword] = handler({ context, value, at: at + toPointer([keyword]), foreign });
    else if (Object.hasOwn(VALUES, keyword)) node[keyword] = toValue(keyword, value, at);
    else if (keyword === '$dynamicRef') followDynamic(context, node, value, at, foreign);
    else if (keyword === 'nullable') warn(keyword, `"nullable" is of OpenAPI 3.0; ${explainNullable(schema)}.`);
    else if (!ANNOTATIONS.has(keyword) && !keyword.startsWith('x-')) {
      warn(keyword, `"${keyword}" is no JSON Schema keyword and checks nothing.${didYouMean(keyword, CHECKING)}`);
    }
  }
  const discriminator = readDiscriminator(schema, at, context.refs);
  context.origins.set(node, { pointer: at, ...(discriminator && { discriminator }) });
  return schema.nullable === true ? allowNull(node, at, context.origins) : node;
}

// A map, because an object with a member called `then` looks like a promise.
const HANDLERS: ReadonlyMap<string, (step: Step) => unknown> = new Map<string, (step: Step) => unknown>([
  ['$ref', toReference],
  ['not', toSame],
  ['if', toSame],
  ['then', toSame],
  ['else', toSame],
  ['allOf', (step) => toList(step, step.foreign)],
  ['anyOf', toUnion],
  ['oneOf', toUnion],
  ['dependentSchemas', (step) => toMap(step, (value, at) => rewrite(step.context, value, at, step.foreign))],
  // `false` stays in these: the compiler then names the property or item that is too much.
  ['additionalProperties', toOptionalPart],
  ['unevaluatedProperties', toOptionalPart],
  ['unevaluatedItems', toOptionalPart],
  ['items', toOptionalPart],
  ['propertyNames', toPart],
  ['contains', (step) => hideItems(toPart(step), step.at, step.context.origins)],
  ['prefixItems', (step) => toList(step, NO_NAMES)],
  ['patternProperties', toPatternProperties],
  ['properties', toProperties],
  ['format', toFormat],
  ['pattern', toPattern],
  ['required', toRequired],
  ['dependentRequired', toDependentRequired],
]);

function toReference({ context, value, at, foreign }: Step): string {
  if (typeof value !== 'string') throw uncompilable(at, 'a reference is text');
  return context.key(context.refs.resolve(value, at), foreign);
}

function toSame({ context, value, at, foreign }: Step): CompilableSchema {
  return rewrite(context, value, at, foreign);
}

function toPart({ context, value, at }: Step): CompilableSchema {
  return rewrite(context, value, at, NO_NAMES);
}

function toOptionalPart(step: Step): CompilableSchema | false {
  return step.value !== false && toPart(step);
}

function toRequired({ context, value, at, foreign }: Step): string[] {
  const names = (toValue('required', value, at) as string[]).filter((name) => !foreign.has(name));
  if (names.some(isInherited)) context.listener.inherited();
  return names;
}

function toDependentRequired({ context, value, at }: Step): unknown {
  toValue('dependentRequired', value, at);
  if (
    Object.entries(value as object)
      .flat(2)
      .some(isInherited)
  )
    context.listener.inherited();
  return value;
}

function isInherited(name: string): boolean {
  return name in Object.prototype;
}

function toList({ context, value, at }: Step, foreign: Names): CompilableSchema[] {
  if (!Array.isArray(value) || value.length === 0) throw uncompilable(at, 'it must be a list with at least one schema');
  return value.map((entry, index) => rewrite(context, entry, `${at}/${index}`, foreign));
}

function toUnion(step: Step): CompilableSchema[] {
  return toList(step, step.foreign).flatMap((branch, index) => [{ [MARK]: index }, branch]);
}

function toProperties(step: Step): CompilableSchema {
  const skipped = step.context.direction === 'request' ? step.foreign : NO_NAMES;
  return toMap(step, (value, at, name) => (skipped.has(name) ? {} : rewrite(step.context, value, at, NO_NAMES)));
}

// Object.fromEntries, not assignments: a property may be called __proto__.
function toMap(step: Step, each: (value: unknown, at: string, name: string) => CompilableSchema): CompilableSchema {
  if (!isRecord(step.value)) throw uncompilable(step.at, 'it must be an object of schemas');
  if (Object.keys(step.value).some(isInherited)) step.context.listener.inherited();
  return Object.fromEntries(
    Object.entries(step.value).map(([name, value]) => [name, each(value, step.at + toPointer([name]), name)]),
  );
}

function toFormat({ context, value, at }: Step): unknown {
  toValue('format', value, at);
  context.listener.format(value as string, at);
  return value;
}

function toPattern({ context, value, at }: Step): unknown {
  toValue('pattern', value, at);
  checkPattern(context, value as string, at);
  return value;
}

function toPatternProperties(step: Step): CompilableSchema {
  return toMap(step, (value, at, pattern) => {
    checkPattern(step.context, pattern, at);
    return rewrite(step.context, value, at, NO_NAMES);
  });
}

function checkPattern(context: Context, pattern: string, at: string): void {
  try {
    const { note } = readPattern(pattern);
    if (note !== undefined) context.listener.warn(`The pattern ${pattern} ${note}.`, at);
  } catch (error) {
    throw uncompilable(at, (error as Error).message);
  }
}

function toValue(keyword: string, value: unknown, at: string): unknown {
  if (!VALUES[keyword]!(value)) throw uncompilable(at, `"${keyword}" has a value of the wrong form`);
  return value;
}

// Without an overriding $dynamicAnchor both mean the same, and documents hardly ever have one.
function followDynamic(context: Context, node: CompilableSchema, value: unknown, at: string, foreign: Names): void {
  context.listener.warn('"$dynamicRef" is followed like "$ref": dynamic anchors elsewhere are not looked for.', at);
  const target = toReference({ context, value, at, foreign });
  node.allOf = [...((node.allOf as CompilableSchema[] | undefined) ?? []), { $ref: target }];
}
