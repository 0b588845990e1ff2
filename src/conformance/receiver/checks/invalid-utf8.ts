import { withBody } from '../delivery.ts';
import { defineSound } from '../define.ts';

/** A signed body with bytes that are not UTF-8 makes no receiver fail. */
export const invalidUtf8 = defineSound({
  name: 'invalid-utf8',
  phase: 'bodies',
  title: 'answers a signed body that is not UTF-8, and not with 5xx',
  code: 'InvalidUtf8Fails',
  what: 'a rightly signed body with bytes that are not UTF-8',
  make(run) {
    const built = run.build();
    const text = Buffer.from(built.body).toString();
    const bytes = Buffer.concat([
      Buffer.from(`${text.slice(0, -1)},"hookspec_added":"`),
      Buffer.from([0xff, 0xc3, 0x28, 0xed, 0xa0, 0x80]),
      Buffer.from('"}'),
    ]);
    return run.sign(withBody(built, bytes));
  },
});
