import type { SignatureScheme, SignatureTimestamp } from '../../../signing/scheme.ts';
import { parseHeaderValue } from '../../../signing/header-value.ts';
import { parseTimestamp } from '../../../signing/timestamp.ts';
import type { Draft } from '../../case.ts';
import { type Arrival, isNear } from '../../inbound/arrival.ts';
import type { Delivery } from '../../inbound/postbox.ts';
import { toTime } from '../../times.ts';
import { defineDeliveryLook, eventOf } from './delivery-cases.ts';

/** Seconds that a time may be off where the contract names no tolerance. */
const USUAL = 300;

/** The time of a delivery is there, in the documented unit, and the time at which it was sent. */
export const deliveryTimestamp = defineDeliveryLook({
  name: 'delivery-timestamp',
  title: () => 'sends the time at which a delivery is sent',
  applies: ({ contract, policy }) =>
    contract.behaviour.signature?.timestamp !== undefined || Object.values(policy.fill).includes('$now'),
  look(delivery, { contract }, { policy }) {
    const scheme = contract.behaviour.signature;
    const filled = Object.keys(policy.fill).filter((pointer) => policy.fill[pointer] === '$now');
    return [
      ...(scheme?.timestamp ? judgeSigned(delivery, scheme, scheme.timestamp) : []),
      // A retry shows the time of the event again.
      ...(delivery.attempt === 1 ? filled.flatMap((pointer) => judgeMember(delivery, pointer)) : []),
    ];
  },
});

function judgeSigned(delivery: Delivery, scheme: SignatureScheme, form: SignatureTimestamp): Draft[] {
  const text = readTime(delivery.arrival, scheme, form);
  if (text === null) return [];
  const event = eventOf(delivery);
  const where = form.in === 'pairs' ? `the header ${scheme.header}` : `the header ${form.header}`;
  const report = (message: string, received: string, key: string): Draft[] => [
    {
      code: 'DeliveryTimestampWrong',
      message,
      contractPointer: '/x-webhook-signature/timestamp',
      expected: `the time in ${form.unit === 'iso8601' ? 'ISO 8601' : form.unit}`,
      received,
      key,
    },
  ];
  if (text === undefined) return report(`${event} came without a time in ${where}.`, 'none', 'time');
  const time = parseTimestamp(text, form.unit);
  const isRight = time !== undefined && isNow(delivery, time, (form.toleranceSeconds ?? USUAL) * 1000);
  // Whether a retry has a time of its own is not said where no receiver has to look at it.
  if (isRight || (time !== undefined && delivery.attempt > 1 && form.toleranceSeconds === undefined)) return [];
  if (time === undefined || findUnit(delivery, text, form.unit) !== undefined) {
    const unit = findUnit(delivery, text, form.unit);
    return report(`${event} has ${text} in ${where}, which is ${unit ?? 'no time'} instead.`, text, 'time');
  }
  const off = Math.round((time - delivery.arrival.at.from) / 1000);
  const way = off < 0 ? `${-off} s before` : `${off} s after`;
  return report(`${event} has a time in ${where} that is ${way} the one at which it came.`, text, 'time');
}

/** Null where the whole header is missing: that has a name of its own. */
function readTime({ headers }: Arrival, scheme: SignatureScheme, form: SignatureTimestamp): string | null | undefined {
  if (form.in === 'header') return headers[(form.header ?? '').toLowerCase()];
  const value = parseHeaderValue(scheme.format, headers[scheme.header.toLowerCase()] ?? '');
  return typeof value === 'string' ? null : value.timestamp;
}

/** By the run's clock, or by that of the provider as its answers show it. */
function isNow({ arrival, subscriber }: Delivery, time: number, tolerance: number): boolean {
  return isNear(time, arrival.at, tolerance) || isNear(time - (subscriber?.ahead ?? 0), arrival.at, tolerance);
}

function findUnit(delivery: Delivery, text: string, unit: string): string | undefined {
  const others = (['seconds', 'milliseconds', 'iso8601'] as const).filter((other) => other !== unit);
  return others.find((other) => {
    const time = parseTimestamp(text, other);
    return time !== undefined && isNow(delivery, time, USUAL * 1000);
  });
}

function judgeMember(delivery: Delivery, pointer: string): Draft[] {
  const time = toTime(delivery.arrival.json, pointer);
  if (time === undefined || isNow(delivery, time, 2 * USUAL * 1000)) return [];
  return [
    {
      code: 'DeliveryTimestampWrong',
      message: `${eventOf(delivery)} has ${new Date(time).toISOString()} at ${pointer}, which is not the time at which it came.`,
      contractPointer: '/x-webhook-delivery/fill',
      expected: 'the time of the event',
      received: new Date(time).toISOString(),
      key: pointer,
    },
  ];
}
