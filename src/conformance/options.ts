/** What a run can be told. */
import type { CheckEvent } from '../report/check-report.ts';
import type { Baseline } from './baseline.ts';
import type { Clock } from './clock.ts';
import type { DeliveryOptions } from './inbound/options.ts';
import type { JournalRun } from './journal.ts';
import type { ConnectionOptions } from './transport.ts';

/** How much is sent. */
export const profiles = ['full', 'quick'] as const;

/** Name of a profile. */
export type Profile = (typeof profiles)[number];

/** Options of {@link checkConformance}. */
export interface ConformanceOptions extends DeliveryOptions {
  /**
   * What replaces the document's server URL, base path included. Without a path the contract's base path is
   * appended, where the server answers there.
   */
  readonly server: string;
  /** Needed unless no operation of the contract asks for credentials. */
  readonly token?: string | undefined;
  /** Token of another tenant: for the checks that tenants do not see each other. */
  readonly secondToken?: string | undefined;
  /** Token that lacks scopes. */
  readonly limitedToken?: string | undefined;
  /** Revoked or expired token. */
  readonly revokedToken?: string | undefined;
  /** Sends the requests instead of node:http; it hides how an answer looked on the wire. */
  readonly fetch?: typeof fetch | undefined;
  /** After this nothing more is sent but the clean-up. Default 120 000 ms. */
  readonly maxTimeMs?: number | undefined;
  /** Longest time for one answer. Default 10 000 ms. */
  readonly timeoutMs?: number | undefined;
  /** Requests per second, evenly spread. Default: as fast as the server answers. */
  readonly rate?: number | undefined;
  /** Most requests of the run; enough of them are kept for the clean-up. Default: no limit. */
  readonly maxRequests?: number | undefined;
  /** How many cases that do not depend on each other run at once. Default 1. */
  readonly workers?: number | undefined;
  /** Sent with every request, e.g. `{ 'X-Environment': 'staging' }`. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Proxy, certificate authorities; unused with `fetch`. Default: a direct connection, the authorities of Node. */
  readonly connection?: ConnectionOptions | undefined;
  /** Checks to leave out, by name. */
  readonly skip?: readonly string[] | undefined;
  /** The only checks to run, by name. Checks of every answer among them choose what answers are judged by. */
  readonly only?: readonly string[] | undefined;
  /** The only phases to run. */
  readonly phases?: readonly string[] | undefined;
  /** `quick`: the cases that find most, with at most 60 requests. Default `full`. */
  readonly profile?: Profile | undefined;
  /** Sends GET and HEAD alone. Default false. */
  readonly readOnly?: boolean | undefined;
  /** Runs operations too that reach beyond what the run creates. Default false. */
  readonly destructive?: boolean | undefined;
  /** Requests with generated values. Default 50; 0: none. */
  readonly fuzz?: number | undefined;
  /** Sends nothing; every case is skipped with the reason `plan`. Default false. */
  readonly plan?: boolean | undefined;
  /** Faults against rules that are only inferred are errors. Default false. */
  readonly strict?: boolean | undefined;
  /** Findings that are known: the report says which are new, known and fixed. */
  readonly baseline?: Baseline | undefined;
  /** Folder that gets one file for each finding, for `hookspec replay`. Default: none is written. */
  readonly replays?: string | undefined;
  /** Makes the values that are sent. Default: a random one, so that two runs do not meet. */
  readonly seed?: number | undefined;
  /** Stops the run; what it created is removed before the promise resolves. */
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: ((event: CheckEvent) => void) | undefined;
  /** Default: a file in a folder of the system's temporary folder. Removed when nothing is left over. */
  readonly journalFile?: string | undefined;
  /** What the contract was loaded by, noted in the journal, so that a clean-up can load it again. */
  readonly journalSource?: Pick<JournalRun, 'source' | 'overlays'> | undefined;
  /** Findings show files relative to it. Default: the current folder. */
  readonly cwd?: string | undefined;
  /** Default: the machine's. */
  readonly clock?: Clock | undefined;
}
