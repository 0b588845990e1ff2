import { defineAccepted } from '../define.ts';

/** A body in chunks, without a length, is a body (RFC 9112, section 7.1). */
export const chunkedDelivery = defineAccepted({
  name: 'chunked-delivery',
  phase: 'connection',
  title: 'accepts a body in chunks, or says that it needs a length',
  code: 'ChunkedBodyNotRead',
  what: 'a delivery whose body came in chunks',
  tolerated: [411],
  severity: 'warning',
  form: { framing: 'chunked' },
  make: (run) => run.good(),
});
