/** Every run of the benchmark. */
import { faults } from '../../servers/faults/catalogue.ts';
import { dialects, type Provider } from '../../servers/faults/dialect.ts';
import { bareVariants } from '../../servers/variants/catalogue.ts';
import type { Job, Mode } from './job.ts';

/** All runs against the servers of a provider, what says most first: a run that is ended early has a part of all. */
export function jobsOf(provider: Provider): readonly Job[] {
  const own = spread(faults.filter((fault) => fault.provider === provider));
  const right = bareVariants.filter(({ providers }) => (providers ?? [provider]).includes(provider));
  const wrong = (mode: Mode): Job[] => own.map(({ id }) => ({ kind: 'fault', provider, id, mode, seed: 1 }));
  const variants = (seed: number): Job[] =>
    right.map(({ id, isBare }) => ({ kind: 'variant', provider, id, mode: isBare ? 'bare' : 'full', seed }));
  const other = (mode: Mode): Job[] =>
    right.filter(({ isBare }) => !isBare).map(({ id }) => ({ kind: 'variant', provider, id, mode, seed: 1 }));
  const again = Array.from({ length: 10 }, (_, i): Job => ({
    kind: 'repeat',
    provider,
    id: String(i),
    mode: 'full',
    seed: 7,
  }));
  return [
    ...again,
    ...wrong('full'),
    ...inTurns([variants(1), wrong('quick'), wrong('bare')]),
    ...other('bare'),
    ...other('quick'),
    ...variants(2),
    ...variants(3),
  ];
}

/** Every seventh first, then those after them: each part of the list has something of every group. */
function spread<T>(list: readonly T[]): readonly T[] {
  return list
    .map((entry, index) => ({ entry, turn: index % 7 }))
    .toSorted((a, b) => a.turn - b.turn)
    .map(({ entry }) => entry);
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
