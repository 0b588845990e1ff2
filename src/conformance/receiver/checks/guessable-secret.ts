import { toBytes } from '../../../signing/encoding.ts';
import { defineForgery } from '../define.ts';
import { signWithKey } from '../keys.ts';

/**
 * What a receiver verifies with when its variable is not set, and what is left in examples. An HMAC key is filled up
 * with zero bytes, so a key of one zero byte is the empty one.
 */
const GUESSES: readonly (readonly [what: string, key: string])[] = [
  ['an empty secret', '\0'],
  ['the secret "undefined"', 'undefined'],
  ['the secret "null"', 'null'],
  ['the secret "None"', 'None'],
  ['the secret "secret"', 'secret'],
  ['the secret "changeme"', 'changeme'],
];

/** What anybody can sign is refused. */
export const guessableSecret = defineForgery({
  name: 'guessable-secret',
  title: 'refuses what an empty or guessable secret has signed',
  code: 'GuessableSecretAccepted',
  what: 'a delivery that a guessable secret has signed',
  skip: ({ algorithm }) => (algorithm === 'ed25519' ? 'the contract signs with a key pair' : undefined),
  forge: (run) =>
    GUESSES.filter(([, key]) => key !== run.options.secret).map(([what, key]) => ({
      delivery: signWithKey(run, run.build(), toBytes(key)),
      what: `a delivery signed with ${what}`,
    })),
});
