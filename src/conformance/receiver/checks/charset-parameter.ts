import { defineAccepted } from '../define.ts';
import { withHeader } from '../forge.ts';

/** JSON that says it is UTF-8 is JSON. */
export const charsetParameter = defineAccepted({
  name: 'charset-parameter',
  phase: 'connection',
  title: 'accepts a content type with a charset',
  code: 'CharsetRefused',
  what: 'a delivery with the content type application/json; charset=utf-8',
  severity: 'warning',
  skip: ({ events }) =>
    events.every(({ body }) => (body?.type ?? 'application/json').startsWith('application/json'))
      ? undefined
      : 'deliveries are not JSON',
  make: (run) => run.sign(withHeader(run.build(), 'Content-Type', 'application/json; charset=utf-8')),
});
