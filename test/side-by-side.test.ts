import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

async function runScripts(
  scripts: Record<string, string>,
  names = Object.keys(scripts),
): Promise<[unknown, string, string]> {
  const folder = await mkdtemp(join(tmpdir(), 'hookspec-scripts-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'package.json'), JSON.stringify({ scripts }));
  const args = [join(import.meta.dirname, 'side-by-side.ts'), ...names];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: folder }, (error, stdout, stderr) =>
      resolve([error?.code ?? 0, stdout, stderr]),
    );
  });
}

test('shows what each script prints in one piece', async () => {
  const [code, stdout, stderr] = await runScripts({
    one: 'echo a; sleep 0.2; echo b',
    two: 'echo c; sleep 0.2; echo d',
  });
  const shown = ['> one: echo a; sleep 0.2; echo b\na\nb\n', '> two: echo c; sleep 0.2; echo d\nc\nd\n'];
  expect([code, stderr]).toEqual([0, '']);
  expect([shown.join(''), shown.toReversed().join('')]).toContain(stdout);
});

test('fails as the script that fails, whatever ends well after it', async () => {
  const [code, , stderr] = await runScripts({ bad: 'echo worse >&2; exit 3', good: 'sleep 0.3' });
  expect([code, stderr]).toEqual([3, 'worse\nbad failed.\n']);
});

test('takes a script that is not there for a failure', async () => {
  const [code, , stderr] = await runScripts({}, ['none']);
  expect([code, stderr.includes('package.json has no script none.')]).toEqual([1, true]);
});
