import { defineForgery } from '../define.ts';

/** What a secret has signed that was replaced is refused. */
export const retiredSecret = defineForgery({
  name: 'retired-secret',
  title: 'refuses what a retired secret has signed',
  code: 'RetiredSecretAccepted',
  what: 'a delivery that a retired secret has signed',
  skip: (_, { options }) =>
    options.retiredSecret === undefined ? 'needs --retired-secret: one that is valid no more' : undefined,
  forge: (run) => run.sign(run.build(), { secrets: [run.options.retiredSecret!] }),
});
