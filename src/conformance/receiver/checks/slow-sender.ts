import { defineAccepted } from '../define.ts';

/** A body that arrives in parts, with pauses between them, is read to its end. */
export const slowSender = defineAccepted({
  name: 'slow-sender',
  phase: 'connection',
  title: 'accepts a body that arrives slowly',
  code: 'SlowSenderRefused',
  what: 'a delivery whose body came in four parts within half a second',
  form: { slow: { parts: 4, pauseMs: 120 } },
  make: (run) => run.good(),
});
