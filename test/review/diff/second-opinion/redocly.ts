/** `redocly diff` by itself, as its command line runs it. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type Differ, toFailure } from './opinion.ts';

interface Report {
  readonly changes: readonly {
    readonly impact: string;
    readonly verdicts?: readonly { readonly ruleId: string; readonly impact: string }[];
  }[];
}

/** Redocly's differ. A change of impact `major` is a flag. */
export async function findRedocly(): Promise<Differ> {
  const require = createRequire(import.meta.url);
  const manifest = require.resolve('@redocly/cli/package.json');
  const { bin, version } = JSON.parse(await readFile(manifest, 'utf8')) as {
    readonly bin: { readonly redocly: string };
    readonly version: string;
  };
  const script = join(dirname(manifest), bin.redocly);
  const run = promisify(execFile);
  return {
    name: `redocly diff ${version}`,
    async compare(base, head) {
      const folder = await mkdtemp(join(tmpdir(), 'redocly-diff-'));
      try {
        const output = join(folder, 'diff.json');
        const args = [
          script,
          'diff',
          base,
          head,
          '--format=json',
          '--fail-on=none',
          '--lint-config=off',
          `--output=${output}`,
        ];
        await run(process.execPath, args, {
          // A redocly.yaml above the working folder would choose other rules.
          cwd: folder,
          maxBuffer: 256 * 1024 * 1024,
          env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'redocly-compiled'), REDOCLY_TELEMETRY: 'off' },
        });
        const { changes } = JSON.parse(await readFile(output, 'utf8')) as Report;
        const major = changes
          .filter(({ impact }) => impact === 'major')
          .flatMap(({ verdicts = [] }) => verdicts.filter(({ impact }) => impact === 'major'))
          .map(({ ruleId }) => ruleId);
        return { flagged: changes.some(({ impact }) => impact === 'major'), because: [...new Set(major)] };
      } catch (error) {
        return toFailure(error);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}
