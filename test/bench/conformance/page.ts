/** The page docs/conformance-proof.md. */
import type { Result } from './job.ts';

/** Renders it. */
export function toPage(results: readonly Result[]): string {
  return String(results.length);
}
