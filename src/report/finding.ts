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
  /** Evidence the rule rests on, when it is not plainly documented. */
  readonly evidence?: { readonly kind: string; readonly source: string };
  /** Shell command that reproduces it; credentials are replaced by `$HOOKSPEC_TOKEN`. */
  readonly reproduce?: string;
  /** Every response that shows the same fault, e.g. `listWebhooks 200 /data/0/created_at`; its own is the first. */
  readonly places?: readonly string[];
  /** Stable over reruns: 16 hex digits. */
  readonly fingerprint: string;
}
