import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { findBrowser } from './support/browser.ts';
import { LongestFirst } from './support/longest-first.ts';

// Without a browser there is nothing to run it with; .ci/run installs one where it can.
const withoutBrowser =
  findBrowser() === undefined
    ? [
        'mock/browser.test.ts',
        'mock/bundle-in-browser.test.ts',
        'report/html-in-browser.test.ts',
        'report/diff-html-in-browser.test.ts',
      ]
    : [];

// Documents that tests load are kept here, not in the cache of whoever runs them.
const env = { HOOKSPEC_CACHE: resolve(import.meta.dirname, '../node_modules/.cache/hookspec') };

// The live suite needs a server to judge, so it is a project of its own: `npm run conformance`.
export default defineConfig({
  test: {
    // Much of the suite waits for processes it has spawned; the default leaves a core idle on small machines.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          root: import.meta.dirname,
          include: ['**/*.test.ts'],
          exclude: ['**/node_modules/**', ...withoutBrowser],
          testTimeout: 20_000,
          // A worker keeps its modules from file to file: to load them again for each of 300 files took minutes. So a file
          // undoes what it does to the process, and a helper registers hooks when it is called.
          isolate: false,
          env,
        },
      },
      {
        test: {
          name: 'conformance',
          root: import.meta.dirname,
          include: ['conformance/live.suite.ts'],
          testTimeout: 120_000,
          env,
        },
      },
    ],
  },
});
