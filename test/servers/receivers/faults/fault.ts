/** Receivers that are wrong on purpose: a right one, and one small change. */
import type { Change, RunningReceiver } from '../receiver.ts';
import { schemes, type Scheme, type SchemeName } from '../schemes.ts';
import type { Sender } from '../sender.ts';

/** What one receiver does wrong, and how that is proved. */
export interface WrongReceiver {
  readonly change: Change;
  /** The witness: whether a receiver does what it should not. True for the wrong one, false for the right one. */
  readonly isWrong: (sender: Sender, receiver: RunningReceiver) => Promise<boolean>;
}

/** One wrong receiver. */
export interface ReceiverFault extends WrongReceiver {
  /** `scheme/slug`, unique. */
  readonly id: string;
  readonly scheme: Scheme;
  /** What is wrong, as a sentence that begins with a verb. */
  readonly name: string;
  /** The codes of all findings of a run, written down before the run. */
  readonly finds: readonly string[];
  readonly setting: Setting;
}

/** What a run is told besides the URL and the secret. */
export interface Setting {
  /** The run sees how many deliveries were handled. */
  readonly effects?: boolean;
  /** The receiver knows the other secret, too; it is given as the previous or the retired one. */
  readonly other?: 'previous' | 'retired';
  readonly timeoutMs?: number;
}

/** Makes one fault for each of the schemes. */
export function fault(
  slug: string,
  name: string,
  finds: readonly string[],
  names: readonly SchemeName[],
  make: (scheme: Scheme) => WrongReceiver,
  setting: Setting = {},
): ReceiverFault[] {
  return names.map((key) => ({
    id: `${key}/${slug}`,
    scheme: schemes[key],
    name,
    finds,
    setting,
    ...make(schemes[key]),
  }));
}

/** Every scheme. */
export const all: readonly SchemeName[] = ['lava', 'encrata', 'agentmessage', 'leadlex', 'till'];

/** Success. */
export function isFine({ status }: { readonly status: number }): boolean {
  return status >= 200 && status < 300;
}

/** Neither a success nor a refusal. */
export function hasFailed({ status }: { readonly status: number }): boolean {
  return status === 0 || status >= 500;
}
