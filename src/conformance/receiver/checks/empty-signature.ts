import { defineForgery } from '../define.ts';
import { editSignature, withHeader } from '../forge.ts';

/** A signature header with nothing in it is refused. */
export const emptySignature = defineForgery({
  name: 'empty-signature',
  title: 'refuses an empty signature',
  code: 'EmptySignatureAccepted',
  what: 'a delivery with an empty signature',
  forge: (run) => [withHeader(run.good(), run.scheme.header, ''), editSignature(run.good(), run.scheme, () => '')],
});
