/** What a caller may say about loading a contract. */

/** How a contract is read. */
export interface LoadOptions {
  /** Folder that relative paths and the search for redocly.yaml start from. Default: the current one. */
  readonly cwd?: string;
  /** Name of the contract. Default: its name in redocly.yaml, else the name of its file. */
  readonly name?: string;
  /** OpenAPI Overlays to apply after those of redocly.yaml; paths relative to `cwd`. */
  readonly overlays?: readonly string[];
  /** Follow `$ref`s out of the document's folder and to the net. Default false. */
  readonly allowExternalRefs?: boolean;
  /**
   * Load a document in spite of faults that a mock can live with: they become `Contract.warnings`. What still stops it
   * are syntax errors, references that lead nowhere and extensions of ours that cannot be read. Contracts out of
   * redocly.yaml are held to the rules all the same. Default false.
   */
  readonly lenient?: boolean;
  /**
   * Take OpenAPI 3.2 as well, read as 3.1: what 3.2 added stays in the document and is not looked at. Default false,
   * because a mock would have to serve it.
   */
  readonly newer?: boolean;
  /** Give plain collections of a document without `x-resource` a memory: it is inferred from paths. Default false. */
  readonly infer?: boolean;
}
