/** Time: quotas, expiry and deliveries follow the clock of the mock, not that of the machine. */
import { toMilliseconds } from '../../../contract/duration.ts';
import type { ControlParts } from '../parts.ts';
import { refuseInput } from '../refusal.ts';
import { toAnswer, type Route } from '../route.ts';

/** 1970 and 9999: what fits the forms in which contracts write times. */
const EARLIEST = 0;
const LATEST = 253_402_300_799_999;

const readTime: Route = {
  operation: 'readTime',
  method: 'GET',
  path: '/time',
  answer: ({ parts }) => show(parts),
};

const setTime: Route = {
  operation: 'setTime',
  method: 'PUT',
  path: '/time',
  async answer({ parts, body }) {
    const fields = body(['time', 'frozen']);
    const time = fields.time('time');
    const frozen = fields.flag('frozen');
    if (time === undefined && frozen === undefined) refuseInput('setTime needs a time, frozen, or both');
    if (time !== undefined) assertShown(time);
    // Frozen first: a clock that is set while it runs has gone on before it stops.
    if (frozen === true) parts.clock.freeze();
    if (time !== undefined) await travel(parts, time);
    if (frozen === false) parts.clock.unfreeze();
    parts.agenda.look();
    return show(parts);
  },
};

const advanceTime: Route = {
  operation: 'advanceTime',
  method: 'POST',
  path: '/time/advance',
  async answer({ parts, body }) {
    const by = body(['by']).text('by') ?? refuseInput('advanceTime needs "by", an ISO 8601 duration such as PT5M');
    const time = parts.clock.now() + readDuration(by);
    assertShown(time);
    await travel(parts, time);
    return show(parts);
  },
};

const resetTime: Route = {
  operation: 'resetTime',
  method: 'DELETE',
  path: '/time',
  answer: ({ parts }) => {
    parts.clock.reset();
    parts.agenda.look();
    return show(parts);
  },
};

/** Routes of this file. */
export const timeRoutes: readonly Route[] = [readTime, setTime, advanceTime, resetTime];

function show({ clock }: ControlParts) {
  const { now, frozen, ahead } = clock.read();
  return toAnswer({ time: new Date(now).toISOString(), frozen, aheadMs: ahead });
}

/** Moves the clock by way of the attempts that deliveries make until then. */
function travel({ agenda, clock }: ControlParts, time: number): Promise<void> {
  return agenda.travel(time, clock.set);
}

/** @throws ControlRefusal 400 */
function assertShown(time: number): void {
  if (!(time >= EARLIEST && time <= LATEST)) refuseInput('The clock goes from 1970 to 9999');
}

function readDuration(text: string): number {
  try {
    return toMilliseconds(text);
  } catch (error) {
    return refuseInput(`advanceTime takes an ISO 8601 duration: ${(error as Error).message}`);
  }
}
