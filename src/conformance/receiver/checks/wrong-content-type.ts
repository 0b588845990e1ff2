import { defineSound } from '../define.ts';
import { withHeader, withoutHeader } from '../forge.ts';

/** A signed body under another content type, or none, makes no receiver fail. */
export const wrongContentType = defineSound({
  name: 'wrong-content-type',
  phase: 'bodies',
  title: 'answers a signed body of another content type, and not with 5xx',
  code: 'WrongContentTypeFails',
  what: 'a rightly signed body of another content type',
  make: (run) => [
    ...['text/plain', 'application/x-www-form-urlencoded', 'application/xml'].map((type) => ({
      delivery: run.sign(withHeader(run.build(), 'Content-Type', type)),
      what: `a rightly signed body with the content type ${type}`,
    })),
    {
      delivery: run.sign(withoutHeader(run.build(), 'Content-Type')),
      what: 'a rightly signed body without a content type',
    },
  ],
});
