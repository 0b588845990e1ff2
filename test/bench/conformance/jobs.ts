/** Every run of the benchmark. */
import { faults } from '../../servers/faults/catalogue.ts';
import { dialects, type Provider } from '../../servers/faults/dialect.ts';
import { bareVariants } from '../../servers/variants/catalogue.ts';
import type { Job, Mode } from './job.ts';

const modes: readonly Mode[] = ['full', 'bare', 'quick'];

/** All runs against the servers of a provider. */
export function jobsOf(provider: Provider): readonly Job[] {
  const wrong = modes.flatMap((mode) =>
    faults
      .filter((fault) => fault.provider === provider)
      .map(({ id }): Job => ({ kind: 'fault', provider, id, mode, seed: 1 })),
  );
  const right = bareVariants
    .filter((variant) => (variant.providers ?? [provider]).includes(provider))
    .flatMap(({ id, isBare }) =>
      [1, 2, 3].map((seed): Job => ({ kind: 'variant', provider, id, mode: isBare ? 'bare' : 'full', seed })),
    );
  const bare = bareVariants
    .filter((variant) => (variant.providers ?? [provider]).includes(provider) && !variant.isBare)
    .map(({ id }): Job => ({ kind: 'variant', provider, id, mode: 'bare', seed: 1 }));
  const again = Array.from({ length: 10 }, (_, i): Job => ({
    kind: 'repeat',
    provider,
    id: String(i),
    mode: 'full',
    seed: 7,
  }));
  // What is cheap and what everything else is compared with comes first: a run that is ended early has a bit of all.
  return [...again, ...wrong, ...right, ...bare];
}

/** The four providers. */
export const names = Object.keys(dialects) as readonly Provider[];

/** Lists as one, an entry of each in turn: long ones do not keep short ones waiting. */
export function inTurns<T>(lists: readonly (readonly T[])[]): readonly T[] {
  return lists
    .flatMap((list) => list.map((entry, index) => ({ entry, place: index / list.length })))
    .toSorted((a, b) => a.place - b.place)
    .map(({ entry }) => entry);
}
