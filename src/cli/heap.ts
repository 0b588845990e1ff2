/** Keeps a long-running command's memory small. */
import { PerformanceObserver } from 'node:perf_hooks';
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/** Bytes of the young generation above which it grows no further. */
const ENOUGH = 16 * 1024 * 1024;

/**
 * Lets V8's young generation grow to 16 MB and no further. A server under load would else let it grow to 134 MB, because
 * each collection finds the latest requests and tenants alive; measured, the larger one saves nothing.
 */
export function limitYoungGeneration(): void {
  const observer = new PerformanceObserver(() => {
    if (sizeOfYoungGeneration() < ENOUGH) return;
    // Read at each growth, so it can still be set while the program runs.
    setFlagsFromString('--semi-space-growth-factor=1');
    observer.disconnect();
  });
  observer.observe({ entryTypes: ['gc'] });
}

function sizeOfYoungGeneration(): number {
  return getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space')?.space_size ?? 0;
}
