/** Tells when a file changes, however it is written: in place, or as a new file that takes its name. */
import { watch, type FSWatcher } from 'node:fs';
import { basename, dirname } from 'node:path';

/** Watches a changing set of files. */
export interface FileWatch {
  /** Watches these files and no others. */
  set(files: readonly string[]): void;
  close(): void;
}

// Editors write in several steps; one save should be one reload.
const QUIET = 80;

/**
 * Creates a watch of no files. Folders are watched, not files: an editor that replaces a file would leave a watch of the
 * old one behind. @param onChange called once after a burst of changes
 */
export function createFileWatch(onChange: () => void): FileWatch {
  const folders = new Map<string, { readonly watcher: FSWatcher; names: Set<string> }>();
  let timer: NodeJS.Timeout | undefined;

  function open(folder: string): FSWatcher | undefined {
    try {
      const watcher = watch(folder, { persistent: false }, (_, name) => {
        if (name !== null && !folders.get(folder)?.names.has(name)) return;
        clearTimeout(timer);
        timer = setTimeout(onChange, QUIET);
      });
      // A folder that disappears is no reason to stop: what was loaded stays.
      watcher.on('error', () => watcher.close());
      return watcher;
    } catch {
      return undefined;
    }
  }

  return {
    set(files) {
      const wanted = Map.groupBy(files, dirname);
      for (const [folder, { watcher }] of folders) {
        if (wanted.has(folder)) continue;
        watcher.close();
        folders.delete(folder);
      }
      for (const [folder, members] of wanted) {
        const names = new Set(members.map((file) => basename(file)));
        const known = folders.get(folder);
        const watcher = known?.watcher ?? open(folder);
        if (watcher) folders.set(folder, { watcher, names });
      }
    },
    close() {
      clearTimeout(timer);
      for (const { watcher } of folders.values()) watcher.close();
      folders.clear();
    },
  };
}
