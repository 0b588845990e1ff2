/** The properties of a form, as a schema and its `encoding` describe them (OpenAPI 3.1.1, 4.8.14.4 and 4.8.15). */
import { getAt, setMember } from '../../contract/pointer.ts';
import type { JsonObject, MediaType } from '../../contract/types.ts';
import { asObject, asText } from '../../contract/value.ts';
import { type TextTree, toTyped } from '../parameters/coerce.ts';
import { type Fault, type Field, isFault, toField } from '../parameters/field.ts';
import { readNamed } from '../parameters/named-texts.ts';
import { readNested } from '../parameters/nested-names.ts';
import type { Pairs } from '../parameters/pairs.ts';
import { type Shape, toShape } from '../parameters/shape.ts';
import { isJson } from './media-types.ts';

/** One property of a form. */
export interface FormField extends Field {
  /** Media types that `encoding` allows, as written; empty where it names none. */
  readonly contentTypes: readonly string[];
  /** A style was chosen for it, so its text is never JSON. */
  readonly isStyled: boolean;
}

/** The properties of a form that its schema names, and the shape of the whole. */
export interface FormPlan {
  readonly shape: Shape;
  readonly fields: ReadonlyMap<string, FormField>;
}

/** Prepares the fields of a form. */
export function createFormPlan(document: JsonObject, media: MediaType, decode: Field['decode']): FormPlan {
  const shape = toShape(document, [media.schema]);
  const encodings = asObject(asObject(getAt(document, media.pointer)).encoding);
  const fields = new Map<string, FormField>();
  for (const name of shape.names) {
    const encoding = Object.hasOwn(encodings, name) ? asObject(encodings[name]) : {};
    const style = asText(encoding.style) || 'form';
    const explode = typeof encoding.explode === 'boolean' ? encoding.explode : style === 'form';
    const contentTypes = asText(encoding.contentType).split(',');
    fields.set(name, {
      ...toField({ name, style, explode, shape: shape.property(name), decode }),
      contentTypes: contentTypes.map((type) => type.trim()).filter((type) => type !== ''),
      isStyled: encoding.style !== undefined || encoding.explode !== undefined,
    });
  }
  return { shape, fields };
}

/** More names than any form has; each one costs a look at every field. */
const MAX_NAMES = 10_000;

/**
 * The value of a form. Names that its schema does not know are kept, as text or as what `additionalProperties` say.
 * @returns a sentence about the form where it cannot be read
 */
export function readFields(
  { shape, fields }: FormPlan,
  pairs: Pairs,
  decode: Field['decode'],
): { readonly value: Record<string, unknown> } | { readonly reason: string } {
  if (pairs.size > MAX_NAMES) return { reason: `The form has more than ${MAX_NAMES} fields` };
  const value: Record<string, unknown> = {};
  for (const field of fields.values()) {
    const found = readField(field, pairs);
    if (isFault(found)) return toReason(field.name, found);
    if (found === undefined) continue;
    setMember(value, field.name, isJsonField(field) ? toJson(found, field.shape) : toTyped(found, field.shape));
  }
  for (const name of pairs.keys()) {
    if (fields.has(name) || isPartOf(fields, name)) continue;
    const field = toField({ name, style: 'form', explode: true, shape: shape.property(name), decode });
    const found = readNamed(field, pairs, ownNameOnly)!;
    if (isFault(found)) return toReason(name, found);
    setMember(value, name, toTyped(found, field.shape));
  }
  return { value };
}

function toReason(name: string, { message }: Fault): { readonly reason: string } {
  return { reason: `The form field "${name}" ${message}` };
}

/** `tags[0]` is no field of its own when `tags` is a list or an object. */
function isPartOf(fields: FormPlan['fields'], name: string): boolean {
  const bracket = name.indexOf('[');
  const field = bracket < 0 ? undefined : fields.get(name.slice(0, bracket));
  return field !== undefined && takesBrackets(field);
}

function takesBrackets({ isStyled, style, kind }: FormField): boolean {
  return style === 'deepObject' || (!isStyled && (kind.object || kind.array));
}

function readField(field: FormField, pairs: Pairs): TextTree | Fault | undefined {
  if (field.isStyled || !takesBrackets(field)) return readNamed(field, pairs, ownNameOnly);
  // No style: the name is repeated for an array. Brackets are no part of OpenAPI then, but of many clients.
  if (!pairs.has(field.name)) return readNested(field, pairs);
  return readNamed({ ...field, kind: { ...field.kind, object: false } }, pairs, ownNameOnly);
}

function ownNameOnly(): boolean {
  return true;
}

/** Objects, and arrays of them, are JSON where no style was chosen. */
function isJsonField({ isStyled, contentTypes, kind, shape }: FormField): boolean {
  if (isStyled) return false;
  return contentTypes.some(isJson) || kind.object || (kind.array && shape.item(0).types.has('object'));
}

/** Text that is no JSON stays text: its schema then says at which property. */
function toJson(found: TextTree, shape: Shape): unknown {
  if (typeof found !== 'string') {
    return Array.isArray(found)
      ? found.map((item: TextTree, index) => toJson(item, shape.item(index)))
      : toTyped(found, shape);
  }
  try {
    return JSON.parse(found);
  } catch {
    return toTyped(found, shape);
  }
}
