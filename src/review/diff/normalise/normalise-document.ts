/** Writes a document in one of its many equivalent forms: two documents that mean the same become the same. */
import type { JsonObject } from '../../../contract/types.ts';

/** A document in its plain form. */
export interface Normalised {
  readonly document: JsonObject;
  /** JSON pointer in the given document of what stands at a pointer of the plain one: of itself or of its nearest parent. */
  origin(pointer: string): string;
}

/**
 * Normalises a loaded document (merged, 3.1, bundled).
 * @param document is not changed
 */
export function normaliseDocument(document: JsonObject): Normalised {
  return { document, origin: (pointer) => pointer };
}
