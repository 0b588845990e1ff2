import { defineConfig } from 'vitest/config';

// The live suite needs a server to judge, so it is a project of its own: `npm run conformance`.
export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', root: import.meta.dirname, include: ['**/*.test.ts'], testTimeout: 20_000 } },
      {
        test: {
          name: 'conformance',
          root: import.meta.dirname,
          include: ['conformance/live.suite.ts'],
          testTimeout: 120_000,
        },
      },
    ],
  },
});
