/** Validators for the schemas of a contract: JSON Schema 2020-12 with formats asserted. The seam to ajv. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { AnySchemaObject, ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { checkPublicAddress } from './public-address.ts';
import type { Direction } from './schema-direction.ts';
import { annotationFormats, numberFormats, stringFormats, toRegExp } from './schema-formats.ts';
import { MARK } from './schema-marks.ts';
import { createRewriter, type Rewriter, uncompilable } from './schema-rewrite.ts';
import { type RawError, toViolations } from './schema-violations.ts';
import type { Contract, Violation } from './types.ts';

/** Where a checked value stands: part of the request, and a pointer that goes before every `at`. */
interface Place {
  /** Default `body`. */
  readonly in?: Violation['in'];
  /** Default ''. */
  readonly at?: string;
}

/** Checks one value; an empty list means that it is valid. */
type Validator = (value: unknown, place?: Place) => readonly Violation[];

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
  /** What the schemas compiled so far say and nobody checks: unknown formats, unknown keywords. */
  readonly warnings: readonly string[];
}

/** What one direction needs: both share the document, but not the rewritten schemas. */
interface Side {
  readonly ajv: Ajv2020;
  readonly rewriter: Rewriter;
}

const NOTHING: readonly Violation[] = [];

/** Builds a compiler; nothing is compiled before it is asked for. */
export function createSchemaCompiler(contract: Pick<Contract, 'document'>): SchemaCompiler {
  const warnings: string[] = [];
  const warn = (message: string): void => void (warnings.includes(message) || warnings.push(message));
  const sides = new Map<Direction, Side>();
  const validators = new Map<string, Validator>();
  const toSide = (direction: Direction): Side => {
    const side = sides.get(direction) ?? createSide(contract.document, direction, warn);
    sides.set(direction, side);
    return side;
  };
  const compile = (schemaPointer: string, direction: Direction): Validator => {
    const pointer = schemaPointer.startsWith('#') ? schemaPointer.slice(1) : schemaPointer;
    const known = validators.get(`${direction} ${pointer}`);
    if (known) return known;
    const { ajv, rewriter } = toSide(direction);
    const validate = compileOne(ajv, rewriter, pointer);
    const validator: Validator = (value, place = {}) =>
      validate(value) ? NOTHING : toViolations((validate.errors ?? []).map(toRawError), rewriter.origin, place);
    validators.set(`${direction} ${pointer}`, validator);
    return validator;
  };
  const prepare = (schemaPointer: string, direction: Direction): Validator => {
    let validator: Validator | undefined;
    return (value, place) => (validator ??= compile(schemaPointer, direction))(value, place);
  };
  return { compile, prepare, warnings };
}

function createSide(document: unknown, direction: Direction, warn: (message: string) => void): Side {
  const ajv = createAjv();
  const format = (name: string, pointer: string): void => {
    if (ajv.formats[name] !== undefined) return;
    ajv.addFormat(name, true);
    warn(`Format "${name}" at #${pointer} is unknown and checks nothing.`);
  };
  return { ajv, rewriter: createRewriter(document, direction, { warn, format }) };
}

function compileOne(ajv: Ajv2020, rewriter: Rewriter, pointer: string): ValidateFunction {
  const key = rewriter.key(pointer);
  for (const [name, schema] of rewriter.take()) ajv.addSchema(schema as AnySchemaObject, name);
  const failure = rewriter.failure(key);
  if (failure) throw failure;
  try {
    const validate = ajv.getSchema(key);
    if (validate) return validate;
  } catch (error) {
    // A schema that could not be rewritten is missing for those that refer to it.
    const missing = (error as { missingRef?: string }).missingRef;
    const cause = missing === undefined ? undefined : rewriter.failure(missing);
    throw cause ?? uncompilable(pointer, (error as Error).message.replace(/\.$/, ''));
  }
  throw uncompilable(pointer, 'it was refused before');
}

function createAjv(): Ajv2020 {
  const ajv = new Ajv2020({
    allErrors: true,
    // Errors then carry the schema object and the value, which lead back to the document.
    verbose: true,
    // The rewriter has dropped or reported what ajv's strict mode would complain about.
    strict: false,
    logger: false,
    meta: false,
    validateSchema: false,
    ownProperties: true,
    multipleOfPrecision: 9,
    code: { regExp: Object.assign(toRegExp, { code: 'new RegExp' }) },
  });
  addFormats.default(ajv, { mode: 'full', keywords: false });
  for (const [name, validate] of Object.entries(numberFormats)) ajv.addFormat(name, { type: 'number', validate });
  for (const [name, validate] of Object.entries(stringFormats)) ajv.addFormat(name, validate);
  for (const name of annotationFormats) ajv.addFormat(name, true);
  ajv.addKeyword({ keyword: MARK, validate: () => false });
  ajv.addKeyword({
    keyword: 'x-public-address',
    type: 'string',
    schemaType: 'boolean',
    validate: (wanted: boolean, value: string) => !wanted || checkPublicAddress(value) === null,
  });
  return ajv;
}

function toRawError(error: ErrorObject): RawError {
  const { keyword, instancePath, params, parentSchema, data, propertyName } = error;
  return {
    keyword,
    at: instancePath,
    params: params as RawError['params'],
    schema: parentSchema,
    value: data,
    ...(propertyName === undefined ? {} : { propertyName }),
  };
}
