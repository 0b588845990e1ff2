/** A conformance run as a stream for programs: one event on each line, as it happens. */
import type { CheckEvent } from './check-report.ts';

/** One JSON value and a line break. The events are those of `CheckEvent`; the last one, `end`, carries the report. */
export function formatCheckEvent(event: CheckEvent): string {
  return `${JSON.stringify(event)}\n`;
}
