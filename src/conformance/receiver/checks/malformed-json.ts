import { withBody } from '../delivery.ts';
import { defineSound } from '../define.ts';

/** A body that is not JSON, rightly signed, makes no receiver fail. */
export const malformedJson = defineSound({
  name: 'malformed-json',
  phase: 'bodies',
  title: 'answers a signed body that is not JSON, and not with 5xx',
  code: 'MalformedBodyFails',
  what: 'a rightly signed body that is not JSON',
  make: (run) =>
    ['{"type":', 'not json', '{"a":1}{"b":2}'].map((text) => ({
      delivery: run.sign(withBody(run.build(), text)),
      what: `the rightly signed body ${text}`,
    })),
});
