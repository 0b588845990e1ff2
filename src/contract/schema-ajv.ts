/** The seam to ajv: two settings of it, one that only answers yes or no, one that tells every error. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { AnySchemaObject, ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import { checkPublicAddress } from './public-address.ts';
import { formats } from './schema-formats.ts';
import { isRecord } from './schema-keywords.ts';
import { MARK } from './schema-marks.ts';
import { toRegExp } from './schema-patterns.ts';
import type { RawError } from './schema-violations.ts';

/** A compiled schema; after `false` the errors are there until the next call. */
export type CompiledSchema = ValidateFunction;

/** Compiles rewritten schemas that refer to each other by key. */
export interface Engine {
  add(key: string, schema: object): void;
  /**
   * The validator of a key, compiled now unless it was before.
   * @returns undefined for an unknown key
   * @throws Error of ajv; its `missingRef` is the key of a schema that was not added
   */
  get(key: string): CompiledSchema | undefined;
}

/**
 * Creates an engine.
 * @param form `quick` stops at the first error and looks at properties as if none were inherited, which is right for
 *   JSON as long as no schema names a property that every object inherits; `detailed` takes marks and tells all errors
 */
export function createEngine(form: 'quick' | 'detailed'): Engine {
  const isDetailed = form === 'detailed';
  const ajv = new Ajv2020({
    allErrors: isDetailed,
    // Errors then carry the schema object and the value, which lead back to the document.
    verbose: isDetailed,
    ownProperties: isDetailed,
    messages: false,
    // The rewriter has dropped or reported what ajv's strict mode would complain about.
    strict: false,
    logger: false,
    meta: false,
    validateSchema: false,
    multipleOfPrecision: 9,
    formats: formats as never,
    code: { regExp: Object.assign(toRegExp, { code: 'new RegExp' }) },
  });
  ajv.addKeyword({
    keyword: 'x-public-address',
    type: 'string',
    schemaType: 'boolean',
    validate: (wanted: boolean, value: string) => !wanted || checkPublicAddress(value) === null,
  });
  if (isDetailed) ajv.addKeyword({ keyword: MARK, validate: () => false });
  return {
    add: (key, schema) => void ajv.addSchema((isDetailed ? schema : withoutMarks(schema)) as AnySchemaObject, key),
    get: (key) => ajv.getSchema(key),
  };
}

/** Takes the errors of the last call. */
export function toRawErrors(validate: CompiledSchema): RawError[] {
  const errors = validate.errors ?? [];
  // There may be hundreds of thousands, which would be kept until the next call.
  validate.errors = null;
  return errors.map(toRawError);
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

/** Marks only serve explanations. Values of `enum` and `const` are copied like schemas, which does them no harm. */
function withoutMarks(node: unknown): unknown {
  if (Array.isArray(node)) return node.filter((entry) => !isMark(entry)).map(withoutMarks);
  if (!isRecord(node)) return node;
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, withoutMarks(value)]));
}

function isMark(node: unknown): boolean {
  return isRecord(node) && Object.hasOwn(node, MARK);
}
