/** Times as APIs show them. */

let second = Number.NaN;
let text = '';

/** ISO 8601 in UTC with whole seconds, e.g. `2026-04-26T12:00:00Z`. @param time milliseconds since 1970 */
export function toIsoSeconds(time: number): string {
  const whole = Math.floor(time / 1000);
  // Requests of the same second share the text: making it costs more than the rest of many answers.
  if (whole !== second) {
    text = new Date(whole * 1000).toISOString().replace('.000Z', 'Z');
    second = whole;
  }
  return text;
}
