/** Times as APIs show them. */

/** ISO 8601 in UTC with whole seconds, e.g. `2026-04-26T12:00:00Z`. @param time milliseconds since 1970 */
export function toIsoSeconds(time: number): string {
  return new Date(time).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
