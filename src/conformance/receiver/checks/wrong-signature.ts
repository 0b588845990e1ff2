import { encode } from '../../../signing/encoding.ts';
import { defineForgery } from '../define.ts';
import { editSignature } from '../forge.ts';
import { toSignatureLength } from '../../../signing/match.ts';

/** A signature that has the right form and belongs to nothing is refused. */
export const wrongSignature = defineForgery({
  name: 'wrong-signature',
  title: 'refuses a signature that belongs to nothing',
  code: 'SignatureNotVerified',
  what: 'a delivery whose signature is made of random bytes',
  forge: ({ scheme, random, good }) => {
    const bytes = Uint8Array.from({ length: toSignatureLength(scheme.algorithm) }, () => Math.floor(random() * 256));
    return editSignature(good(), scheme, () => encode(bytes, scheme.encoding));
  },
});
