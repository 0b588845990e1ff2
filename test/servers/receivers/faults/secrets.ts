/** Receivers that verify with secrets that they should not, or not with all that they should. */
import { all, fault, isFine } from './fault.ts';
import { alsoKey, signedBy } from './verifying.ts';

/** With which secrets is verified wrongly. */
export const secretFaults = [
  ...fault(
    'empty-secret',
    'takes an empty secret where it has none for a tenant',
    ['GuessableSecretAccepted'],
    all,
    (scheme) => ({
      change: alsoKey(''),
      isWrong: async (sender) => isFine(await signedBy(sender, scheme, '')),
    }),
  ),
  ...fault(
    'undefined-secret',
    'takes the word undefined for a secret',
    ['GuessableSecretAccepted'],
    ['lava', 'till'],
    (scheme) => ({
      change: alsoKey('undefined'),
      isWrong: async (sender) => isFine(await signedBy(sender, scheme, 'undefined')),
    }),
  ),
  ...fault(
    'secret-for-ever',
    'accepts a retired secret',
    ['RetiredSecretAccepted'],
    all,
    (scheme) => ({
      change: (_, state) => {
        state.secrets = [scheme.secret, scheme.other];
        return {};
      },
      isWrong: async (sender) => isFine(await sender.deliver({ secret: scheme.other })),
    }),
    { other: 'retired' },
  ),
  ...fault(
    'one-secret',
    'knows one secret while two are valid',
    ['PreviousSecretRefused'],
    all,
    (scheme) => ({
      change: (_, state) => {
        state.secrets = [scheme.secret];
        return {};
      },
      isWrong: async (sender) => !isFine(await sender.deliver({ secret: scheme.other })),
    }),
    { other: 'previous' },
  ),
];
