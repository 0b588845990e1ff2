/** ISO 8601 durations with fixed-length parts. */

const FORM = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/**
 * Milliseconds of an ISO 8601 duration such as `PT10S`, `PT5M`, `P30D`. Years and months have no fixed length
 * and are refused.
 * @throws RangeError when the text is not such a duration
 */
export function toMilliseconds(duration: string): number {
  const match = FORM.exec(duration);
  if (!match || !/\d/.test(duration) || duration.endsWith('T')) {
    throw new RangeError(`"${duration}" is not a duration such as PT10S, PT5M or P30D`);
  }
  const [weeks, days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
  ];
  return ((((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
}
