/** What the parts of the walk through two schemas share. */
import { toPointer } from '../../../contract/pointer.ts';
import { asObject } from '../../../contract/value.ts';
import { type Conjunction, keywordsOf } from './conjunction.ts';
import type { Prover } from './prover.ts';
import type { Comparer } from './same.ts';
import type { Trail } from './trail.ts';
import { typesOfKeyword } from './types-of.ts';
import type { Node } from './world.ts';

/** A difference that was met. */
export interface Meeting {
  readonly writer: Conjunction;
  readonly reader: Conjunction;
  readonly trail: Trail | undefined;
  readonly keyword: string;
  readonly name?: string;
  /** Schema of the reader that holds the keyword; absent where only the writer's does. */
  readonly node?: Node;
  /** Schema of the writer that holds it. */
  readonly own?: Node;
  /** It is about one branch of a union that only one side has. */
  readonly form?: Form;
  /** Proved: all that the writer writes obeys it. */
  readonly isHarmless: boolean;
}

/** A branch of a union that only the writer or only the reader has. */
export interface Form {
  readonly branch: Node;
  readonly of: 'writer' | 'reader';
  /** A `discriminator` tells the branches apart: a new one is a new value of its member. */
  readonly isGuided: boolean;
}

/** What a walk needs. */
export interface Walk {
  readonly prover: Prover;
  readonly comparer: Comparer;
  readonly meet: (meeting: Meeting) => void;
  /** Walks on through a part. @returns whether something in it is not harmless, or may turn out so further up */
  readonly descend: (walk: Walk, pair: Pair) => boolean;
}

/** Two schemas that meet at the end of a trail. */
export interface Pair {
  readonly writer: Conjunction;
  readonly reader: Conjunction;
  readonly trail: Trail | undefined;
  /** The writer's schema is one branch of a union: which branches there are is told where the union stands. */
  readonly isCase?: boolean;
  /** What a branch of the reader says of this part is compared with that branch. */
  readonly isPart?: boolean;
  /** Branch of the reader that the writer's branch is compared with. */
  readonly partner?: Node;
}

/** Keywords whose parts are compared one by one, or that say something about another keyword. */
const OTHERWISE: ReadonlySet<string> = new Set([
  'properties',
  'additionalProperties',
  'patternProperties',
  'required',
  'items',
  'prefixItems',
  'then',
  'else',
  'minContains',
  'maxContains',
]);
const GENERAL: ReadonlySet<string> = new Set(['type', 'enum', 'const', 'anyOf', 'oneOf', 'if', 'not']);

/** Keywords of a schema that are compared as a whole. */
export function plainKeywords(node: Node): string[] {
  return Object.keys(keywordsOf(node)).filter(
    (keyword) => !OTHERWISE.has(keyword) && (typesOfKeyword(keyword) !== undefined || GENERAL.has(keyword)),
  );
}

/** The first schema of a conjunction that has a keyword. */
export function holderOf(whole: Conjunction, keyword: string, name?: string): Node | undefined {
  return whole.nodes.find((node) => {
    const value = keywordsOf(node)[keyword];
    if (name === undefined) return value !== undefined;
    return Array.isArray(value) ? value.includes(name) : Object.hasOwn(asObject(value), name);
  });
}

/** The schemas of a part, and the way to it. */
export function partPair(pair: Pair, step: Trail['step'], writer: Conjunction, reader: Conjunction): Pair {
  const { trail } = pair;
  return { writer, reader, trail: { writer: pair.writer, reader: pair.reader, step, ...(trail && { above: trail }) } };
}

/** Pointer of a keyword, or of a member it lists by name. */
export function keywordPointer(node: Node, keyword: string, name?: string): string {
  const isMap = name !== undefined && Object.hasOwn(asObject(keywordsOf(node)[keyword]), name);
  return node.pointer + toPointer(isMap ? [keyword, name] : [keyword]);
}
