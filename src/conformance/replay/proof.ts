/** What the last answer of a replay has to be when the fault is gone. */
import type { Json } from '../../contract/types.ts';

/**
 * One thing that a correct server's answer has. Texts may hold references such as `${create.id}`; pointers lead into
 * the body.
 */
export type Proof =
  /** Statuses, and classes of them: `[201]`, `['4XX']`. */
  | { readonly kind: 'status'; readonly statuses: readonly (number | string)[] }
  /** A header that is there. */
  | { readonly kind: 'header'; readonly name: string }
  /** Media types without parameters. */
  | { readonly kind: 'contentType'; readonly types: readonly string[] }
  | { readonly kind: 'body'; readonly is: 'json' | 'present' | 'absent' }
  /** A value, or none where `value` is absent. */
  | { readonly kind: 'equals'; readonly at: string; readonly value?: Json }
  | { readonly kind: 'differs'; readonly at: string; readonly value?: Json }
  /** A value that fits a schema of this document; `cause` narrows it to one broken keyword. */
  | {
      readonly kind: 'schema';
      readonly at: string;
      readonly pointer: string;
      readonly keyword: string;
      readonly document: Json;
    }
  /** A text that is nowhere in the body, or somewhere in it. */
  | { readonly kind: 'lacks'; readonly text: string }
  | { readonly kind: 'contains'; readonly text: string };
