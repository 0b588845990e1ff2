import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { root } from '../../../support/cli.ts';

test('is small and reaches nothing of Node and no package, so it runs in edge runtimes', async () => {
  const contents = `
    import { createWebhookHandler } from './src/delivery/receive/webhooks.ts';
    import { lavaWebhooks } from './generated/lava/webhooks.ts';
    export const POST = createWebhookHandler({ ...lavaWebhooks, secrets: () => 'whsec_x', on: {} }).fetch;
  `;
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: root, loader: 'ts' },
    bundle: true,
    minify: true,
    platform: 'neutral',
    format: 'esm',
    write: false,
    metafile: true,
  });
  const [output] = Object.values(metafile.outputs);
  expect(output!.imports).toEqual([]);
  const foreign = Object.keys(output!.inputs).filter((file) =>
    /^src\/(?!delivery\/receive|signing|contract\/(pointer|nearest))/.test(file),
  );
  expect(foreign).toEqual([]);
  expect(outputFiles[0]!.contents.length).toBeLessThan(20_000);
  const url = `data:text/javascript;base64,${Buffer.from(outputFiles[0]!.contents).toString('base64')}`;
  const { POST } = (await import(/* @vite-ignore */ url)) as { POST: (request: Request) => Promise<Response> };
  expect((await POST(new Request('https://app.example.com/', { method: 'POST', body: '{}' }))).status).toBe(401);
});
