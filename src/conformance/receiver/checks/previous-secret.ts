import { defineAccepted, UNSIGNED_CONTRACT } from '../define.ts';

/** While two secrets are valid, what either has signed is accepted. */
export const previousSecret = defineAccepted({
  name: 'previous-secret',
  phase: 'forgeries',
  title: 'accepts what the previous secret has signed while both are valid',
  code: 'PreviousSecretRefused',
  what: 'a delivery that the previous secret has signed',
  contractPointer: '/x-webhook-signature',
  skip: ({ scheme, options }) => {
    if (!scheme) return UNSIGNED_CONTRACT;
    return options.previousSecret === undefined ? 'needs --previous-secret: one that is still valid' : undefined;
  },
  make: (run) => run.sign(run.build(), { secrets: [run.options.previousSecret!] }),
});
