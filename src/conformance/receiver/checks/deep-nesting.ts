import { withBody } from '../delivery.ts';
import { defineSound } from '../define.ts';

/** Levels. */
const DEPTH = 20_000;

/** Deeply nested JSON, rightly signed, makes no receiver fail. */
export const deepNesting = defineSound({
  name: 'deep-nesting',
  phase: 'bodies',
  title: 'answers deeply nested signed JSON, and not with 5xx',
  code: 'DeepNestingFails',
  what: `rightly signed JSON of ${DEPTH} levels`,
  make: (run) => {
    const built = run.build();
    const text = Buffer.from(built.body).toString();
    return run.sign(withBody(built, `${text.slice(0, -1)},"hookspec_added":${'['.repeat(DEPTH)}${']'.repeat(DEPTH)}}`));
  },
});
