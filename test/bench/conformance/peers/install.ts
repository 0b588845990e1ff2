/** Installs the tools that only this benchmark needs, once, into a folder of their own. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Exact versions; none of their scripts runs. */
const TOOLS = { '@apideck/portman': '1.33.0', dredd: '14.1.0', newman: '6.2.2' };
const folder = resolve(import.meta.dirname, '../../../../node_modules/.cache/hookspec/bench-conformance-tools');

/**
 * The file of a tool.
 * @param path below node_modules, e.g. `dredd/bin/dredd`
 */
export function toolFile(path: string): string {
  const file = join(folder, 'node_modules', path);
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: TOOLS }));
  const options = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error'];
  execFileSync('npm', options, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  return file;
}
