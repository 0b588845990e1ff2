import { findNamePlace } from '../../../contract/identify-event.ts';
import { getAt } from '../../../contract/pointer.ts';
import { withoutIndexes } from '../../fingerprint.ts';
import { showValue } from '../../received.ts';
import { defineDeliveryLook, eventOf } from './delivery-cases.ts';

/** Faults that are told of one delivery. */
const MOST = 3;

/** The payload fits the schema of the event that was set off. */
export const deliveryPayload = defineDeliveryLook({
  name: 'delivery-payload',
  title: () => 'sends payloads that fit the schema of their event',
  applies: ({ contract }) => contract.events.some(({ body }) => body?.schemaPointer !== undefined),
  look(delivery, { contract, compiler }) {
    const event = contract.events.find(({ name }) => name === eventOf(delivery));
    const { json } = delivery.arrival;
    // A body that is no JSON has another name.
    if (event?.body?.schemaPointer === undefined || json === undefined) return [];
    // So has the name of another event.
    const name = findNamePlace(contract)?.property;
    const violations = compiler
      .compile(
        event.body.schemaPointer,
        'response',
      )(json)
      .filter(({ at }) => at !== name);
    return violations.slice(0, MOST).map(({ at, keyword, message, schemaPointer }) => ({
      code: 'DeliveryPayloadInvalid',
      message: `The payload of ${eventOf(delivery)} ${at === '' ? '' : `at ${at} `}${message}.`,
      contractPointer: schemaPointer,
      expected: message.replace(/^must (?:be |have )?/, '').replace(/, got .*$/s, ''),
      received: showValue(getAt(json, at)),
      key: `${withoutIndexes(at)} ${keyword}`,
    }));
  },
});
