import { defineForgery } from '../define.ts';
import { editSignature } from '../forge.ts';

/** The beginning of the right signature is not enough. */
export const truncatedSignature = defineForgery({
  name: 'truncated-signature',
  title: 'refuses a signature that is cut off',
  code: 'TruncatedSignatureAccepted',
  what: 'a delivery whose signature is cut off',
  // Whole groups of base64 and whole bytes of hex, so that nothing but the length is wrong.
  forge: (run) => [
    {
      delivery: editSignature(run.good(), run.scheme, (text) => text.slice(0, 32)),
      what: 'a delivery whose signature is cut in half',
    },
    {
      delivery: editSignature(run.good(), run.scheme, (text) => text.slice(0, 4)),
      what: 'a delivery with the first four characters of its signature',
    },
  ],
});
