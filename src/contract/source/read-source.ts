/** Text of a source file. */
import { readFileSync } from 'node:fs';
import { HookspecError } from '../../errors.ts';
import { toShownFile } from './shown-place.ts';
import { toText } from './to-text.ts';

/**
 * Reads a text file as UTF-8, without its byte order mark.
 * @param file absolute path
 * @throws HookspecError `FileNotFound`, or `UnreadableFile` for a folder or a file that may not be read
 */
export async function readSource(file: string, cwd: string): Promise<string> {
  try {
    // At once: node:fs/promises brings more modules along than reading takes.
    return toText(readFileSync(file));
  } catch (cause) {
    const shown = toShownFile(file, cwd);
    const reason = (cause as NodeJS.ErrnoException).code;
    if (reason === 'ENOENT' || reason === 'ENOTDIR') {
      throw new HookspecError('FileNotFound', `There is no file ${shown}.`, { cause });
    }
    if (reason === 'EISDIR') throw new HookspecError('UnreadableFile', `${shown} is a folder, not a file.`, { cause });
    throw new HookspecError('UnreadableFile', `Cannot read ${shown}: ${(cause as Error).message}.`, { cause });
  }
}
