/** Values that stand in one text: every style but `deepObject` and what is exploded over several names. */
import { setMember } from '../../contract/pointer.ts';
import type { TextTree } from './coerce.ts';
import { type Fault, type Field, isFault, toBroken, toFault } from './field.ts';
import { keepText } from './percent.ts';

/** Between items when nothing is exploded; a comma for the styles that are not listed. */
const DELIMITERS: Readonly<Record<string, string>> = { spaceDelimited: ' ', pipeDelimited: '|' };

/** The parts of a text, and what undoes their encoding. */
interface Parts {
  readonly texts: readonly string[];
  readonly decode: Field['decode'];
}

/** Reads a path parameter or a header: `simple`, `label` or `matrix`. */
export function readStyled(field: Field, text: string): TextTree | Fault {
  if (field.style === 'label') return readLabel(field, text);
  if (field.style === 'matrix') return readMatrix(field, text);
  return cut(field, text, ',', field.explode);
}

/** Reads the one text of a name that is not exploded: `form`, `spaceDelimited` or `pipeDelimited`. */
export function readDelimited(field: Field, text: string): TextTree | Fault {
  return cut(field, text, DELIMITERS[field.style] ?? ',', false);
}

/** Decodes all texts, or says which one cannot be. */
export function decodeAll({ texts, decode }: Parts): readonly string[] | Fault {
  const decoded: string[] = [];
  for (const text of texts) {
    const item = decode(text);
    if (item === undefined) return toBroken(text);
    decoded.push(item);
  }
  return decoded;
}

function readLabel(field: Field, text: string): TextTree | Fault {
  if (!text.startsWith('.')) return toFault('style', 'must begin with "." (style label)');
  return cut(field, text.slice(1), field.explode ? '.' : ',', field.explode);
}

function readMatrix(field: Field, text: string): TextTree | Fault {
  const { explode, kind, decode } = field;
  const texts = text.slice(1).split(';');
  const isNamed = texts.every((part) => decode(toAssignment(part)[0]) === field.name);
  const isObject = explode && kind.object && !(kind.scalar && isNamed);
  if (!text.startsWith(';') || !(isObject || isNamed) || (!explode && texts.length > 1)) {
    const example = explode && kind.object ? ';property=value' : `;${field.name}=value`;
    return toFault('style', `must be written as "${example}" (style matrix)`);
  }
  if (isObject) return toObject({ texts, decode }, true);
  const values = texts.map((part) => toAssignment(part)[1]);
  if (explode && kind.array && (texts.length > 1 || !kind.scalar)) return decodeAll({ texts: values, decode });
  return explode ? (decode(values[0]!) ?? toBroken(values[0]!)) : cut(field, values[0]!, ',', false);
}

function cut(field: Field, text: string, delimiter: string, isAssigned: boolean): TextTree | Fault {
  const { kind } = field;
  if (!kind.array && !kind.object) return field.decode(text) ?? toBroken(text);
  const parts = split(field, text, delimiter, isAssigned && kind.object);
  if (isFault(parts)) return parts;
  if (kind.scalar && parts.texts.length < 2) return field.decode(text) ?? toBroken(text);
  return kind.array ? decodeAll(parts) : toObject(parts, isAssigned);
}

/**
 * The items of a text. Delimiters inside an item are sent encoded (RFC 6570), but many clients encode the whole
 * value: where no plain delimiter stands, the encoded ones separate. A dot is never encoded, and beside a plain `=`
 * nothing else would be.
 */
function split(field: Field, text: string, delimiter: string, isAssigned: boolean): Parts | Fault {
  if (text === '') return { texts: [], decode: keepText };
  const isPlain = delimiter === '.' || text.includes(delimiter) || (isAssigned && text.includes('='));
  if (isPlain) return { texts: text.split(delimiter), decode: field.decode };
  const decoded = field.decode(text);
  return decoded === undefined ? toBroken(text) : { texts: decoded.split(delimiter), decode: keepText };
}

/** An object from `R=100` parts, or from `R`, `100` in turn. */
function toObject({ texts, decode }: Parts, isAssigned: boolean): TextTree | Fault {
  if (!isAssigned && texts.length % 2 > 0) return toFault('style', 'must be pairs of a name and a value');
  const pairs = isAssigned
    ? texts.map(toAssignment)
    : texts.flatMap((name, index) => (index % 2 > 0 ? [] : [[name, texts[index + 1]!]]));
  const value: Record<string, TextTree> = {};
  for (const pair of pairs) {
    const decoded = decodeAll({ texts: pair, decode });
    if (isFault(decoded)) return decoded;
    setMember(value, decoded[0]!, decoded[1]!);
  }
  return value;
}

function toAssignment(part: string): readonly [string, string] {
  const middle = part.indexOf('=');
  return middle < 0 ? [part, ''] : [part.slice(0, middle), part.slice(middle + 1)];
}
