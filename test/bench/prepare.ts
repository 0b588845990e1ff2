/** What must exist before anything is measured: the peers' packages and a built hookspec. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Installs fastify and Scalar's mock server beside this file, unless the locked versions are there already. */
export async function installPeers(): Promise<void> {
  const folder = import.meta.dirname;
  const marker = join(folder, 'node_modules/.package-lock.json');
  if (existsSync(marker) && (await haveSameVersions(join(folder, 'package-lock.json'), marker))) return;
  process.stderr.write('installing the peers into test/bench/node_modules\n');
  await run('npm', ['ci', '--ignore-scripts', '--prefix', folder]);
}

interface Lock {
  readonly packages: Readonly<Record<string, { readonly version?: string; readonly optional?: boolean }>>;
}

async function haveSameVersions(wanted: string, installed: string): Promise<boolean> {
  const [want, have] = await Promise.all(
    [wanted, installed].map(async (file) => JSON.parse(await readFile(file, 'utf8')) as Lock),
  );
  return Object.entries(want!.packages).every(
    ([path, { version, optional }]) => path === '' || optional === true || have!.packages[path]?.version === version,
  );
}

/**
 * Builds the sources of `root` into `folder`, which then looks like an installed package: `dist/`, the contracts and the
 * dependencies. The repository's own `dist/` stays as it is.
 */
export async function buildPackage(root: string, folder: string): Promise<string> {
  const build = join(folder, 'package');
  await mkdir(build, { recursive: true });
  const compiler = join(root, 'node_modules/typescript7/bin/tsc');
  const project = join(root, 'src/tsconfig.build.json');
  await run(process.execPath, [compiler, '-p', project, '--outDir', join(build, 'dist')]).catch(
    ({ stdout }: { stdout: string }) => Promise.reject(new Error(`src does not build:\n${stdout}`)),
  );
  for (const name of ['package.json', 'redocly.yaml', 'openapi'])
    await cp(join(root, name), join(build, name), { recursive: true });
  await symlink(join(root, 'node_modules'), join(build, 'node_modules'));
  return build;
}

/** Version of a package in one of the two `node_modules`. */
export async function versionOf(folder: string, name: string): Promise<string> {
  const text = await readFile(join(folder, 'node_modules', name, 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
