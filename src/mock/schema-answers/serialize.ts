/** Turns a JSON value into the text of a media type. */
import { toXml } from './xml.ts';

/** Why a value cannot be written; `name` is Prism's type of problem. */
export interface SerializeProblem {
  readonly name: string;
  readonly message: string;
  readonly detail: string;
}

/** Result of {@link serializeStrictly}. */
export type Serialized = { readonly text: string | undefined } | { readonly problem: SerializeProblem };

/** Whether a media type is JSON, with or without a suffix. */
export function isJsonType(type: string): boolean {
  return /^application\/(?:[^;\s]*\+)?json\s*(?:;|$)/i.test(type.trim());
}

/** As Prism does it: JSON, XML and text are written, anything else only when it is text already. */
export function serializeStrictly(value: unknown, type: string | undefined): Serialized {
  if (type === undefined) return value ? toOther(value, type) : { text: undefined };
  if (isJsonType(type)) return { text: JSON.stringify(value) };
  if (isXmlType(type)) return { text: typeof value === 'string' ? value : toXml('xml', value) };
  if (!isTextType(type)) return toOther(value, type);
  if (value === undefined || typeof value === 'string') return { text: value };
  const message = 'Cannot serialise complex objects as text';
  return { problem: { name: 'https://stoplight.io/prism/errors#NO_COMPLEX_OBJECT_TEXT', message, detail: message } };
}

/** Where Prism gives up (an object as text, a type it does not know), the value is written as JSON; nothing as nothing. */
export function serialize(value: unknown, type: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const result = serializeStrictly(value, type);
  return 'problem' in result ? JSON.stringify(value) : result.text;
}

function toOther(value: unknown, type: string | undefined): Serialized {
  if (typeof value === 'string') return { text: value };
  return { problem: { name: 'Error', message: `Cannot find serializer for ${String(type)}`, detail: '' } };
}

function isXmlType(type: string): boolean {
  return /^application\/(?:[^;\s]*\+)?xml\s*(?:;|$)/i.test(type.trim());
}

function isTextType(type: string): boolean {
  return /^text\/[^;\s]+\s*(?:;|$)/i.test(type.trim());
}
