import { withBody } from '../delivery.ts';
import { defineAccepted } from '../define.ts';
import { readPayload } from '../payloads.ts';

/** A body with line breaks and spaces, signed as it is, is accepted. */
export const jsonLayout = defineAccepted({
  name: 'json-layout',
  phase: 'deliveries',
  title: 'verifies the bytes that came, with their spaces and line breaks',
  code: 'RawBodyNotVerified',
  what: 'a rightly signed body with line breaks and spaces',
  contractPointer: '/x-webhook-signature/content',
  restsOn: ['/x-webhook-signature'],
  skip: ({ scheme }) => (scheme ? undefined : 'the contract does not say how deliveries are signed'),
  make(run) {
    const built = run.build();
    return run.sign(withBody(built, `${JSON.stringify(readPayload(built), undefined, 2)}\n`));
  },
});
