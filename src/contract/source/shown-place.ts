/** Places as the user reads them. Apart from the rest, because it needs the paths of Node and browsers index contracts too. */
import { isAbsolute, relative, sep } from 'node:path';
import type { Location } from '../types.ts';

/** A file as it is shown to the user: relative to `cwd` when it lies below it. */
export function toShownFile(file: string, cwd: string): string {
  if (!isAbsolute(file)) return file;
  const shown = relative(cwd, file);
  return shown === '' || shown === '..' || shown.startsWith(`..${sep}`) || isAbsolute(shown) ? file : shown;
}

/**
 * A place as editors and terminals understand it.
 * @returns `file:line:column`, the file relative to `cwd` when it lies below it
 */
export function formatPlace(place: Location, cwd: string = process.cwd()): string {
  return `${toShownFile(place.file, cwd)}:${place.line}:${place.column}`;
}
