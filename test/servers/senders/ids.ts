/** Senders whose ids are wrong; what they send is signed as it should be. */
import { FULL, type SenderFault, type WrongSender, wrongSender } from './sender-fault.ts';

/** Ids of the right form. */
const ids: Readonly<Record<string, string>> = {
  leadlex: 'evt_01JS1V5Z8GQ4T7X9M2C6R3B0NA',
  agentmessage: '2d0a4c7e-6f1b-4c38-8e95-b7a3d1f0c264',
};

/** The faults. */
export const idFaults: readonly SenderFault[] = [
  ...wrongSender('one-event-id', 'has one id for all events', ['leadlex', 'agentmessage'], (provider) => ({
    finds: ['DeliveryIdReused'],
    hooks: () => ({ parts: (parts) => ({ ...parts, eventId: ids[provider]! }) }),
    isWrong: twoIds(({ json }) => json.id),
  })),
  ...wrongSender('one-delivery-id', 'has one id for all deliveries', ['leadlex'], () => ({
    finds: ['DeliveryIdReused'],
    hooks: () => ({ parts: (parts) => ({ ...parts, deliveryId: '2d0a4c7e-6f1b-4c38-8e95-b7a3d1f0c264' }) }),
    isWrong: twoIds(({ headers: all }) => all['x-leadlex-delivery-id']),
  })),
  ...wrongSender('new-event-id', 'gives each attempt an event id of its own', ['leadlex', 'agentmessage'], () => ({
    finds: ['DeliveryIdChanged'],
    isFull: true,
    hooks: () => ({
      policy: FULL,
      parts: (parts) => ({
        ...parts,
        eventId: parts.eventId.slice(0, -1) + String(parts.attempt),
      }),
    }),
    isWrong: retriedId(({ json }) => json.id),
  })),
  ...wrongSender('new-delivery-id', 'gives each attempt a delivery id of its own', ['leadlex'], () => ({
    finds: ['DeliveryIdChanged'],
    isFull: true,
    hooks: () => ({
      policy: FULL,
      parts: (parts) => ({ ...parts, deliveryId: parts.deliveryId.slice(0, -1) + String(parts.attempt) }),
    }),
    isWrong: retriedId(({ headers: all }) => all['x-leadlex-delivery-id']),
  })),
];

function twoIds(idOf: (came: any) => unknown): WrongSender['isWrong'] {
  return async (lab) => {
    await lab.create();
    const [one] = await lab.emit();
    const [other] = await lab.emit();
    return idOf(one) === idOf(other);
  };
}

function retriedId(idOf: (came: any) => unknown): WrongSender['isWrong'] {
  return async (lab) => {
    await lab.create();
    lab.replies.push({ status: 500 });
    const [one] = await lab.emit();
    const [again] = await lab.advance(6000);
    return idOf(one) !== idOf(again);
  };
}
