import { defineForgery } from '../define.ts';
import { alterAt, editSignatures, isList } from '../forge.ts';

/** Many wrong signatures are as good as one. */
export const wrongSignatureList = defineForgery({
  name: 'wrong-signature-list',
  title: 'refuses a list of signatures of which none is right',
  code: 'SignatureListAccepted',
  what: 'a list of three wrong signatures',
  skip: (scheme) => (isList(scheme) ? undefined : 'the header has room for one signature'),
  forge: (run) => editSignatures(run.good(), run.scheme, ([right = '']) => [0, 1, 2].map((at) => alterAt(right, at))),
});
