import { defineAccepted } from '../define.ts';

/** A sender that asks before it sends the body gets its answer (RFC 9110, section 10.1.1). */
export const expectContinue = defineAccepted({
  name: 'expect-continue-delivery',
  phase: 'connection',
  title: 'accepts a delivery that waits for 100 Continue, or answers 417',
  code: 'ContinueNotSent',
  what: 'a delivery that waited for 100 Continue',
  tolerated: [417],
  severity: 'warning',
  form: { expectContinue: true },
  make: (run) => run.good(),
});
