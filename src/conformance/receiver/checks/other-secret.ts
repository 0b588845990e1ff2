import { defineForgery } from '../define.ts';
import { signWithKey } from '../keys.ts';

/** What another secret has signed is refused. */
export const otherSecret = defineForgery({
  name: 'other-secret',
  title: 'refuses what another secret has signed',
  code: 'OtherSecretAccepted',
  what: 'a delivery that another secret has signed',
  forge(run) {
    const key = Uint8Array.from({ length: 32 }, () => Math.floor(run.random() * 256));
    return signWithKey(run, run.build(), key);
  },
});
