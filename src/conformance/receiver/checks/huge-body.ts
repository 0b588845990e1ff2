import { withBody } from '../delivery.ts';
import { defineSound } from '../define.ts';

/** Bytes of the body. */
const SIZE = 5 * 1024 * 1024;

/** A body of several megabytes is accepted or refused, and answered. */
export const hugeBody = defineSound({
  name: 'huge-body',
  phase: 'connection',
  title: 'answers a body of 5 MiB, and not with 5xx',
  code: 'HugeBodyFails',
  what: 'a rightly signed body of 5 MiB',
  make(run) {
    const built = run.build();
    const text = Buffer.from(built.body).toString();
    return run.sign(withBody(built, text.slice(0, -1) + ' '.repeat(SIZE - text.length) + text.slice(-1)));
  },
});
