/**
 * How the package is bundled. A module costs the start of a command a third of a millisecond however small it is, and
 * hookspec has hundreds; so modules that are always loaded together become one file. Dependencies stay packages.
 */
import { defineConfig } from 'rolldown';

export default defineConfig({
  input: {
    index: 'src/index.ts',
    'signing/index': 'src/signing/index.ts',
    'signing/sync': 'src/signing/sync.ts',
    'conformance/vitest': 'src/conformance/vitest.ts',
    'delivery/receive/webhooks': 'src/delivery/receive/webhooks.ts',
    'mock/browser': 'src/mock/browser.ts',
    'mock/msw': 'src/mock/msw.ts',
    'mock/msw-node': 'src/mock/msw-node.ts',
    'review/plugin/redocly-plugin': 'src/review/plugin/redocly-plugin.ts',
    'cli/bin': 'src/cli/bin.ts',
    // Started by its file name, from a file in `shared/`.
    'shared/prism-worker': 'src/mock/prism-worker.ts',
  },
  platform: 'node',
  logLevel: 'warn',
  external: /^(node:|[^./])/,
  output: {
    dir: 'dist',
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'shared/[name].js',
  },
});
