/** Senders that are wrong on purpose: a right one, and one small change to what it sends, or to whom, or when. */
import type { Provider } from '../faults/dialect.ts';
import type { Handle } from '../reference/support/http.ts';
import type { Posting } from '../reference/support/outbox.ts';
import type { Parts, SenderHooks, SenderPolicy } from '../reference/support/sender.ts';
import { type Came, type Hook, type Lab } from './lab.ts';

/** What one sender does wrong, and how that is proved. */
export interface WrongSender {
  /** Codes of all findings of a run, written down before the run; one that ends with `?` may be missing. */
  readonly finds: readonly string[];
  /** Its contract documents retries, Retry-After and 410, and a short timeout. */
  readonly isFull?: boolean;
  /** Made anew for each server: some remember. */
  readonly hooks?: () => SenderHooks;
  readonly wrap?: (handle: Handle) => Handle;
  /** The witness: true for the wrong sender, false for the right one. */
  readonly isWrong: (lab: Lab) => Promise<boolean>;
}

/** One wrong sender. */
export interface SenderFault extends WrongSender {
  /** `provider/delivery/slug`, unique. */
  readonly id: string;
  readonly provider: Provider;
  /** What is wrong, as a sentence that begins with a verb. */
  readonly name: string;
}

/** Makes one fault for each of the providers. */
export function wrongSender(
  slug: string,
  name: string,
  providers: readonly Provider[],
  make: (provider: Provider) => WrongSender,
): SenderFault[] {
  return providers.map((provider) => ({ id: `${provider}/delivery/${slug}`, provider, name, ...make(provider) }));
}

/** What a full contract documents; `fullPolicy` in the tests says the same in the contract's words. */
export const FULL: Partial<SenderPolicy> = {
  timeout: 600,
  retries: [5000, 30_000, 300_000],
  retryAfter: true,
  gone: [410],
};

/** Hooks that change what is posted. */
export function posting(change: (posting: Posting, parts: Parts) => Posting): () => SenderHooks {
  return () => ({ compose: change });
}

/** A posting with one header more, or less. */
export function withHeaders(given: Posting, headers: Readonly<Record<string, string | undefined>>): Posting {
  const all = Object.entries({ ...given.headers, ...headers });
  return {
    ...given,
    headers: Object.fromEntries(all.filter((entry): entry is [string, string] => entry[1] !== undefined)),
  };
}

/** What comes of one event, and to whom. */
export async function first(lab: Lab): Promise<{ readonly hook: Hook; readonly came: Came }> {
  const hook = await lab.create();
  const [came] = await lab.emit();
  return { hook, came: came! };
}

/** A witness that looks at one delivery. */
export function seen(isWrong: (came: Came, hook: Hook, lab: Lab) => boolean): WrongSender['isWrong'] {
  return async (lab) => {
    const { hook, came } = await first(lab);
    return isWrong(came, hook, lab);
  };
}
