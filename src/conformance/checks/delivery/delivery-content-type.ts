import { defineDeliveryLook, eventOf } from './delivery-cases.ts';

/** A delivery has the media type that the contract documents for its event. */
export const deliveryContentType = defineDeliveryLook({
  name: 'delivery-content-type',
  title: () => 'sends the documented content type',
  applies: ({ contract }) => contract.events.some(({ body }) => body !== undefined),
  look(delivery, { contract }) {
    const event = contract.events.find(({ name }) => name === eventOf(delivery));
    if (!event?.body) return [];
    const got = delivery.arrival.headers['content-type'];
    const charset =
      /;\s*charset="?([^";]+)/i
        .exec(got ?? '')?.[1]
        ?.trim()
        .toLowerCase() ?? 'utf-8';
    const fits = essence(got ?? '') === essence(event.body.type) && charset.replace('-', '') === 'utf8';
    if (fits) return [];
    return [
      {
        code: 'DeliveryContentTypeWrong',
        message: `${eventOf(delivery)} came as ${got ?? 'no type at all'}; ${event.body.type} is documented.`,
        contractPointer: event.body.pointer,
        expected: event.body.type,
        received: got ?? 'none',
        key: 'type',
      },
    ];
  },
});

function essence(type: string): string {
  return type.split(';')[0]!.trim().toLowerCase();
}
