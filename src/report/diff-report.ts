/** What differs between two versions of a contract, as data. Reporters turn it into text. */

/** Any JSON value. */
type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** The older version, and the newer one. */
export type Side = 'base' | 'head';

/**
 * Which way a message travels, and so who writes it and who reads it:
 * `request` old client → new server; `response` new server → old client; `event` (webhook or callback) new provider → old
 * subscriber; `acknowledgement` (answer to an event) old subscriber → new provider.
 */
export type Direction = 'request' | 'response' | 'event' | 'acknowledgement';

/** What a change means. `refuted`: it looks like a break, and is proved to be none. */
export type Level = 'breaking' | 'warning' | 'info' | 'refuted';

/** Whose program stops working. The provider breaks where an old subscriber's acknowledgement is no longer accepted. */
export type Affected = 'client' | 'subscriber' | 'provider';

/** Whether readers are held to the letter of their version, or ignore members and enum values they do not know. */
export type Policy = 'strict' | 'tolerant';

/** A node of one version, as its author wrote it. */
export interface ChangePlace {
  /** JSON pointer in the loaded document (merged, upgraded to 3.1). */
  readonly pointer: string;
  /** `file:line:column`. */
  readonly location: string;
}

/** An instance that the writer's version accepts and the reader's rejects; ajv has said so on both sides. */
export interface Witness {
  readonly kind: 'witness';
  /** The whole body, or the value of the parameter or header. */
  readonly value: Json;
  readonly writer: Side;
  readonly reader: Side;
  /** Where in `value` the reader objects: JSON pointer. */
  readonly at: string;
  /** Keyword of the reader's schema, e.g. `enum`, and its sentence, e.g. `must be one of "a", "b"`. */
  readonly keyword: string;
  readonly message: string;
  /** JSON pointer of that keyword in the reader's document. */
  readonly schemaPointer: string;
}

/** A break that needs no payload: what the writer may do is no longer there for the reader. */
export interface Certificate {
  readonly kind: 'certificate';
  /** What is uncovered, e.g. `POST /webhooks is no longer served`. */
  readonly statement: string;
}

/** Why a change has the level it has. */
export type Proof =
  | { readonly verdict: 'proven'; readonly by: Witness | Certificate }
  | { readonly verdict: 'refuted'; readonly reason: string }
  /** Neither was found: the level is the proposer's. */
  | { readonly verdict: 'undecided'; readonly reason: string };

/** The part of an exchange that carries a value: what a request has to be built of to show a witness. */
export interface Site {
  /** Operation or event, e.g. `POST /webhooks`, `event contact.created`. */
  readonly operation: string;
  readonly part: 'body' | 'parameter' | 'header';
  /** Name of the parameter or header. */
  readonly name?: string;
  /** Where a parameter travels. */
  readonly in?: 'path' | 'query' | 'header' | 'cookie';
  /** Of a response or an acknowledgement, as written: `201`, `2XX`, `default`. */
  readonly status?: string;
  readonly mediaType?: string;
}

/** What a running reader did with a witness. */
export interface Replayed {
  /**
   * `rejected`: refused with a status that says the message is at fault; `accepted`: it took what its contract refuses;
   * `unclear`: it answered something that says neither; `skipped`: nothing was sent.
   */
  readonly outcome: 'rejected' | 'accepted' | 'unclear' | 'skipped';
  /** One sentence: the answer in short, or why nothing was sent. */
  readonly detail: string;
  readonly status?: number;
}

/** One change, however many operations it reaches. */
export interface Change {
  /** Name of the rule, e.g. `request-property-became-required`. */
  readonly rule: string;
  readonly level: Level;
  readonly direction: Direction;
  readonly affected: Affected;
  /** One sentence: what was, what is. */
  readonly message: string;
  /** Operations and events it reaches, the first is where it is shown: `POST /webhooks`, `event contact.created`. */
  readonly operations: readonly string[];
  /** Places on the wire, one for each way it is reached, e.g. `POST /webhooks 201 application/json /data/url`. */
  readonly places: readonly string[];
  /** The first of its places, where a value travels there. */
  readonly site?: Site;
  readonly base?: ChangePlace;
  readonly head?: ChangePlace;
  readonly proof: Proof;
  /** Who proposed it: Redocly's differ, our own rules, or the prover that met it by itself. */
  readonly proposedBy: readonly ('redocly' | 'rule' | 'prover')[];
  /** 16 hex digits; of rule, place and values, not of lines: it expires when the change becomes another one. */
  readonly fingerprint: string;
  /** Reason of the approval that covers it. */
  readonly approved?: string;
  /** Given when witnesses were sent to a running reader. */
  readonly replay?: Replayed;
}

/** Size of a step between two versions. */
export type Bump = 'major' | 'minor' | 'patch' | 'none';

/** Changes by level; those that are approved are counted there alone. */
export type DiffSummary = Readonly<Record<Level | 'approved', number>>;

/** What `info.version` should become at least, and the size of that step. */
export interface VersionAdvice {
  readonly bump: Bump;
  readonly nextVersion: string;
}

/** The result of comparing two versions. */
export interface DiffReport {
  readonly base: { readonly label: string; readonly version: string };
  readonly head: { readonly label: string; readonly version: string };
  readonly policy: Policy;
  /** By level, then by place in the document. */
  readonly changes: readonly Change[];
  readonly summary: DiffSummary;
  /** Absent where the version is not semver. */
  readonly advice?: VersionAdvice;
}

/** Which changes make a run fail. */
export type FailOn = 'breaking' | 'warning' | 'none';

/** One contract of a run. */
export interface ContractDiff extends DiffReport {
  readonly name: string;
  /** Given when the version was to be judged and was not raised enough: one sentence. */
  readonly versionFault?: string;
}

/** An approval that covers nothing. */
export interface LapsedApproval {
  readonly fingerprint: string;
  readonly contract?: string;
  /** The change in words, as the file has it. */
  readonly change?: string;
  readonly reason: string;
  /** Why it covers nothing. */
  readonly why: string;
}

/** Result of a run of `hookspec diff`; `--format json` prints it. */
export interface DiffRun {
  readonly policy: Policy;
  readonly failOn: FailOn;
  /** Whether a change that counts is not approved, or a version was not raised enough. */
  readonly failed: boolean;
  /** Of all contracts. */
  readonly summary: DiffSummary;
  readonly contracts: readonly ContractDiff[];
  /** Given with approvals: those of the compared contracts that cover nothing. */
  readonly lapsed?: readonly LapsedApproval[];
}
