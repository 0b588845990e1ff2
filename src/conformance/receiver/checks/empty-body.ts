import { withBody } from '../delivery.ts';
import { defineSound } from '../define.ts';

/** A signed delivery without a body makes no receiver fail. */
export const emptyBody = defineSound({
  name: 'empty-body',
  phase: 'bodies',
  title: 'answers a signed empty body, and not with 5xx',
  code: 'EmptyBodyFails',
  what: 'a rightly signed empty body',
  make: (run) => run.sign(withBody(run.build(), '')),
});
