/** When two JSON values are the same: the order of an object's members does not count. */

/** Whether two JSON values are the same. */
export function isSame(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  return typeof left === 'object' && typeof right === 'object' && toKey(left) === toKey(right);
}

/** A text that is the same for the same JSON values and for no others; `undefined` has one of its own. */
export function toKey(value: unknown): string {
  if (value === undefined) return 'undefined';
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(toKey).join(',')}]`;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  members.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${toKey(member)}`).join(',')}}`;
}
