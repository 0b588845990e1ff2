/** Small words that several reporters use. */

/** `1 case`, `2 cases`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** A place in a file: lines and columns count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Reads `file:line:column`; undefined for anything else. */
export function toPlace(location: string | undefined): Place | undefined {
  const [, file, line, column] = /^(.+):(\d+):(\d+)$/s.exec(location ?? '') ?? [];
  return file === undefined ? undefined : { file, line: Number(line), column: Number(column) };
}

/** Seconds with three digits after the point, as JUnit writes them. */
export function toSeconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}
