/** Sends callbacks (OpenAPI 3.1, Callback Object) to this machine alone, a few at a time; nothing comes back from them. */
import type { Send } from '../../delivery/send.ts';
import { findTarget, type Forward } from '../../delivery/targets.ts';
import type { CallbackCall } from './types.ts';

/** What became of a callback. */
export interface CallbackOutcome {
  readonly call: CallbackCall;
  /** Status of the receiver's answer. */
  readonly status?: number;
  /** Why there is none: `refused` (not this machine), `busy` (too many under way), or what went wrong. */
  readonly error?: string;
}

/** Options of {@link createCallbackSender}. */
export interface CallbackSenderOptions {
  /** Hosts that are mapped to this machine. Default none. */
  readonly forward?: readonly Forward[] | undefined;
  /** Told of every callback when it is over. */
  readonly onOutcome?: ((outcome: CallbackOutcome) => void) | undefined;
  /** How a request is sent. */
  readonly send: Send;
  /** Callbacks under way at once; further ones are dropped. Default 16. */
  readonly most?: number | undefined;
}

/** Milliseconds that a receiver has for its answer. */
const TIMEOUT = 5000;

/** Creates a sender; it never throws. */
export function createCallbackSender(options: CallbackSenderOptions): (call: CallbackCall) => void {
  const { forward = [], onOutcome = () => {}, most = 16, send } = options;
  let busy = 0;
  return (call) => {
    const target = findTarget(call.url, forward);
    if (typeof target === 'string') return onOutcome({ call, error: 'refused' });
    if (busy >= most) return onOutcome({ call, error: 'busy' });
    busy += 1;
    const body = new TextEncoder().encode(call.body ?? '');
    send({ method: call.method, ...target, headers: call.headers, body, timeout: TIMEOUT })
      .then(
        (reply) => onOutcome('error' in reply ? { call, error: reply.error } : { call, status: reply.status }),
        (error: unknown) => onOutcome({ call, error: error instanceof Error ? error.message : String(error) }),
      )
      .finally(() => (busy -= 1));
  };
}
