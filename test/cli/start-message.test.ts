import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { animals } from '../contract/infer/fixtures.ts';
import { root } from '../support/cli.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hookspec-'));
  await writeFile(join(folder, 'zoo.json'), JSON.stringify(animals));
  const { '/animals': list } = animals['paths'] as Record<string, object>;
  await writeFile(join(folder, 'list.json'), JSON.stringify({ ...animals, paths: { '/animals': list } }));
});
afterAll(() => rm(folder, { recursive: true }));

/** The rows of the start-up message, by their label. */
async function readRows(...args: string[]): Promise<Record<string, string>> {
  const child = spawn(process.execPath, [join(root, 'src/cli/bin.ts'), 'mock', ...args, '--port', '0'], {
    cwd: folder,
  });
  const closed = new Promise((done) => child.once('close', done));
  let text = '';
  for await (const chunk of child.stdout) {
    text += String(chunk);
    if (text.includes('Stop with')) child.kill('SIGINT');
  }
  await closed;
  return Object.fromEntries([...text.matchAll(/^ {2}(\w+(?: \w+)?) +(.*)$/gm)].map(([, label, row]) => [label!, row!]));
}

test('names at the start what --infer gives a memory', async () => {
  expect((await readRows('zoo.json', '--infer')).memory).toBe('animal');
  expect((await readRows('list.json', '--infer')).memory).toBe('none; `hookspec list FILE --infer` says why');
  expect((await readRows('zoo.json')).memory).toBeUndefined();
});
