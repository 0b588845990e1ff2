import { expect, test } from 'vitest';
import { didYouMean, nearest } from '../../src/contract/nearest.ts';

const NAMES = ['harbour', 'pier', 'lighthouse'];

test.each([
  ['harbor', 'harbour'],
  ['Harbour', 'harbour'],
  ['harbuor', 'harbour'],
  ['pir', 'pier'],
  ['pire', 'pier'],
  ['lightouse', 'lighthouse'],
  ['lightuose', 'lighthouse'],
])('takes %s for %s', (word, name) => {
  expect(nearest(word, NAMES)).toBe(name);
});

test.each(['', 'p', 'boat', 'house', 'harbourmaster'])('suggests nothing for "%s"', (word) => {
  expect(nearest(word, NAMES)).toBeUndefined();
});

test('prefers the nearer of two candidates', () => {
  expect(nearest('createWebhok', ['createWebhooks', 'createWebhook'])).toBe('createWebhook');
});

test('words the suggestion as a question to append', () => {
  expect([didYouMean('peir', NAMES), didYouMean('boat', NAMES)]).toEqual([' Did you mean pier?', '']);
});
