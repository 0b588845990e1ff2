/** A memory of deliveries, for one process. */
import type { SeenDeliveries } from './options.ts';

/**
 * Remembers the latest ids in memory: enough for one process that is not restarted. Several processes need a table they
 * share.
 * @param size how many ids are kept. Default 10,000
 */
export function createSeenDeliveries(size = 10_000): SeenDeliveries {
  const ids = new Set<string>();
  return {
    has: (id) => ids.has(id),
    add(id) {
      ids.add(id);
      for (const oldest of ids) {
        if (ids.size <= size) break;
        ids.delete(oldest);
      }
    },
  };
}
