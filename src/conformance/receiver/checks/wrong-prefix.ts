import { defineForgery } from '../define.ts';
import { readSignature, withHeader } from '../forge.ts';

/** A signature is refused without the prefix that names its form, or with another one. */
export const wrongPrefix = defineForgery({
  name: 'wrong-prefix',
  title: 'refuses a signature without its prefix, or with another one',
  code: 'WrongPrefixAccepted',
  what: 'a signature with another prefix',
  severity: 'warning',
  skip: ({ format }) => (format.style === 'prefix' ? undefined : 'the signature has no prefix'),
  forge(run) {
    const send = (before: string, what: string) => {
      const delivery = run.good();
      return { delivery: withHeader(delivery, run.scheme.header, before + readSignature(delivery, run.scheme)), what };
    };
    return [send('', 'a right signature without its prefix'), send('md5=', 'a right signature with the prefix "md5="')];
  },
});
