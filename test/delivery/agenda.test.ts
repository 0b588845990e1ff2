import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createAgenda, type Timers } from '../../src/delivery/agenda.ts';
import { createHeap } from '../../src/delivery/heap.ts';

/** A clock, and timers of a machine that nobody but the test lets run. */
function setUp(options: { limit?: number; speed?: () => number } = {}) {
  let time = 0;
  let timer: { ms: number; run: () => void } | undefined;
  const timers: Timers = {
    after(ms, run) {
      const mine = { ms, run };
      timer = mine;
      return () => {
        if (timer === mine) timer = undefined;
      };
    },
  };
  const done: string[] = [];
  const set = (to: number) => void (time = to);
  const agenda = createAgenda({ now: () => time, timers, ...options });
  const note = (name: string) => async () => void done.push(`${name}@${time}`);
  const ring = (at: number) => {
    time = at;
    timer?.run();
  };
  return { agenda, done, note, ring, set, timer: () => timer?.ms };
}

test('does each entry when its time has come, and waits for the first alone', () => {
  const { agenda, done, note, ring, timer } = setUp();
  agenda.at(200, note('b'));
  agenda.at(100, note('a'));
  expect([timer(), agenda.size()]).toEqual([100, 2]);
  ring(100);
  expect(done).toEqual(['a@100']);
  ring(250);
  expect([done, timer(), agenda.size()]).toEqual([['a@100', 'b@250'], undefined, 0]);
});

test('does at once what is due already, in the order in which it was asked for', () => {
  const { agenda, done, note } = setUp();
  agenda.at(0, note('a'));
  agenda.at(-5, note('b'));
  expect(done).toEqual(['a@0', 'b@0']);
});

test('never does what was taken back', () => {
  const { agenda, done, note, ring } = setUp();
  const cancel = agenda.at(100, note('a'));
  cancel();
  cancel();
  expect(agenda.size()).toBe(0);
  ring(100);
  expect(done).toEqual([]);
});

test('waits less for a fast clock, and not at all for one that stands', () => {
  expect(setUpAt(60)).toBe(1000);
  expect(setUpAt(0)).toBeUndefined();
  function setUpAt(speed: number) {
    const { agenda, note, timer } = setUp({ speed: () => speed });
    agenda.at(60_000, note('a'));
    return timer();
  }
});

test('starts no more than the limit at once', async () => {
  const { agenda, done } = setUp({ limit: 2 });
  const ends: (() => void)[] = [];
  for (const name of ['a', 'b', 'c']) {
    agenda.at(0, () => {
      done.push(name);
      return new Promise<void>((end) => ends.push(end));
    });
  }
  expect(done).toEqual(['a', 'b']);
  ends[0]!();
  await Promise.resolve();
  await new Promise((wake) => setImmediate(wake));
  expect(done).toEqual(['a', 'b', 'c']);
  ends.forEach((end) => end());
  await agenda.idle();
});

test('travels by way of each entry, those that are added on the way included', async () => {
  const { agenda, done, note, set } = setUp();
  agenda.at(100, async () => {
    await note('a')();
    agenda.at(150, note('c'));
    agenda.at(900, note('late'));
  });
  agenda.at(120, note('b'));
  await agenda.travel(500, set);
  set(501);
  expect([done, agenda.size()]).toEqual([['a@100', 'b@120', 'c@150'], 1]);
});

test('forgets everything that is cleared', () => {
  const { agenda, done, note, ring } = setUp();
  agenda.at(100, note('a'));
  agenda.clear();
  ring(100);
  expect([done, agenda.size()]).toEqual([[], 0]);
});

test('gives entries back in order, whatever came between', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.integer(), fc.constant('pop' as const))), (steps) => {
      const heap = createHeap<number>((a, b) => a < b);
      const model: number[] = [];
      for (const step of steps) {
        const [taken, wanted] = step === 'pop' ? [heap.pop(), model.shift()] : [heap.push(step), void model.push(step)];
        model.sort((a, b) => a - b);
        expect([taken, heap.peek(), heap.size]).toEqual([wanted, model[0], model.length]);
      }
    }),
  );
});
