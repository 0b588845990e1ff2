/** One of the two versions, loaded. */
import type { Contract } from '../../../contract/types.ts';

/** A version: a contract, or the knowledge that there was none yet or is none any more. */
export interface LoadedSide {
  /** As the report names it, e.g. `main:openapi.yaml`. */
  readonly label: string;
  /** Absent where nothing is at that place. */
  readonly contract?: Contract;
  /** False where a text that could be a name of redocly.yaml was taken for a path. */
  readonly named?: boolean;
}

/** Two versions of one contract; at least one of them has it. */
export interface LoadedPair {
  readonly name: string;
  readonly base: LoadedSide;
  readonly head: LoadedSide;
}

/** How both versions are read. */
export interface SideOptions {
  /** Folder that relative paths, the repository and redocly.yaml are looked for from. */
  readonly cwd: string;
  /** OpenAPI Overlays of the working tree to apply on top. */
  readonly overlays: readonly string[];
  /** Follow `$ref`s out of the document's folder and to the net. */
  readonly allowExternalRefs: boolean;
  /** Fetch documents that are named by an address. */
  readonly allowUrl: boolean;
}
