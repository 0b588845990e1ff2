/** Compares two schemas that stand alone, as tests write them. */
import type { Json, JsonObject } from '../../../../../src/contract/types.ts';
import type { Direction, Policy } from '../../../../../src/review/diff/change.ts';
import { compareSchemas } from '../../../../../src/review/diff/prove/compare-schemas.ts';
import type { Comparison } from '../../../../../src/review/diff/prove/comparison.ts';

/** How two schemas are compared. */
export interface Question {
  /** Default `request`. */
  readonly direction?: Direction;
  /** Default `strict`. */
  readonly policy?: Policy;
  readonly wire?: 'json' | 'text';
  /** Other schemas of each version, under `#/components/schemas`. */
  readonly baseSchemas?: JsonObject;
  readonly headSchemas?: JsonObject;
}

/** Compares the schema of base with that of head: the older one writes requests and acknowledgements and reads the rest. */
export function compare(base: Json, head: Json, question: Question = {}): Comparison {
  const { direction = 'request', policy = 'strict', wire = 'json', baseSchemas, headSchemas } = question;
  const pointer = '/components/schemas/Root';
  const older = { document: toDocument(base, baseSchemas), pointer, side: 'base' as const, direction, wire };
  const newer = { document: toDocument(head, headSchemas), pointer, side: 'head' as const, direction, wire };
  const isOlderWriting = direction === 'request' || direction === 'acknowledgement';
  return isOlderWriting ? compareSchemas(older, newer, policy) : compareSchemas(newer, older, policy);
}

/** What broke, in few words: keyword, place, and the value that shows it. */
export function listBreaks(comparison: Comparison): string[] {
  return comparison.differences.flatMap(({ verdict, keyword, at, name, witness }) =>
    verdict === 'broken'
      ? [`${keyword}${name === undefined ? '' : ` ${name}`} at "${at}": ${JSON.stringify(witness?.value)}`]
      : [],
  );
}

function toDocument(schema: Json, schemas: JsonObject = {}): JsonObject {
  return { openapi: '3.1.0', components: { schemas: { ...schemas, Root: schema } } };
}
