/** Whether a source is an http(s) address. */
export function isAddress(source: string): boolean {
  return /^https?:\/\//i.test(source);
}
