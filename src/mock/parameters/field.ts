/** What is known of a parameter, or of a property of a form, before a request comes. */
import { findBrokenEscape } from './percent.ts';
import type { Shape } from './shape.ts';

/** A name with the style its value is written in (OpenAPI 3.1.1, 4.8.12.4). */
export interface Field {
  readonly name: string;
  readonly style: string;
  readonly explode: boolean;
  readonly shape: Shape;
  readonly kind: Kind;
  /** Undoes the encoding of this place; undefined when it is broken. */
  readonly decode: (text: string) => string | undefined;
}

/** Which forms a value may have; several where the schema offers a choice. */
export interface Kind {
  readonly array: boolean;
  readonly object: boolean;
  readonly scalar: boolean;
}

/** Why a value could not be read. The symbol keeps it apart from any value. */
export interface Fault {
  readonly [FAULT]: true;
  readonly keyword: 'style' | 'encoding' | 'json';
  /** Sentence without the place, as in a violation. */
  readonly message: string;
}

const FAULT = Symbol('fault');

/** Prepares a field. */
export function toField(field: Omit<Field, 'kind'>): Field {
  return { ...field, kind: kindOf(field.shape) };
}

/** The forms that a shape allows. */
export function kindOf({ types, isOpen }: Shape): Kind {
  const array = types.has('array');
  const object = types.has('object');
  const scalar = isOpen || ['string', 'number', 'integer', 'boolean'].some((type) => types.has(type));
  return { array, object, scalar: scalar || !(array || object) };
}

/** A fault: `style` for a wrong notation, `encoding` for a broken escape, `json` for text that is no JSON. */
export function toFault(keyword: Fault['keyword'], message: string): Fault {
  return { [FAULT]: true, keyword, message };
}

/** The fault of a text that cannot be decoded. */
export function toBroken(text: string): Fault {
  return toFault('encoding', `has the broken percent escape "${findBrokenEscape(text)}"; a lone "%" is sent as "%25"`);
}

/** Whether reading ended in a fault. */
export function isFault(reading: unknown): reading is Fault {
  return typeof reading === 'object' && reading !== null && FAULT in reading;
}
