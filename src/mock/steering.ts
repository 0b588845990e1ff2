/** How a mock is steered from its start: what the control API can do later, done before the first request. */
import { HookspecError } from '../errors.ts';
import type { MockApp } from './app.ts';
import type { Access } from './control/access.ts';
import { isLoopbackName } from './control/access.ts';
import type { FaultSpec } from './faults/fault.ts';
import { readFault } from './faults/read-fault.ts';
import { resolveFault } from './faults/resolve-fault.ts';
import { readSnapshot } from './read-snapshot.ts';
import { listMissing, restoreSnapshot, type SnapshotDocument } from './snapshots.ts';

/** Options that steer a mock. */
export interface SteeringOptions {
  /** Faults that are set from the start. Default none. */
  readonly faults?: readonly FaultSpec[] | undefined;
  /** Where the clock starts, in milliseconds since 1970, and whether it stands still. Default: real time. */
  readonly time?: { readonly at?: number | undefined; readonly frozen?: boolean | undefined } | undefined;
  /** A snapshot to begin with: what `readSnapshot` of the control API answers. Default: nothing is remembered. */
  readonly state?: SnapshotDocument | undefined;
  /**
   * The token that the control API wants. Default: none on a loopback address, elsewhere a fresh one, see
   * {@link Mock.controlToken}.
   */
  readonly controlToken?: string | undefined;
}

/** Shorter tokens can be guessed over a network. */
const SHORTEST_TOKEN = 16;

/**
 * Who may use the control API of a mock that listens on `host`.
 * @throws HookspecError Usage for a token that is too short
 */
export function toAccess(host: string, token: string | undefined): Access {
  if (token !== undefined && token.length < SHORTEST_TOKEN) {
    throw new HookspecError('Usage', `The control token must have at least ${SHORTEST_TOKEN} characters`);
  }
  const loopback = isLoopbackName(host);
  return { loopback, host, token: token ?? (loopback ? undefined : createToken()) };
}

/** Sets the clock. Comes before any state: what is due in it depends on the time. */
export function setClock({ clock }: MockApp, { time }: SteeringOptions): void {
  // Stopped first: a clock that runs would be a moment past the time it was set to.
  if (time?.frozen) clock.freeze();
  if (time?.at !== undefined) clock.set(time.at);
}

/** @throws HookspecError Usage for a fault or snapshot that does not fit the contracts */
export function steer(app: MockApp, { faults = [], state }: SteeringOptions): void {
  const contracts = [...app.mounts.values()].map(({ contract }) => contract);
  for (const fault of faults) {
    const spec = readFault(fault);
    const resolved = typeof spec === 'string' ? spec : resolveFault(contracts, spec);
    if (typeof resolved === 'string') throw new HookspecError('Usage', `A fault cannot be set: ${resolved}`);
    app.faults.add(resolved);
  }
  if (state === undefined) return;
  const snapshot = readSnapshot(state);
  if (typeof snapshot === 'string') throw new HookspecError('Usage', snapshot);
  const [missing] = listMissing(app.mounts, snapshot);
  if (missing !== undefined) {
    throw new HookspecError('Usage', `The snapshot holds ${missing}, which is not served; name it on the command line`);
  }
  restoreSnapshot(app.mounts, snapshot);
}

function createToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(24));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
