/** A finding is data; how it looks is the business of the reporters beside this file. */
export interface Finding {
  /** Name of the fault, PascalCase, e.g. `SecretReturnedTwice`; for phase `lint` the id of the rule. */
  readonly code: string;
  readonly severity: 'error' | 'warning';
  /** Phase of the run that found it: `examples`, `negative`, `auth`, `behaviour`, `lint`, … */
  readonly phase: string;
  /** Name of the check that found it: a page under docs/checks. */
  readonly check?: string;
  /** operationId, absent when the finding belongs to no operation. */
  readonly operation?: string;
  /** One sentence: what was expected, what came. */
  readonly message: string;
  /** JSON pointer of the rule in the contract document. */
  readonly contractPointer?: string;
  /** Where the rule is written: `file:line:column`. */
  readonly contractLocation?: string;
  /** JSON pointer into the response body. */
  readonly responsePointer?: string;
  /** Evidence the rule rests on: the weakest of its parts; `documented` where nothing weakens it. */
  readonly evidence?: { readonly kind: string; readonly source: string };
  /** Shell command that reproduces it; credentials are replaced by `$HOOKSPEC_TOKEN`. */
  readonly reproduce?: string;
  /** What the contract asks for, in a few words. */
  readonly expected?: string;
  /** What came instead, in a few words. */
  readonly received?: string;
  /** The request that shows the fault, or the delivery that does; what is secret is redacted. */
  readonly request?: FindingRequest;
  /** Its answer, redacted like the request. */
  readonly response?: FindingResponse;
  /** Given with a baseline: `known` when it lists the finding. */
  readonly state?: 'new' | 'known';
  /** File that `hookspec replay` runs, relative to the current folder; absent unless files were asked for. */
  readonly replay?: string;
  /** Every response that shows the same fault, e.g. `listWebhooks 200 /data/0/created_at`; its own is the first. */
  readonly places?: readonly string[];
  /** Stable over reruns: 16 hex digits. */
  readonly fingerprint: string;
}

/** A request as it was sent. */
export interface FindingRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** An answer as it was received. */
export interface FindingResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
