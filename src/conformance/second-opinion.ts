/**
 * The seam to a second JSON Schema validator. A request is called invalid only when both say so, for the same reason:
 * a bug of one validator must not become an accusation. Loaded when the first request is judged.
 */
import { getAt, parsePointer } from '../contract/pointer.ts';
import type { JsonObject } from '../contract/types.ts';
import { isObject } from '../contract/value.ts';

/** One keyword that a value breaks, as the second validator sees it. */
export interface Failure {
  /** JSON pointer of the keyword in the contract document. */
  readonly schemaPointer: string;
  /** Name of the keyword; '' for a schema that is `false`. */
  readonly keyword: string;
  /** JSON pointer of the part in the value. For a missing property that of the object. */
  readonly at: string;
}

/** Validates with the second validator; an empty list means valid. */
type Opinion = (schemaPointer: string, value: unknown) => Promise<readonly Failure[]>;

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';
const opinions = new WeakMap<object, Promise<Opinion>>();
let documents = 0;

/**
 * What a request value breaks.
 * @returns undefined when the second validator cannot read the schema, which is no opinion
 */
export async function findFailures(
  document: JsonObject,
  schemaPointer: string,
  value: unknown,
): Promise<readonly Failure[] | undefined> {
  const known = opinions.get(document) ?? createOpinion(document);
  opinions.set(document, known);
  try {
    return await (
      await known
    )(schemaPointer, value);
  } catch {
    // It refuses schemas that ours reads, such as those with leftovers of OpenAPI 3.0.
    return undefined;
  }
}

async function createOpinion(document: JsonObject): Promise<Opinion> {
  const { registerSchema, setShouldValidateFormat, validate } = await import('@hyperjump/json-schema/draft-2020-12');
  // @ts-expect-error: this entry has no types, and is loaded for what it registers
  await import('@hyperjump/json-schema/formats');
  setShouldValidateFormat(true);
  const uri = `https://hookspec.invalid/${documents++}`;
  registerSchema({ ...(toRequestSchemas(document) as object), $schema: DIALECT }, uri);
  const validators = new Map<string, Awaited<ReturnType<typeof validate>>>();
  return async (schemaPointer, value) => {
    const validator = validators.get(schemaPointer) ?? (await validate(`${uri}#${encodeURI(schemaPointer)}`));
    validators.set(schemaPointer, validator);
    const output = validator(value as never, 'BASIC');
    return output.valid ? [] : (output.errors ?? []).map(toFailure);
  };
}

function toFailure(error: { readonly absoluteKeywordLocation: string; readonly instanceLocation: string }): Failure {
  const schemaPointer = toFragment(error.absoluteKeywordLocation);
  return { schemaPointer, keyword: parsePointer(schemaPointer).at(-1) ?? '', at: toFragment(error.instanceLocation) };
}

function toFragment(location: string): string {
  return decodeURIComponent(location.slice(location.indexOf('#') + 1));
}

/** The document as requests see it: no `readOnly` property is missed. */
function toRequestSchemas(node: unknown, root: unknown = node): unknown {
  if (Array.isArray(node)) return node.map((entry) => toRequestSchemas(entry, root));
  if (!isObject(node)) return node;
  const copy: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(node)) copy[name] = toRequestSchemas(value, root);
  const { required, properties } = node;
  if (Array.isArray(required) && isObject(properties))
    copy['required'] = required.filter((name) => !isReadOnly(properties[String(name)], root));
  return copy;
}

function isReadOnly(schema: unknown, root: unknown): boolean {
  if (!isObject(schema)) return false;
  if (schema['readOnly'] === true) return true;
  const ref = schema['$ref'];
  const target = typeof ref === 'string' && ref.startsWith('#') ? getAt(root, decodeURIComponent(ref)) : undefined;
  return isObject(target) && target['readOnly'] === true;
}
