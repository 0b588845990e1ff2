/** The folder of the user's own redocly.yaml. */
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import type { Registry } from './registry.ts';

/**
 * The folder of the registry when it lies above the current folder or is it; undefined when the registry is the one
 * shipped with the package, used for want of another.
 */
export function findProjectFolder(registry: Registry, cwd: string): string | undefined {
  const folder = dirname(registry.file);
  const below = relative(folder, resolve(cwd));
  return below === '..' || below.startsWith(`..${sep}`) || isAbsolute(below) ? undefined : folder;
}
