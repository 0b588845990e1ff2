import { defineAccepted, UNSIGNED_CONTRACT } from '../define.ts';
import { alterAt, editSignatures, isList } from '../forge.ts';

/** Of several signatures in one header one that is right is enough: so a provider rotates its secrets. */
export const signatureList = defineAccepted({
  name: 'signature-list',
  phase: 'forgeries',
  title: 'accepts a list of signatures of which one is right',
  code: 'SignatureListRefused',
  what: 'a list of a wrong signature and the right one',
  contractPointer: '/x-webhook-signature/format',
  restsOn: ['/x-webhook-signature'],
  skip: ({ scheme }) => {
    if (!scheme) return UNSIGNED_CONTRACT;
    return isList(scheme) ? undefined : 'the header has room for one signature';
  },
  make: (run) => [
    editSignatures(run.good(), run.scheme!, ([right = '']) => [alterAt(right, 0), right]),
    {
      delivery: editSignatures(run.good(), run.scheme!, ([right = '']) => [right, alterAt(right, 0)]),
      what: 'a list of the right signature and a wrong one',
    },
  ],
});
