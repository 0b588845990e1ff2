import { getHeader } from '../../../signing/headers.ts';
import { defineForgery } from '../define.ts';
import { withHeader, withoutHeader } from '../forge.ts';

/** Names that other providers use. */
const NAMES = ['X-Signature', 'X-Hub-Signature-256', 'Signature'];

/** A signature counts in its own header alone. */
export const wrongHeader = defineForgery({
  name: 'wrong-header',
  title: 'refuses a signature in another header than that of the contract',
  code: 'WrongHeaderAccepted',
  what: 'a signature in another header',
  forge: (run) =>
    NAMES.filter((name) => name.toLowerCase() !== run.scheme.header.toLowerCase()).map((name) => {
      const delivery = run.good();
      const value = getHeader(delivery.headers, run.scheme.header) ?? '';
      return {
        delivery: withHeader(withoutHeader(delivery, run.scheme.header), name, value),
        what: `a right signature in the header ${name}`,
      };
    }),
});
