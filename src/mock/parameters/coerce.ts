/** From texts to typed values, where a schema lets them have a type. */
import { setMember } from '../../contract/pointer.ts';
import type { Shape } from './shape.ts';

/** A text, or texts in the arrangement that a style gives them. */
export type TextTree = string | readonly TextTree[] | { readonly [name: string]: TextTree };

/** A number as JSON writes it. */
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/**
 * The value that a text most likely means: a number, a boolean or null where the schema names such a type and the
 * text is written like one, else the text itself.
 */
export function toTyped(text: TextTree, shape: Shape): unknown {
  if (typeof text === 'string') return toScalar(text, shape.types);
  if (Array.isArray(text)) return text.map((item: TextTree, index) => toTyped(item, shape.item(index)));
  const value: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(text)) setMember(value, name, toTyped(part, shape.property(name)));
  return value;
}

function toScalar(text: string, types: ReadonlySet<string>): unknown {
  if ((types.has('integer') || types.has('number')) && NUMBER.test(text)) {
    const number = Number(text);
    if (Number.isFinite(number)) return number;
  }
  if (types.has('boolean') && (text === 'true' || text === 'false')) return text === 'true';
  if (types.has('null') && (text === 'null' || (text === '' && !types.has('string')))) return null;
  return text;
}
