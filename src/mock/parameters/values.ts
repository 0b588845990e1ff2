/** Parameters of one request: as they came over the wire, and as values. */
import { setMember } from '../../contract/pointer.ts';
import type { Violation } from '../../contract/types.ts';
import { type Pairs, splitQuery } from './pairs.ts';
import { decodeQueryPart } from './percent.ts';

/** Parameters as they came. */
export interface RawParameters {
  /** Path parameters by name, percent-decoded; for `label` and `matrix` with their prefix. */
  readonly path: Readonly<Record<string, string>>;
  /** The same as sent, still encoded. Leave it out where the path holds no `%`: both are the same then. */
  readonly rawPath?: Readonly<Record<string, string>>;
  /** Query string as sent, without `?`. */
  readonly query: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Parameters by place and name; header names in lower case. What the contract does not declare is there as text. */
export type ParameterValues = Readonly<
  Record<'path' | 'query' | 'header' | 'cookie', Readonly<Record<string, unknown>>>
>;

/** Parameters that were read, and what is wrong with them. */
export interface ParameterReading {
  readonly values: ParameterValues;
  readonly violations: readonly Violation[];
}

const NO_NAMES: ReadonlySet<string> = new Set();
const NOTHING: Readonly<Record<string, unknown>> = Object.freeze({});

/** The parameters of a request as texts, for operations that declare none. */
export function toPlainValues(raw: RawParameters): ParameterValues {
  return {
    path: raw.path,
    query: raw.query === '' ? NOTHING : toFirstTexts(splitQuery(raw.query)),
    header: raw.headers,
    cookie: NOTHING,
  };
}

/**
 * The first text under each name, decoded; one that cannot be decoded as it was sent.
 * @param skipped names that are left out
 */
export function toFirstTexts(pairs: Pairs, skipped: ReadonlySet<string> = NO_NAMES): Record<string, unknown> {
  const texts: Record<string, unknown> = {};
  for (const [name, [text]] of pairs) {
    if (!skipped.has(name)) setMember(texts, name, decodeQueryPart(text!) ?? text);
  }
  return texts;
}
