import { withBody } from '../delivery.ts';
import { defineAccepted } from '../define.ts';
import { readPayload, reverseMembers } from '../payloads.ts';

/** A body whose members stand in another order, signed as it is, is accepted. */
export const keyOrder = defineAccepted({
  name: 'key-order',
  phase: 'deliveries',
  title: 'verifies the bytes that came, in whichever order their members stand',
  code: 'RawBodyNotVerified',
  what: 'a rightly signed body whose members stand in another order',
  contractPointer: '/x-webhook-signature/content',
  restsOn: ['/x-webhook-signature'],
  skip: ({ scheme }) => (scheme ? undefined : 'the contract does not say how deliveries are signed'),
  make(run) {
    const built = run.build();
    return run.sign(withBody(built, JSON.stringify(reverseMembers(readPayload(built)))));
  },
});
