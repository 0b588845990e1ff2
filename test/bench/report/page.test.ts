import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { replaceKept } from './kept.ts';
import { OTHER_TOOLS, writePage, type Page } from './page.ts';

const page: Page = {
  effort: {
    rounds: 5,
    tries: 1,
    starts: 2,
    connections: 16,
    warmUp: 0.6,
    measured: 0.6,
    least: 1000,
    count: 100_000,
    soak: 1_000_000,
    sample: 100_000,
  },
  machine: { cores: 2, model: 'some core', memory: 8, others: 0.031 },
  targets: 'TARGETS',
  contest: 'CONTEST',
  starts: 'STARTS',
  prism: 'PRISM',
  memory: 'MEMORY',
  listing: 'LISTING',
  routing: 'ROUTING',
  contestants: 'CONTESTANTS',
};

test('keeps what others write and writes the rest anew', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hookspec-page-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'benchmarks.md');
  await writePage(file, page);
  const first = await readFile(file, 'utf8');
  expect(first).toContain('<!-- by hand -->\n<!-- end of by hand -->');

  const handWritten = first.replace('<!-- by hand -->\n', '<!-- by hand -->\n\nMost of it is HTTP.\n\n');
  const explained = replaceKept(handWritten, OTHER_TOOLS, '\nOne tool finds a third.\n');
  expect(explained).toContain('<!-- other tools -->\nOne tool finds a third.\n<!-- end of other tools -->');
  await writeFile(file, explained);
  await writePage(file, { ...page, targets: 'OTHER' });
  expect(await readFile(file, 'utf8')).toBe(explained.replace('TARGETS', 'OTHER'));
});
