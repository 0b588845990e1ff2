/**
 * The one table of errors that a user can cause. Each has a code, an exit code and a hint; the message says
 * what and where. Anything else that is thrown is a bug and keeps its stack.
 */
const TABLE = {
  Usage: { exitCode: 2, hint: 'Run `hookspec --help` for the commands and their flags.' },
  UnknownContract: { exitCode: 2, hint: 'Run `hookspec list` for the names, or give a path to an OpenAPI file.' },
  FileNotFound: { exitCode: 2, hint: 'Check the path; it is relative to the current folder.' },
  InvalidContract: { exitCode: 2, hint: 'Mend the places above and run the command again.' },
  InvalidConfig: { exitCode: 2, hint: 'See docs/redocly-yaml.md for the form of redocly.yaml.' },
  RefRefused: {
    exitCode: 2,
    hint: 'Copy the file beside the document, or pass --allow-external-refs if you trust it.',
  },
  PortTaken: {
    exitCode: 2,
    hint: 'Stop the other program or choose another port with --port; --port 0 takes a free one.',
  },
  AddressUnavailable: { exitCode: 2, hint: 'Use an address of this machine, e.g. --host 127.0.0.1.' },
  TokenMissing: { exitCode: 2, hint: 'Pass --token TOKEN or set HOOKSPEC_TOKEN; `hookspec list` shows the mock keys.' },
  ServerUnreachable: { exitCode: 3, hint: 'Start the server, or check the address given with --server.' },
  UnusableData: { exitCode: 2, hint: 'Give --data a file that this mock has made, or one that is not there yet.' },
  InvalidBaseline: { exitCode: 2, hint: 'Mend the file, or write it anew with --baseline FILE --update-baseline.' },
  InvalidReplay: { exitCode: 2, hint: 'Write it anew with `hookspec check … --replays FOLDER`.' },
  InvalidScenario: { exitCode: 2, hint: 'Mend the places above; docs/commands/trigger.md shows the form.' },
  NoRepository: {
    exitCode: 2,
    hint: 'Run the command in a clone of the repository, or give the two versions as files.',
  },
  UnknownRevision: {
    exitCode: 2,
    hint: 'Name a branch, a tag or a commit that `git log` shows; `git fetch` brings new ones.',
  },
  InvalidApprovals: { exitCode: 2, hint: 'Mend the places above; docs/review.md shows the form.' },
  UnreadableFile: { exitCode: 2, hint: 'Check that the file exists and that you may read and write it.' },
} as const satisfies Record<string, { exitCode: 1 | 2 | 3; hint: string }>;

/** Code of an error in the table. */
export type ErrorCode = keyof typeof TABLE;

/** An error the user can mend. `details` are further lines, each a place and a problem. */
export class HookspecError extends Error {
  readonly code: ErrorCode;
  readonly exitCode: number;
  readonly hint: string;
  readonly details: readonly string[];

  /**
   * @param code row of the table
   * @param message one sentence: what is wrong and where
   * @param options `details`: further lines; `hint` replaces the table's; `cause` as in Error
   */
  constructor(
    code: ErrorCode,
    message: string,
    options: { details?: readonly string[]; hint?: string; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'HookspecError';
    this.code = code;
    this.exitCode = TABLE[code].exitCode;
    this.hint = options.hint ?? TABLE[code].hint;
    this.details = options.details ?? [];
  }
}

/** Codes in the order of the table, for the test that holds docs/errors.md to it. */
export const errorCodes = Object.keys(TABLE) as readonly ErrorCode[];
