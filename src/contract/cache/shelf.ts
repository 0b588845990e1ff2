/** The folders that finished work is looked for in: what came with the package, and what this user has made before. */
import { join, relative, resolve } from 'node:path';
import { packageRoot } from '../package-root.ts';
import { findBuild, findRelease, isBuilt } from './build.ts';
import { findCacheFolder } from './cache-folder.ts';
import { toHash } from './hash.ts';

/** A folder with entries that one build of hookspec has made. */
export interface Shelf {
  readonly folder: string;
  /** Folder that names of files are relative to; '' for absolute names. */
  readonly base: string;
  readonly build: string;
}

/** The entries that come with the package. */
export function shippedShelf(): Shelf {
  return { folder: join(packageRoot(), 'dist', 'plans'), base: packageRoot(), build: findRelease() };
}

/** The entries of this user; undefined when nothing is kept. */
export function ownShelf(): Shelf | undefined {
  const folder = findCacheFolder();
  return folder === undefined ? undefined : { folder, base: '', build: findBuild() };
}

/** Where to look, in this order; a shelf is made when it is asked for. `HOOKSPEC_CACHE=off` leaves none. */
export function* findShelves(): Generator<Shelf> {
  if (process.env.HOOKSPEC_CACHE === 'off') return;
  // Next to the sources there may be what an older build has left.
  if (isBuilt) yield shippedShelf();
  const own = ownShelf();
  if (own !== undefined) yield own;
}

/** Name of the entry for some input; another one on each shelf. */
export function toKey({ build }: Shelf, ...input: readonly unknown[]): string {
  return toHash(JSON.stringify([build, ...input]));
}

/** A file as an entry of the shelf names it. */
export function toName({ base }: Shelf, file: string): string {
  return base === '' ? file : relative(base, file).replaceAll('\\', '/');
}

/** The file that an entry of the shelf names. */
export function toFile({ base }: Shelf, name: string): string {
  return base === '' ? name : resolve(base, name);
}
