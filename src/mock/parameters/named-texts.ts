/** Values that are sent under names: in a query string, a cookie header or a form. */
import { setMember } from '../../contract/pointer.ts';
import type { TextTree } from './coerce.ts';
import { type Fault, type Field, isFault, toBroken, toFault } from './field.ts';
import { readNested, toListOrText } from './nested-names.ts';
import type { Pairs } from './pairs.ts';
import { decodeAll, readDelimited } from './single-text.ts';

/**
 * Reads one field.
 * @param isTaken whether a name belongs to another field; only asked where an exploded object takes what is left
 * @returns undefined when it was not sent
 */
export function readNamed(
  field: Field,
  pairs: Pairs,
  isTaken: (name: string) => boolean,
): TextTree | Fault | undefined {
  const { name, kind, explode, decode } = field;
  if (field.style === 'deepObject') {
    const nested = readNested(field, pairs);
    if (nested !== undefined) return nested;
  }
  const texts = pairs.get(name);
  if (!kind.array && !kind.object) return texts && readScalar(field, texts);
  if (explode && kind.object && field.style === 'form') {
    const object = readExploded(field, pairs, isTaken);
    if (object !== undefined || texts === undefined) return object;
  }
  if (texts === undefined) return undefined;
  if (!kind.array && !kind.scalar && (explode || field.style === 'deepObject')) return toMisplaced(field);
  if (explode || field.style === 'deepObject') {
    const decoded = decodeAll({ texts, decode });
    return isFault(decoded) ? decoded : toListOrText(decoded, field.shape);
  }
  if (texts.length > 1) return toFault('style', `is sent ${texts.length} times; send all of it in one`);
  return readDelimited(field, texts[0]!);
}

/** Reads the texts of a name that is neither a list nor an object. */
export function readScalar({ decode }: Field, texts: readonly string[]): TextTree | Fault {
  if (texts.length === 1) return decode(texts[0]!) ?? toBroken(texts[0]!);
  // A scalar that is sent twice is no scalar: the list fails its schema and the sender learns why.
  return decodeAll({ texts, decode });
}

/** An object whose properties are sent under their own names. */
function readExploded(field: Field, pairs: Pairs, isTaken: (name: string) => boolean): TextTree | Fault | undefined {
  const { shape } = field;
  const value: Record<string, TextTree> = {};
  let isSent = false;
  for (const [name, texts] of pairs) {
    const isOwn = shape.names.includes(name) || (shape.hasMore && name !== field.name && !isTaken(name));
    if (!isOwn) continue;
    const decoded = decodeAll({ texts, decode: field.decode });
    if (isFault(decoded)) return decoded;
    setMember(value, name, toListOrText(decoded, shape.property(name)));
    isSent = true;
  }
  return isSent ? value : undefined;
}

function toMisplaced({ name, style, shape }: Field): Fault {
  const [property = 'property'] = shape.names;
  const example = style === 'deepObject' ? `${name}[${property}]=` : `${property}=`;
  return toFault('style', `is an object; send each of its properties as "${example}" (style ${style})`);
}
