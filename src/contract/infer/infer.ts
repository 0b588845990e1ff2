/**
 * Resources that a document does not declare but shows: plain collections whose items are created, listed, read,
 * changed and deleted by path. The result is a value of `x-resource` as a person would write it, so that it can be
 * printed, pasted and mended.
 */
import type { RawOperation } from '../operations.ts';
import { createSchemaCompiler } from '../schema.ts';
import type { JsonObject } from '../types.ts';
import { findCandidates } from './candidates.ts';
import { inferResource } from './resource.ts';

/** What was inferred, and what was not. */
export interface Inferred {
  /** Value of `x-resource`; empty where nothing fits. */
  readonly resources: JsonObject;
  /** Collections that were left alone: the operation that would create, and why as a clause. */
  readonly left: readonly { readonly operation: string; readonly path: string; readonly why: string }[];
}

const EVIDENCE = {
  kind: 'inferred',
  source: 'The document declares no resources; these follow from its paths.',
  deep: true,
};

/**
 * Infers the resources of a document without any of its own.
 * @param document OpenAPI 3.1, bundled
 * @param operations those of the document
 */
export function inferResources(document: JsonObject, operations: readonly RawOperation[]): Inferred {
  if (document['x-resource'] !== undefined) return { resources: {}, left: [] };
  const compiler = createSchemaCompiler({ document });
  const resources: Record<string, JsonObject> = {};
  const left: Inferred['left'][number][] = [];
  for (const candidate of findCandidates(operations)) {
    const inference = inferResource(document, compiler, candidate);
    if ('entry' in inference) resources[candidate.name] = inference.entry;
    else left.push({ operation: candidate.create.id, path: candidate.path, why: inference.why });
  }
  if (Object.keys(resources).length === 0) return { resources, left };
  return { resources: { 'x-evidence': EVIDENCE, ...resources }, left };
}
