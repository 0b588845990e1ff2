import { defineSound } from '../define.ts';
import { pad } from '../padding.ts';

/** Bytes of the body. */
const SIZE = 2 * 1024 * 1024;

/** A body of several megabytes is accepted or refused, and answered. */
export const hugeBody = defineSound({
  name: 'huge-body',
  phase: 'connection',
  title: 'answers a body of 2 MiB, and not with 5xx',
  code: 'HugeBodyFails',
  what: 'a rightly signed body of 2 MiB',
  make: (run) => run.sign(pad(run, run.build(), SIZE)),
});
