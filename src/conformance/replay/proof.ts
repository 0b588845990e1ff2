/** What the answer that showed a fault has to be when the fault is gone. */
import type { Json } from '../../contract/types.ts';

/**
 * One thing that a correct server's answer has. Texts may hold references such as `${create.id}`; `at` is a JSON
 * pointer into the body.
 */
export type Proof =
  /** Statuses, and classes of them: `[201]`, `['4XX']`. */
  | { readonly kind: 'status'; readonly statuses: readonly (number | string)[] }
  /** A header that is there. */
  | { readonly kind: 'header'; readonly name: string }
  /** A header that has another value, or none. */
  | { readonly kind: 'headerDiffers'; readonly name: string; readonly value: string }
  /** A header that fits the schema at `pointer` of `document`, or is not there. */
  | { readonly kind: 'headerSchema'; readonly name: string; readonly pointer: string; readonly document?: Json }
  /** Media types without parameters. */
  | { readonly kind: 'contentType'; readonly types: readonly string[] }
  | { readonly kind: 'body'; readonly is: 'json' | 'present' | 'absent' }
  /** A text with more characters. */
  | { readonly kind: 'longer'; readonly at: string; readonly than: number }
  /** Nothing for the named check of all answers to find, one that needs no contract. */
  | { readonly kind: 'sound'; readonly check: string }
  /** A value, or none where `value` is absent. */
  | { readonly kind: 'equals'; readonly at: string; readonly value?: Json }
  | { readonly kind: 'differs'; readonly at: string; readonly value?: Json }
  /** The body fits the schema at `pointer` of `document`, as far as the value at `at` is concerned. */
  | {
      readonly kind: 'schema';
      readonly at: string;
      readonly pointer: string;
      /** What of the contract the schema needs; put in when the file is written. */
      readonly document?: Json;
    }
  /** A text that is nowhere in the body, or somewhere in it. */
  | { readonly kind: 'lacks'; readonly text: string }
  | { readonly kind: 'contains'; readonly text: string }
  /**
   * Anything but this answer, which is what the faulty server gave; `${any}` stands for a text or number that changes
   * from run to run. Said where the check gave no other proof.
   */
  | {
      readonly kind: 'unlike';
      readonly status: number;
      readonly at: string;
      readonly value?: Json;
      /** Where the fault is one of headers. */
      readonly headers?: Readonly<Record<string, string>>;
    };
