import { withBody } from '../delivery.ts';
import { defineAccepted } from '../define.ts';
import { isValidPayload, readPayload, spellOddly } from '../payloads.ts';

/** A body that spells the same value with escapes and fractions, signed as it is, is accepted. */
export const jsonSpelling = defineAccepted({
  name: 'json-spelling',
  phase: 'deliveries',
  title: 'verifies the bytes that came, with their escapes and forms of numbers',
  code: 'RawBodyNotVerified',
  what: 'a rightly signed body with Unicode escapes and numbers such as 1.0',
  contractPointer: '/x-webhook-signature/content',
  restsOn: ['/x-webhook-signature'],
  skip: ({ scheme }) => (scheme ? undefined : 'the contract does not say how deliveries are signed'),
  make(run) {
    const built = run.build();
    // A slash, which may be escaped and need not be, is something that few examples have.
    const slashed = run.change(built, { '/hookspec_added': 'a/b' });
    const payload = [slashed, built].map(readPayload).find((value) => isValidPayload(run, run.event, value));
    return run.sign(withBody(built, spellOddly(payload ?? readPayload(built))));
  },
});
