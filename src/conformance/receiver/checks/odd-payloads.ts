import { withBody } from '../delivery.ts';
import { defineSound } from '../define.ts';

/** JSON that is no object, or an empty one. */
const TEXTS = ['null', '[]', '{}', '"text"', '42', '[null]', '{"__proto__":{"type":"x"}}'];

/** JSON that is no event, rightly signed, makes no receiver fail. */
export const oddPayloads = defineSound({
  name: 'odd-payloads',
  phase: 'bodies',
  title: 'answers signed JSON that is no event, and not with 5xx',
  code: 'OddPayloadFails',
  what: 'rightly signed JSON that is no event',
  make: (run) =>
    TEXTS.map((text) => ({
      delivery: run.sign(withBody(run.build(), text)),
      what: `the rightly signed body ${text}`,
    })),
});
