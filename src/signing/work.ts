/**
 * Signing and verifying as steps that do no cryptography themselves: they hand out work and go on with its result. So
 * one description serves Node, which answers at once, and WebCrypto, which answers later.
 */
import type { HmacAlgorithm } from './scheme.ts';

/** A piece of cryptography. */
export type Work =
  /** HMAC; its result is bytes. */
  | { readonly do: 'mac'; readonly algorithm: HmacAlgorithm; readonly key: Uint8Array; readonly content: Uint8Array }
  /** Comparison in constant time; its result is a boolean. */
  | { readonly do: 'compare'; readonly left: Uint8Array; readonly right: Uint8Array }
  /** Ed25519 signature by a private key of 32 bytes. */
  | { readonly do: 'sign'; readonly seed: Uint8Array; readonly content: Uint8Array }
  /** Whether an Ed25519 signature is right; `key` as in {@link toVerifier}. */
  | {
      readonly do: 'check';
      readonly key: { readonly publicKey: Uint8Array } | { readonly seed: Uint8Array };
      readonly content: Uint8Array;
      readonly signature: Uint8Array;
    };

/** Steps that end in a `Result`. */
export type Steps<Result> = Generator<Work, Result, Uint8Array | boolean>;

/** Asks for work whose result is bytes. */
export function* askBytes(work: Work & { do: 'mac' | 'sign' }): Steps<Uint8Array> {
  return (yield work) as Uint8Array;
}

/** Asks for work whose result is a boolean. */
export function* askBoolean(work: Work & { do: 'compare' | 'check' }): Steps<boolean> {
  return (yield work) as boolean;
}

/** Runs steps to their end with work that is done at once. */
export function run<Result>(steps: Steps<Result>, perform: (work: Work) => Uint8Array | boolean): Result {
  let step = steps.next();
  while (!step.done) {
    let result: Uint8Array | boolean;
    try {
      result = perform(step.value);
    } catch (error) {
      step = steps.throw(error);
      continue;
    }
    step = steps.next(result);
  }
  return step.value;
}

/** Runs steps to their end with work that is done later. */
export async function runAsync<Result>(
  steps: Steps<Result>,
  perform: (work: Work) => Promise<Uint8Array | boolean>,
): Promise<Result> {
  let step = steps.next();
  while (!step.done) {
    let result: Uint8Array | boolean;
    try {
      // oxlint-disable-next-line no-await-in-loop -- each step needs the result of the one before
      result = await perform(step.value);
    } catch (error) {
      step = steps.throw(error);
      continue;
    }
    step = steps.next(result);
  }
  return step.value;
}
