/** Reads `x-evidence`: how sure the contract is of a node. */
import type { Evidence } from '../behaviour.ts';
import { checkExtension } from '../extension-schemas.ts';
import type { JsonObject } from '../types.ts';

/** The evidence that stands on a node itself; undefined when there is none, or none that can be read. */
export function readEvidence(node: JsonObject): Evidence | undefined {
  const evidence = node['x-evidence'];
  if (evidence === undefined || checkExtension('x-evidence', evidence, '').length > 0) return undefined;
  return evidence as unknown as Evidence;
}
