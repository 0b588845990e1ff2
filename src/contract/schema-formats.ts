/** Formats of OpenAPI's format registry that JSON Schema does not define. Source: spec.openapis.org/registry/format */

/** Number formats: whether a number has the format. */
export const numberFormats: Readonly<Record<string, (value: number) => boolean>> = {
  int8: (value) => isWhole(value, -128, 127),
  int16: (value) => isWhole(value, -32_768, 32_767),
  uint8: (value) => isWhole(value, 0, 255),
  uint16: (value) => isWhole(value, 0, 65_535),
  uint32: (value) => isWhole(value, 0, 4_294_967_295),
  uint64: (value) => isWhole(value, 0, Number.MAX_VALUE),
  'double-int': (value) => isWhole(value, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
};

/** String formats: whether a string has the format. */
export const stringFormats: Readonly<Record<string, (value: string) => boolean>> = {
  char: (value) => [...value].length === 1,
  base64url: (value) => /^[\w-]*={0,2}$/.test(value),
  'http-date': (value) => value.endsWith('GMT') && !Number.isNaN(Date.parse(value)),
  regex: isPattern,
};

/** Formats that say what a text is for and that every text has. */
export const annotationFormats: readonly string[] = ['commonmark', 'html'];

/**
 * A pattern as a regular expression: with Unicode rules, or without them where only those forbid it (such as a
 * needless backslash).
 * @throws SyntaxError when it is none either way
 */
export function toRegExp(pattern: string): RegExp {
  try {
    return new RegExp(pattern, 'u');
  } catch {
    return new RegExp(pattern);
  }
}

function isPattern(value: string): boolean {
  try {
    return toRegExp(value) instanceof RegExp;
  } catch {
    return false;
  }
}

function isWhole(value: number, low: number, high: number): boolean {
  return Number.isInteger(value) && value >= low && value <= high;
}
