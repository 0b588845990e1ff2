/** Markdown tables and the way numbers are written in them. */

/** A table; the first column is text, the others are numbers. */
export function toTable(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map((_, index) => (index === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');
}

/** A number with thousands separators and `digits` decimals. */
export function toNumber(value: number, digits = 0): string {
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** A ratio, e.g. `1.4`; above ten without decimals. */
export function toRatio(value: number): string {
  return toNumber(value, value < 10 ? 2 : 0);
}
