import { toPointer } from '../../../contract/pointer.ts';
import type { Parameter } from '../../../contract/types.ts';
import type { CaseRun, Draft } from '../../case.ts';
import type { Delivery } from '../../inbound/postbox.ts';
import { defineDeliveryLook, eventOf } from './delivery-cases.ts';

/** A delivery has the documented headers, each with a value that fits. */
export const deliveryHeaders = defineDeliveryLook({
  name: 'delivery-headers',
  title: () => 'sends the documented headers',
  applies: ({ contract, policy }) =>
    contract.events.some(({ headers }) => headers.length > 0) || Object.keys(policy.headers).length > 0,
  look(delivery, run, { policy }) {
    const { contract } = run;
    const event = contract.events.find(({ name }) => name === eventOf(delivery));
    // Signature, time and content type have checks of their own.
    const { header, timestamp } = contract.behaviour.signature ?? {};
    const others = ['content-type', header?.toLowerCase(), timestamp?.header?.toLowerCase()];
    const isOwn = (name: string): boolean => !others.includes(name.toLowerCase());
    const documented = (event?.headers ?? []).filter(({ name }) => isOwn(name));
    const known = new Set(documented.map(({ name }) => name.toLowerCase()));
    const sent = Object.entries(policy.headers).filter(([name]) => isOwn(name));
    return [
      ...documented.flatMap((header) => checkHeader(delivery, run, header)),
      ...sent.flatMap(([name, value]) => {
        const pointer = `/x-webhook-delivery/headers${toPointer([name])}`;
        const got = delivery.arrival.headers[name.toLowerCase()];
        if (got === undefined) return known.has(name.toLowerCase()) ? [] : [toMissing(delivery, name, pointer)];
        const isFixed = typeof value === 'string' && !value.includes('$');
        return !isFixed || got === value ? [] : [toInvalid(delivery, name, pointer, got, value)];
      }),
    ];
  },
});

function checkHeader(delivery: Delivery, { compiler }: CaseRun, header: Parameter): Draft[] {
  const value = delivery.arrival.headers[header.name.toLowerCase()];
  if (value === undefined) return header.required ? [toMissing(delivery, header.name, header.pointer)] : [];
  if (header.schemaPointer === undefined) return [];
  const check = compiler.compile(header.schemaPointer, 'response');
  const readings = [value, ...(Number.isFinite(Number(value)) ? [Number(value)] : [])];
  const results = readings.map((reading) => check(reading));
  if (results.some((violations) => violations.length === 0)) return [];
  return [toInvalid(delivery, header.name, header.pointer, value, results[0]![0]!.message.replace(/^must be /, ''))];
}

function toMissing(delivery: Delivery, name: string, contractPointer: string): Draft {
  return {
    code: 'DeliveryHeaderMissing',
    message: `${eventOf(delivery)} came without the header ${name}.`,
    contractPointer,
    expected: `the header ${name}`,
    received: 'none',
    key: name.toLowerCase(),
  };
}

function toInvalid(delivery: Delivery, name: string, contractPointer: string, value: string, expected: string): Draft {
  return {
    code: 'DeliveryHeaderInvalid',
    message: `${eventOf(delivery)} came with another value of the header ${name} than documented.`,
    contractPointer,
    expected,
    received: value,
    key: name.toLowerCase(),
  };
}
