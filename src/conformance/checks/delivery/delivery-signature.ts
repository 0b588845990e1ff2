import { judgeSignature } from '../../inbound/judge-signature.ts';
import { defineDeliveryLook } from './delivery-cases.ts';

/** A delivery carries a signature that verifies over its raw bytes under the secret of its endpoint. */
export const deliverySignature = defineDeliveryLook({
  name: 'delivery-signature',
  title: (resource) => `signs the raw bytes with the secret of the ${resource.name}`,
  applies: ({ contract, resource }) => contract.behaviour.signature !== undefined && resource.secret !== undefined,
  look(delivery, run) {
    const fault = judgeSignature(delivery, run);
    return fault ? [fault] : [];
  },
});
