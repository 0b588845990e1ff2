/** What a command of `hookspec` is. Each stands in its own file under `commands/`; the table is `commands.ts`. */

/** The world as a command sees it; tests and the bin pass their own. */
export interface CliIo {
  /** Writes the result of the command, as given, no newline added. */
  stdout(text: string): void;
  /** Writes progress and errors, as given. */
  stderr(text: string): void;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted by SIGINT and SIGTERM: a command stops, tidies up and returns. */
  readonly signal: AbortSignal;
  /** Which streams are terminals, and how wide; absent where none is. */
  readonly terminal?: { readonly stdout: boolean; readonly stderr: boolean; readonly columns: number };
}

/** A flag: `type` as in `node:util` parseArgs, plus what the help shows. */
export interface Flag {
  readonly type: 'string' | 'boolean';
  readonly multiple?: boolean;
  /** Placeholder in the help, e.g. `URL`. */
  readonly value?: string;
  /** Allowed values. */
  readonly choices?: readonly string[];
  /** Shown in the help; the command applies it. */
  readonly default?: string;
  readonly summary: string;
  /** Heading in the help. Default `Options`. */
  readonly group?: string;
}

/** Parsed flags: booleans are true or absent, repeatable ones are lists. */
export type FlagValues = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** One command. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  /** Arguments as the usage line shows them, e.g. `CONTRACT --server URL`. */
  readonly usage: string;
  readonly flags: Readonly<Record<string, Flag>>;
  /** Lines that work when pasted. */
  readonly examples: readonly string[];
  /** Fewest and most positional arguments. */
  readonly arguments: { readonly min: number; readonly max: number };
  /** @returns exit code: 0 clean, 1 findings; usage and contract errors are thrown as HookspecError */
  run(input: {
    readonly positionals: readonly string[];
    readonly flags: FlagValues;
    readonly io: CliIo;
  }): Promise<number>;
}
