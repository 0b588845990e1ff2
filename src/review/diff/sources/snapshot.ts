/** Files that are in no folder: those of a revision of git, or of a web server. */

/** A set of text files that is asked for by path. */
export interface Snapshot {
  /** How its files are named in messages, before their path: `main:`, or nothing. */
  readonly lead: string;
  /** The texts of those paths that exist. @throws HookspecError where one cannot be read */
  readAll(paths: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** References to other files in a text: what might be one is listed, only what exists is read. */
  listReferences(text: string): readonly string[];
  /** The path that a reference names, without its fragment; undefined for one that leads out of the snapshot. */
  resolve(reference: string, from: string): string | undefined;
  /** Where a file is put below the folder of a copy: a relative path that keeps what stands beside what. */
  toLocal(path: string): string;
  /** The file as places name it: an absolute path in the working tree, or an address. */
  toShown(path: string): string;
}
