/** Which code made an entry: another version of hookspec may make another plan of the same files. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageRoot } from '../package-root.ts';

/** Raised when the form of entries changes. */
const FORMAT = 1;

const own = fileURLToPath(import.meta.url);

/** Whether this is the built package; else it runs from its sources. */
export const isBuilt = !own.endsWith('.ts');

let build: string | undefined;

/** Version and form of what is shipped: the same for whoever installs it. */
export function findRelease(): string {
  const { version } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as { version: string };
  return `${version}/${FORMAT}`;
}

/** The release and when this code was last changed or installed: whoever works on hookspec must not get old plans. */
export function findBuild(): string {
  build ??= `${findRelease()}/${isBuilt ? statSync(own).mtimeMs : newest(dirname(dirname(own)))}`;
  return build;
}

function newest(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true });
  return Math.max(...files.map((file) => statSync(join(file.parentPath, file.name)).mtimeMs));
}
