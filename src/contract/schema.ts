/** Validators for the schemas of a contract: JSON Schema 2020-12 with formats asserted. */
import { type CompiledSchema, createEngine, type Engine, toRawErrors } from './schema-ajv.ts';
import type { Direction } from './schema-direction.ts';
import { formats } from './schema-formats.ts';
import { createRewriter, type Rewriter, type SchemaFailure, uncompilable } from './schema-rewrite.ts';
import { toViolations } from './schema-violations.ts';
import type { Contract, Violation } from './types.ts';

/** Where a checked value stands: part of the request, and a pointer that goes before every `at`. */
interface Place {
  /** Default `body`. */
  readonly in?: Violation['in'];
  /** Default ''. */
  readonly at?: string;
}

/** Checks one value; an empty list means that it is valid. */
export type Validator = (value: unknown, place?: Place) => readonly Violation[];

/** Something that a schema says and nobody checks, or that had to be translated. */
export interface SchemaWarning {
  /** One sentence, without the place. */
  readonly message: string;
  /** JSON pointer of the keyword, or of the schema that holds it. */
  readonly pointer: string;
}

/** Compiles the schemas of one contract when they are first asked for. */
export interface SchemaCompiler {
  /**
   * The validator of a schema; the same one for the same arguments.
   * @param schemaPointer JSON pointer of any schema in the document, with or without `#`
   * @param direction `request` ignores `readOnly` properties, `response` does not miss `writeOnly` ones
   * @throws HookspecError InvalidContract when no validator can be made, naming the schema; never "valid"
   */
  compile(schemaPointer: string, direction: Direction): Validator;
  /** The same validator, compiled when it is first called; it then throws what `compile` would have thrown. */
  prepare(schemaPointer: string, direction: Direction): Validator;
  /**
   * Reads every schema that was prepared, and all they refer to, without compiling: a small part of the cost.
   * @returns those that no validator can be made of, known faults included
   */
  checkPrepared(): readonly SchemaFailure[];
  /** The same. @throws HookspecError InvalidContract for the first of them */
  assertPrepared(): void;
  /** What the schemas read so far say and nobody checks, or what had to be translated. */
  readonly warnings: readonly SchemaWarning[];
}

/** What one direction needs: both share the document, but not the rewritten schemas. */
interface Side {
  readonly rewriter: Rewriter;
  readonly schemas: Map<string, object>;
  readonly quick: EngineSide;
  readonly detailed: EngineSide;
  /** Some schema names a property that every object inherits: only the detailed engine tells them apart. */
  hasInherited: boolean;
}

/** An engine, made at first need, and how many of the side's schemas it knows. */
interface EngineSide {
  readonly form: 'quick' | 'detailed';
  engine?: Engine;
  known: number;
}

const NOTHING: readonly Violation[] = Object.freeze([]);

/** Builds a compiler; nothing is read or compiled before it is asked for. */
export function createSchemaCompiler(contract: Pick<Contract, 'document'>): SchemaCompiler {
  const warnings = new Map<string, SchemaWarning>();
  const warn = (message: string, pointer: string): void =>
    void warnings.set(`${pointer} ${message}`, { message, pointer });
  const sides = new Map<Direction, Side>();
  const validators = new Map<string, Validator>();
  const prepared = new Map<string, { pointer: string; direction: Direction }>();
  const toSide = (direction: Direction): Side => {
    const side = sides.get(direction) ?? createSide(contract.document, direction, warn);
    sides.set(direction, side);
    return side;
  };
  const compile = (schemaPointer: string, direction: Direction): Validator => {
    const pointer = schemaPointer.startsWith('#') ? schemaPointer.slice(1) : schemaPointer;
    const name = `${direction} ${pointer}`;
    const validator = validators.get(name) ?? createValidator(toSide(direction), pointer);
    validators.set(name, validator);
    return validator;
  };
  const checkPrepared = (): readonly SchemaFailure[] => {
    for (const { pointer, direction } of prepared.values()) readSchemas(toSide(direction), pointer);
    prepared.clear();
    return [...sides.values()].flatMap(({ rewriter }) => rewriter.failures());
  };
  return {
    compile,
    prepare(schemaPointer, direction) {
      prepared.set(`${direction} ${schemaPointer}`, { pointer: schemaPointer.replace(/^#/, ''), direction });
      let validator: Validator | undefined;
      return (value, place) => (validator ??= compile(schemaPointer, direction))(value, place);
    },
    checkPrepared,
    assertPrepared() {
      const [failure] = checkPrepared();
      if (failure) throw failure.error;
    },
    get warnings() {
      return [...warnings.values()];
    },
  };
}

function createSide(document: unknown, direction: Direction, warn: (message: string, pointer: string) => void): Side {
  const format = (name: string, pointer: string): void => {
    if (!Object.hasOwn(formats, name)) warn(`Format "${name}" is unknown and checks nothing.`, pointer);
  };
  const inherited = (): void => void (side.hasInherited = true);
  const side: Side = {
    rewriter: createRewriter(document, direction, { warn, format, inherited }),
    schemas: new Map(),
    quick: { form: 'quick', known: 0 },
    detailed: { form: 'detailed', known: 0 },
    hasInherited: false,
  };
  return side;
}

/** Rewrites a schema and all it refers to. */
function readSchemas({ rewriter, schemas }: Side, pointer: string): string {
  const key = rewriter.key(pointer);
  for (const [name, schema] of rewriter.take()) schemas.set(name, schema);
  return key;
}

function createValidator(side: Side, pointer: string): Validator {
  const key = readSchemas(side, pointer);
  const quick = compileOne(side, side.hasInherited ? side.detailed : side.quick, key, pointer);
  let detailed: CompiledSchema | undefined;
  const explain = (value: unknown, place: Place): readonly Violation[] => {
    detailed ??= compileOne(side, side.detailed, key, pointer);
    return detailed(value) ? NOTHING : toViolations(toRawErrors(detailed), side.rewriter.origin, place);
  };
  return (value, place = {}) => {
    try {
      return quick(value) ? NOTHING : explain(value, place);
    } catch (error) {
      // A schema that contains itself is followed as deep as the value goes.
      if (error instanceof RangeError) return [toTooDeep(pointer, place)];
      throw error;
    }
  };
}

function compileOne(side: Side, target: EngineSide, key: string, pointer: string): CompiledSchema {
  const engine = (target.engine ??= createEngine(target.form));
  const added = [...side.schemas].slice(target.known);
  for (const [name, schema] of added) engine.add(name, schema);
  target.known += added.length;
  const failure = side.rewriter.failure(key);
  if (failure) throw failure;
  try {
    const validate = engine.get(key);
    if (validate) return validate;
  } catch (error) {
    // A schema that could not be rewritten is missing for those that refer to it.
    const missing = (error as { missingRef?: string }).missingRef;
    const cause = missing === undefined ? undefined : side.rewriter.failure(missing);
    throw cause ?? uncompilable(pointer, (error as Error).message.replace(/\.$/, ''));
  }
  throw uncompilable(pointer, 'it was refused before');
}

function toTooDeep(pointer: string, place: Place): Violation {
  const message = 'is nested too deeply or too long to be checked';
  return { in: place.in ?? 'body', at: place.at ?? '', keyword: 'depth', message, schemaPointer: pointer, params: {} };
}
