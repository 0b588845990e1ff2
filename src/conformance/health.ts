/** What a run has learned about a server that does not answer, so that it ends by itself and soon. */
import type { Operation } from '../contract/types.ts';
import { Skip } from './case.ts';
import type { Failure } from './failure.ts';

/** State of one run. */
export interface Health {
  /** Set when the server does not answer any more: nothing is sent after that. */
  gone: string | undefined;
  /** How often each operation let the time run out. */
  readonly timeouts: Map<Operation, number>;
}

/** So often an operation may let the time run out before it is left alone. */
const PATIENCE = 2;

/** The state of a run that has sent nothing. */
export function createHealth(): Health {
  return { gone: undefined, timeouts: new Map() };
}

/** Takes note of an answer that did not come. */
export function noteFailure({ timeouts }: Health, operation: Operation, kind: Failure['kind']): void {
  if (kind === 'timeout') timeouts.set(operation, (timeouts.get(operation) ?? 0) + 1);
}

/** @throws Skip when waiting for another answer of the operation would only cost time */
export function refuseHopeless({ gone, timeouts }: Health, operation: Operation): void {
  if (gone !== undefined) throw new Skip('server gone');
  if ((timeouts.get(operation) ?? 0) >= PATIENCE) throw new Skip('follows from NoAnswer');
}
