import { expect, test } from 'vitest';
import { payloadRules } from '../../../../src/review/diff/payload-rules.ts';
import type { Action } from '../../../../src/review/diff/propose/rule.ts';
import { allRules } from '../../../../src/review/diff/rules.ts';
import { loadCases, runCase } from './load-cases.ts';

const OPPOSITE: Readonly<Record<Action, Action>> = {
  added: 'removed',
  removed: 'added',
  stricter: 'looser',
  looser: 'stricter',
  changed: 'changed',
};
const byId = new Map(allRules.map((rule) => [rule.id, rule]));
const structure = loadCases('structure.yaml');
const behaviour = loadCases('behaviour.yaml');

test('gives every rule an id of its own, in kebab-case, and a sentence for what it says and what to do', () => {
  expect(byId.size).toBe(allRules.length);
  const odd = allRules.filter(({ id, title, instead }) => {
    return !/^[a-z]+(-[a-z]+)+$/.test(id) || !/^[A-Z].*\.$/.test(title) || !/^[A-Z].*\.$/.test(instead);
  });
  expect(odd).toEqual([]);
});

test('has for every rule its mirror, or a reason why there is none', () => {
  const wrong = allRules.filter((rule) => {
    if (typeof rule.mirror !== 'string') return rule.mirror.waiver === '';
    const other = byId.get(rule.mirror);
    const isMirror =
      other?.mirror === rule.id &&
      other.direction === rule.direction &&
      other.area === rule.area &&
      other.kind === rule.kind &&
      other.action === OPPOSITE[rule.action];
    return !isMirror;
  });
  expect(wrong.map(({ id }) => id)).toEqual([]);
});

test('lets one rule of a mirrored pair be harmless at most where the other breaks', () => {
  const both = allRules.filter(({ level, mirror }) => {
    return level === 'breaking' && typeof mirror === 'string' && byId.get(mirror)?.level === 'breaking';
  });
  expect(both.map(({ id }) => id)).toEqual([]);
});

test.each(structure)('tells of $name', async (entry) => {
  expect(await runCase(entry, false)).toEqual({ '->': entry['->'], '<-': entry['<-'] });
});

test.each(behaviour)('tells of $name', async (entry) => {
  expect(await runCase(entry, true)).toEqual({ '->': entry['->'], '<-': entry['<-'] });
});

test('shows every rule about structure and behaviour in a case', () => {
  const shown = new Set(
    [...structure, ...behaviour]
      .flatMap((entry) => [...entry['->']!, ...entry['<-']!])
      .map((text) => text.split(' ')[1]),
  );
  const ofProver = new Set(payloadRules.map(({ id }) => id));
  const unseen = allRules.filter(({ id }) => !ofProver.has(id) && !shown.has(id)).map(({ id }) => id);
  expect(unseen).toEqual([]);
});
