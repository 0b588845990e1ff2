/**
 * Compares the contracts of this repository with what they were: `npm run review`. On a branch that is where it left
 * main, on main the commit before. What breaks and is meant to stands in openapi/approvals.yaml, with its reason.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runProcess } from '../../src/cli/main.ts';
import { runGit } from '../../src/review/diff/sources/git.ts';

const cwd = process.cwd();
const approvals = join('openapi', 'approvals.yaml');

async function ask(...args: string[]): Promise<string | undefined> {
  const { exitCode, stdout } = await runGit(cwd, args).catch(() => ({ exitCode: 1, stdout: '' }));
  return exitCode === 0 ? stdout.toString().trim() : undefined;
}

async function findBase(): Promise<string | undefined> {
  const head = await ask('rev-parse', '--verify', '--quiet', 'HEAD');
  const target = process.env['GITHUB_BASE_REF'];
  for (const branch of [...(target ? [`origin/${target}`] : []), 'origin/main', 'main']) {
    const common = await ask('merge-base', branch, 'HEAD');
    if (common !== undefined && common !== head) return common;
  }
  return ask('rev-parse', '--verify', '--quiet', 'HEAD~1');
}

const base = await findBase();
if (base === undefined) {
  const isShallow = (await ask('rev-parse', '--is-shallow-repository')) === 'true';
  const why = isShallow ? 'this clone is shallow' : 'there is no earlier commit to compare with';
  process.stdout.write(`The contracts are not compared: ${why}.\n`);
} else {
  const agreed = existsSync(join(cwd, approvals)) ? ['--approve', approvals] : [];
  const form = process.env['GITHUB_ACTIONS'] ? ['--format', 'github'] : [];
  process.argv.splice(2, Infinity, 'diff', '--all', '--base', base.slice(0, 12), ...agreed, ...form);
  await runProcess();
}
