/** Whether a reader accepts all that a writer writes. */
import { isDeepStrictEqual } from 'node:util';
import { getAt } from '../../../contract/pointer.ts';
import type { Policy } from '../change.ts';
import type { Comparison, SchemaSide } from './comparison.ts';

/**
 * Compares the schema that one version writes by with the schema that the other version reads by.
 * @param writer the side that sends, e.g. base for a request
 * @param reader the side that receives
 */
export function compareSchemas(writer: SchemaSide, reader: SchemaSide, policy: Policy): Comparison {
  const isEqual = isDeepStrictEqual(getAt(writer.document, writer.pointer), getAt(reader.document, reader.pointer));
  if (isEqual) return { verdict: 'equal', differences: [] };
  return { verdict: 'undecided', differences: [] };
}
