/** Opens the receiver of a run, where a case is going to use it. */
import { toPolicy } from '../../contract/delivery-policy.ts';
import { HookspecError } from '../../errors.ts';
import type { Contract } from '../../contract/types.ts';
import type { Case } from '../case.ts';
import type { MovableClock } from '../movable-clock.ts';
import type { ConformanceOptions } from '../options.ts';
import type { Bench } from './bench.ts';
import { openPostbox } from './postbox.ts';
import type { Reach } from './reach.ts';

/** What a bench is made of. */
export interface BenchParts extends Pick<Bench, 'deadline' | 'signal' | 'onWait'> {
  readonly contract: Contract;
  readonly cases: readonly Case[];
  readonly reach: Reach | undefined;
  readonly options: ConformanceOptions;
  readonly clock: MovableClock;
  readonly marker: string;
  /** Takes the name of each event that comes. */
  cover(event: string): void;
}

/**
 * @returns undefined where no case is going to receive anything
 * @throws HookspecError PortTaken, Usage for a public receiver without a port
 */
export async function openBench(parts: BenchParts): Promise<Bench | undefined> {
  const { contract, cases, reach, options, clock, signal, deadline, marker, cover, onWait } = parts;
  const isWanted = cases.some(({ phase, skip }) => phase === 'delivery' && skip === undefined);
  if (!reach || !isWanted || options.plan === true) return undefined;
  if (reach.baseUrl !== undefined && options.receiverPort === undefined) {
    throw new HookspecError('Usage', '--receiver-url needs --receiver-port: where it leads to on this machine', {
      hint: 'Give the port at which the tunnel, or the --forward of the mock, ends.',
    });
  }
  const { baseUrl } = reach;
  const port = options.receiverPort ?? 0;
  const postbox = await openPostbox({ contract, clock, signal, marker, baseUrl, port, cover });
  return {
    resource: reach.resource,
    policy: toPolicy(contract),
    postbox,
    options,
    baseUrl: postbox.baseUrl,
    maxWaitMs: options.maxWaitMs ?? 60_000,
    clock,
    signal,
    deadline,
    onWait,
    main: {},
    known: {},
  };
}
