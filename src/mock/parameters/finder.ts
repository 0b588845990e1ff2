/** Where a parameter is sent, and in which notation. */
import type { Parameter } from '../../contract/types.ts';
import type { TextTree } from './coerce.ts';
import { type Fault, type Field, toBroken, toFault } from './field.ts';
import { readNamed, readScalar } from './named-texts.ts';
import type { Pairs } from './pairs.ts';
import { decodeIfEncoded, decodePercent, decodeQueryPart, keepText } from './percent.ts';
import { readStyled } from './single-text.ts';
import type { RawParameters } from './values.ts';

/** All that was sent, split once for all parameters. */
export interface Sent {
  readonly raw: RawParameters;
  readonly query: Pairs;
  readonly cookies: Pairs;
}

/** Finds the texts of one parameter; undefined when it was not sent. */
export type Finder = (sent: Sent) => TextTree | Fault | undefined;

/** What undoes the encoding of a parameter's place. */
export function toDecoder(parameter: Parameter, allowReserved: boolean): Field['decode'] {
  if (parameter.in === 'header') return (text) => text.trim();
  if (parameter.in === 'cookie') return decodeIfEncoded;
  // Reserved characters are sent as they are then (RFC 6570, 3.2.3), and a plus is one of them.
  return parameter.in === 'path' || allowReserved ? decodePercent : decodeQueryPart;
}

/** A name that belongs to a parameter, or to credentials. */
export type Taken = Pick<Parameter, 'in' | 'name'> & { readonly style?: string };

/**
 * Prepares the finder of a parameter with a `style`.
 * @param all every name of the operation: an exploded object takes what none of them has
 */
export function createFinder(field: Field, parameter: Parameter, all: readonly Taken[]): Finder {
  if (parameter.in === 'header') return ({ raw }) => readOwn(field, raw.headers, readStyled);
  if (parameter.in === 'path') return createPathFinder(field, readStyled);
  const { kind, style, name: own } = field;
  if (parameter.in === 'query' && !kind.array && !kind.object && style !== 'deepObject') {
    return ({ query }) => {
      const texts = query.get(own);
      return texts && readScalar(field, texts);
    };
  }
  const others = all.filter((other) => other !== parameter && other.in === parameter.in);
  const names = new Set(others.map((other) => other.name));
  const prefixes = others.filter((other) => other.style === 'deepObject').map((other) => `${other.name}[`);
  const isTaken = (name: string) => names.has(name) || prefixes.some((prefix) => name.startsWith(prefix));
  if (parameter.in === 'cookie') return ({ cookies }) => readNamed(field, cookies, isTaken);
  return ({ query }) => readNamed(field, query, isTaken);
}

/** Prepares the finder of a parameter with `content`: one text, however it looks. */
export function createWholeFinder(field: Field, parameter: Parameter): Finder {
  const read = ({ decode }: Field, text: string) => decode(text) ?? toBroken(text);
  if (parameter.in === 'header') return ({ raw }) => readOwn(field, raw.headers, read);
  if (parameter.in === 'path') return createPathFinder(field, read);
  return (sent) => {
    const texts = (parameter.in === 'cookie' ? sent.cookies : sent.query).get(field.name);
    if (texts === undefined) return undefined;
    return texts.length > 1 ? toFault('style', `is sent ${texts.length} times; send it once`) : read(field, texts[0]!);
  };
}

type Read = (field: Field, text: string) => TextTree | Fault;

function createPathFinder(field: Field, read: Read): Finder {
  const decoded = { ...field, decode: keepText };
  return ({ raw }) => (raw.rawPath ? readOwn(field, raw.rawPath, read) : readOwn(decoded, raw.path, read));
}

function readOwn(field: Field, source: Readonly<Record<string, string>>, read: Read): TextTree | Fault | undefined {
  return Object.hasOwn(source, field.name) ? read(field, source[field.name]!) : undefined;
}
