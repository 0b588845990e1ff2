/** What another differ says of two documents. */

/** One answer. */
export interface Opinion {
  /** Whether something breaks by that tool's own scale; undefined where it could not say. */
  readonly flagged: boolean | undefined;
  /** Its rules that say so, each once; or in one sentence why it could not say. */
  readonly because: readonly string[];
}

/** Another differ. */
export interface Differ {
  /** Name and version. */
  readonly name: string;
  /** Compares two files. Never throws. */
  compare(base: string, head: string): Promise<Opinion>;
}

/** The first line of what went wrong. */
export function toFailure(error: unknown): Opinion {
  const { stderr, message } = error as { readonly stderr?: string; readonly message?: string };
  const [line = 'failed'] = (stderr?.trim() || message || '').split('\n');
  return { flagged: undefined, because: [line.slice(0, 160)] };
}
