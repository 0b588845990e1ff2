/** Loads contracts again when their files change, and lets a mock go on with what they say now. */
import type { Contract } from '../contract/types.ts';
import { createFileWatch } from './watch.ts';

/** What came of a reload. */
export type Reload =
  | {
      /** Names of the contracts that are served now. */
      readonly contracts: readonly string[];
      /** Resources that no longer fit their schema and were forgotten. */
      readonly dropped: number;
    }
  /** The files cannot be used as they are; the last good contracts are still served. */
  | { readonly error: unknown };

/** Parts of {@link createReloader}. */
export interface ReloadParts {
  readonly load: () => Promise<readonly Contract[]>;
  /** Serves other contracts; returns how many resources were dropped. */
  readonly replace: (contracts: readonly Contract[]) => number;
  readonly onReload?: ((reload: Reload) => void) | undefined;
}

/** Watches the files of contracts until it is closed. One reload at a time; a change during one causes another. */
export function createReloader(contracts: readonly Contract[], parts: ReloadParts): { close(): void } {
  let running = false;
  let again = false;
  let closed = false;
  const files = createFileWatch(() => void run());

  async function run(): Promise<void> {
    if (running) {
      again = true;
      return;
    }
    running = true;
    const reload = await attempt();
    running = false;
    if (closed) return;
    parts.onReload?.(reload);
    if (again) {
      again = false;
      void run();
    }
  }

  async function attempt(): Promise<Reload> {
    try {
      const loaded = await parts.load();
      if (closed) return { contracts: [], dropped: 0 };
      const dropped = parts.replace(loaded);
      files.set(loaded.flatMap((contract) => contract.files));
      return { contracts: loaded.map(({ name }) => name), dropped };
    } catch (error) {
      return { error };
    }
  }

  files.set(contracts.flatMap((contract) => contract.files));
  return {
    close() {
      closed = true;
      files.close();
    },
  };
}
