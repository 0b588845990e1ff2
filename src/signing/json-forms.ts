/** The ways in which JSON libraries write the same value. */

interface Style {
  /** One level of indentation; absent: one line. */
  readonly indent?: string;
  readonly comma: string;
  readonly colon: string;
  readonly isSorted: boolean;
  /** Whole numbers as `1.0`, as a sender with floats writes them. */
  readonly isFloat: boolean;
  readonly escape: (text: string) => string;
}

const LAYOUTS: readonly Pick<Style, 'indent' | 'comma' | 'colon'>[] = [
  { comma: ',', colon: ':' },
  { comma: ', ', colon: ': ' },
  ...['  ', '    ', '\t'].map((indent) => ({ indent, comma: ',', colon: ': ' })),
];

const toUnicode = (text: string) =>
  text.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
const toSlashes = (text: string) => text.replaceAll('/', String.raw`\/`);
const toHtml = (text: string) =>
  text.replace(/[<>&\u2028\u2029]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
const ESCAPES = [
  (text: string) => text,
  toUnicode,
  toSlashes,
  (text: string) => toSlashes(toUnicode(text)),
  toHtml,
] as const;

/** Most members at the top whose orders are all tried: 5! is 120. */
const MAX_PERMUTED = 5;

/** Every form of a parsed value, each once, the likely ones first. */
export function listJsonForms(value: unknown): string[] {
  const forms = new Set<string>();
  for (const isFloat of [false, true]) {
    for (const escape of ESCAPES) {
      for (const isSorted of [false, true]) {
        for (const layout of LAYOUTS) forms.add(write(value, { ...layout, isSorted, isFloat, escape }, ''));
      }
    }
  }
  const plain = { ...LAYOUTS[0]!, isSorted: false, isFloat: false, escape: ESCAPES[0] };
  for (const order of listOrders(value)) forms.add(write(order, plain, ''));
  return [...forms].flatMap((form) => [form, `${form}\n`]);
}

function write(value: unknown, style: Style, margin: string): string {
  if (typeof value === 'string') return style.escape(JSON.stringify(value));
  if (typeof value === 'number' && style.isFloat && Number.isInteger(value)) return `${value}.0`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const inner = style.indent === undefined ? '' : margin + style.indent;
  const items = Array.isArray(value)
    ? value.map((item) => write(item, style, inner))
    : toEntries(value, style).map(
        ([key, item]) => style.escape(JSON.stringify(key)) + style.colon + write(item, style, inner),
      );
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  if (items.length === 0) return `${open}${close}`;
  if (style.indent === undefined) return `${open}${items.join(style.comma)}${close}`;
  return `${open}\n${inner}${items.join(`${style.comma}\n${inner}`)}\n${margin}${close}`;
}

function toEntries(value: object, { isSorted }: Style): [string, unknown][] {
  const entries = Object.entries(value) as [string, unknown][];
  return isSorted ? entries.sort(([a], [b]) => (a < b ? -1 : 1)) : entries;
}

function listOrders(value: unknown): unknown[] {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return [];
  const entries = Object.entries(value);
  return entries.length > MAX_PERMUTED ? [] : permute(entries).map((order) => Object.fromEntries(order));
}

function permute<Item>(items: readonly Item[]): Item[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, index) => permute(items.toSpliced(index, 1)).map((rest) => [item, ...rest]));
}
