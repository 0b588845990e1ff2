/** Whether a text matches a pattern from end to end, anchors or not. */
export function fullMatch(pattern: string, text: string): boolean {
  return new RegExp(`^(?:${pattern})$`, 'u').test(text);
}
