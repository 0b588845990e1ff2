import { isObject } from '../../../contract/value.ts';
import { isUtf8 } from 'node:buffer';
import type { Draft } from '../../case.ts';
import { findDuplicateMember } from '../../json-members.ts';
import { isJsonType } from '../../values/values.ts';
import { defineDeliveryLook, eventOf } from './delivery-cases.ts';

/** The bytes of a delivery are JSON that every reader reads alike, in the form that the contract gives them. */
export const deliveryBody = defineDeliveryLook({
  name: 'delivery-body',
  title: () => 'sends JSON in UTF-8, in the documented form',
  applies: ({ contract }) => contract.events.some(({ body }) => body !== undefined && isJsonType(body.type)),
  look(delivery, { contract }, { policy }) {
    const event = contract.events.find(({ name }) => name === eventOf(delivery));
    if (!event?.body || !isJsonType(event.body.type)) return [];
    const { body, json } = delivery.arrival;
    const fault = findFault(body, json) ?? (policy.keys === 'sorted' ? findDisorder(body, json) : undefined);
    if (fault === undefined) return [];
    const draft: Draft = {
      code: 'DeliveryBodyWrong',
      message: `The body of ${eventOf(delivery)} ${fault.text}.`,
      contractPointer: fault.isForm ? '/x-webhook-delivery/keys' : event.body.pointer,
      expected: fault.isForm ? 'compact JSON with sorted keys' : 'JSON in UTF-8',
      received: fault.text,
      key: fault.text.replace(/\/\S+/, ''),
    };
    return [draft];
  },
});

interface Fault {
  readonly text: string;
  /** Only the form is wrong. */
  readonly isForm?: boolean;
}

function findFault(body: Uint8Array, json: unknown): Fault | undefined {
  if (body.length === 0) return { text: 'is empty' };
  if (!isUtf8(body)) return { text: 'is not UTF-8' };
  const text = Buffer.from(body).toString();
  if (text.startsWith('\uFEFF')) return { text: 'begins with a byte order mark' };
  if (json === undefined) return { text: 'is no JSON' };
  const twice = findDuplicateMember(text);
  return twice === undefined ? undefined : { text: `names ${twice} twice in one object` };
}

/** What is between the values, and the order of the keys, is signed too. */
function findDisorder(body: Uint8Array, json: unknown): Fault | undefined {
  const between = Buffer.from(body)
    .toString()
    .replace(/"(?:[^"\\]|\\.)*"/gs, '');
  if (/\s/.test(between)) return { text: 'has spaces or line breaks between its values', isForm: true };
  return isSorted(json) ? undefined : { text: 'has keys that are not sorted', isForm: true };
}

/** JavaScript puts keys that look like numbers first, whatever was sent. */
function isSorted(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isSorted);
  if (!isObject(value)) return true;
  const keys = Object.keys(value).filter((key) => !/^\d+$/.test(key));
  return keys.every((key, index) => index === 0 || keys[index - 1]! < key) && Object.values(value).every(isSorted);
}
