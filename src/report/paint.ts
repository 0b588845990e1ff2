/** Colours for terminals. */

/** Functions that mark a text; without colour each gives the text back. */
export interface Paint {
  readonly error: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly good: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
}

/** SGR codes of ECMA-48: what switches it on, what switches it off. */
const CODES = { error: [31, 39], warning: [33, 39], good: [32, 39], strong: [1, 22], faint: [2, 22] } as const;

/** @param color false gives plain text */
export function createPaint(color: boolean): Paint {
  const paint =
    ([on, off]: readonly [number, number]) =>
    (text: string): string =>
      color && text !== '' ? `\u001B[${on}m${text}\u001B[${off}m` : text;
  return {
    error: paint(CODES.error),
    warning: paint(CODES.warning),
    good: paint(CODES.good),
    strong: paint(CODES.strong),
    faint: paint(CODES.faint),
  };
}
