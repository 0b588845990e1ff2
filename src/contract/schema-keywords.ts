/** The keywords of JSON Schema 2020-12 by what their values hold, as far as validation needs to know. */

/** The value is one schema for the same instance. */
export const SAME_SCHEMA = ['not', 'if', 'then', 'else'] as const;
/** The value is a list of schemas for the same instance. */
export const SAME_LIST = ['allOf', 'anyOf', 'oneOf'] as const;
/** The value is one schema for a part of the instance. */
const PART_SCHEMA = [
  'items',
  'contains',
  'additionalProperties',
  'propertyNames',
  'unevaluatedItems',
  'unevaluatedProperties',
] as const;
/** The value maps names to schemas for parts of the instance. */
const PART_MAP = ['properties', 'patternProperties'] as const;

/** Keywords whose values are no schemas, with the form each value must have. */
export const VALUES: Readonly<Record<string, (value: unknown) => boolean>> = {
  type: isTypes,
  enum: Array.isArray,
  const: () => true,
  multipleOf: (value) => typeof value === 'number' && value > 0,
  maximum: isNumber,
  exclusiveMaximum: isNumber,
  minimum: isNumber,
  exclusiveMinimum: isNumber,
  maxLength: isCount,
  minLength: isCount,
  pattern: isText,
  format: isText,
  maxItems: isCount,
  minItems: isCount,
  uniqueItems: isFlag,
  maxContains: isCount,
  minContains: isCount,
  maxProperties: isCount,
  minProperties: isCount,
  required: isTexts,
  dependentRequired: (value) => isRecord(value) && Object.values(value).every(isTexts),
  'x-public-address': isFlag,
};

/** Keywords that say something and check nothing. Names that begin with `x-` belong here too. */
export const ANNOTATIONS: ReadonlySet<string> = new Set([
  '$schema',
  '$id',
  '$anchor',
  '$dynamicAnchor',
  '$comment',
  '$defs',
  '$vocabulary',
  'definitions',
  'title',
  'description',
  'default',
  'deprecated',
  'readOnly',
  'writeOnly',
  'example',
  'examples',
  'externalDocs',
  'xml',
  'discriminator',
  'contentEncoding',
  'contentMediaType',
  'contentSchema',
]);

/** Every keyword that checks something, for suggestions after a typing error. */
export const CHECKING: readonly string[] = [
  ...SAME_SCHEMA,
  ...SAME_LIST,
  ...PART_SCHEMA,
  ...PART_MAP,
  ...Object.keys(VALUES),
  '$ref',
  '$dynamicRef',
  'prefixItems',
  'dependentSchemas',
  'nullable',
];

/** Whether a value is an object that is no array. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function isTypes(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 && value.every(isType) : isType(value);
}

function isType(value: unknown): boolean {
  return ['null', 'boolean', 'object', 'array', 'number', 'string', 'integer'].includes(value as string);
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number';
}

function isCount(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 0;
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every(isText);
}

function isFlag(value: unknown): boolean {
  return typeof value === 'boolean';
}
