import { defineForgery } from '../define.ts';
import { editSignature } from '../forge.ts';

/** The right signature with further bytes is another one. */
export const longerSignature = defineForgery({
  name: 'longer-signature',
  title: 'refuses a signature with more bytes than the right one',
  code: 'LongerSignatureAccepted',
  what: 'a delivery whose signature has more bytes than the right one',
  forge: (run) =>
    editSignature(run.good(), run.scheme, (text) =>
      // Behind the padding of base64 many readers see nothing any more.
      run.scheme.encoding === 'hex' ? `${text}ab` : `AAAA${text}`,
    ),
});
