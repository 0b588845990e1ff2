import type { HmacAlgorithm } from '../../../signing/scheme.ts';
import { defineForgery } from '../define.ts';

const ALGORITHMS: readonly HmacAlgorithm[] = ['hmac-sha1', 'hmac-sha512', 'hmac-sha256'];

/** A signature of another algorithm is none. */
export const wrongAlgorithm = defineForgery({
  name: 'wrong-algorithm',
  title: 'refuses a signature of another algorithm',
  code: 'WrongAlgorithmAccepted',
  what: 'a signature of another algorithm',
  skip: ({ algorithm }) => (algorithm === 'ed25519' ? 'the contract signs with a key pair' : undefined),
  forge: (run) =>
    ALGORITHMS.filter((algorithm) => algorithm !== run.scheme.algorithm).flatMap((algorithm) => {
      const scheme = { ...run.scheme, algorithm };
      const what = `a signature made with ${algorithm.replace('hmac-', 'HMAC-').toUpperCase()}`;
      const delivery = run.sign(run.build(), { scheme });
      if (scheme.format.style !== 'prefix') return [{ delivery, what }];
      const format = { ...scheme.format, prefix: scheme.format.prefix.replace(/sha\d+/, algorithm.slice(5)) };
      return [
        { delivery, what },
        { delivery: run.sign(run.build(), { scheme: { ...scheme, format } }), what: `${what} and named so` },
      ];
    }),
});
