/** What must exist before anything is measured: the peers' packages and a built hookspec. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rm, symlink } from 'node:fs/promises';
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
 * Builds the package of `root` in `folder` with its own build script, and returns where. The repository's `dist/` stays as
 * it is.
 */
export async function buildPackage(root: string, folder: string): Promise<string> {
  const build = join(folder, 'package');
  await mkdir(build, { recursive: true });
  for (const name of ['package.json', 'tsconfig.json', 'redocly.yaml', 'openapi', 'generated', 'src']) {
    await cp(join(root, name), join(build, name), { recursive: true });
  }
  await symlink(join(root, 'node_modules'), join(build, 'node_modules'));
  await run('npm', ['run', '-s', 'build'], { cwd: build }).catch(({ stdout, stderr }: Record<string, string>) =>
    Promise.reject(new Error(`hookspec does not build:\n${stdout}${stderr}`)),
  );
  // An installed package has no sources.
  await rm(join(build, 'src'), { recursive: true });
  return build;
}

/** Version of a package in one of the two `node_modules`. */
export async function versionOf(folder: string, name: string): Promise<string> {
  const text = await readFile(join(folder, 'node_modules', name, 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
