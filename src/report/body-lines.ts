/** A response body as lines, with those marked that a JSON pointer names. */

/** One line of a body. */
export interface BodyLine {
  readonly text: string;
  readonly marked: boolean;
}

/** Longer or deeper bodies are shown as they came. */
const MOST_CHARACTERS = 200_000;
const DEEPEST = 64;
/** Characters of a line of an excerpt. */
const WIDEST = 2000;
/** Lines of an excerpt before and after what is marked. */
const AROUND = 2;

/** The last kind is a text that the end of a cut body leaves open. */
const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+|".*$/gs;
/** How a body ends that was cut for the report. */
const CUT = /… \(\d+ more characters\)$/;

/**
 * Lays out JSON with two spaces per level, and leaves what is no JSON as it is. It works on the text, so that numbers
 * keep their spelling and members that are named twice stay visible.
 * @param pointer JSON pointer to mark; where nothing is there, the line that should hold it is marked; '' marks nothing
 */
export function toBodyLines(text: string, pointer = ''): readonly BodyLine[] {
  const cut = CUT.exec(text);
  const known = cut ? text.slice(0, cut.index) : text;
  if (!isLayable(known, cut !== null)) return text.split('\n').map((line) => ({ text: line, marked: false }));
  const lines: Line[] = [];
  try {
    writeValue({ tokens: known.match(TOKENS) ?? [], at: 0, lines }, '', '', '');
  } catch (error) {
    if (!cut || !(error instanceof SyntaxError)) throw error;
  }
  if (cut) lines.push({ text: cut[0], pointer: undefined });
  return mark(lines, pointer);
}

interface Line {
  text: string;
  /** Absent where no value stands. */
  readonly pointer: string | undefined;
}

interface Writer {
  readonly tokens: readonly string[];
  at: number;
  readonly lines: Line[];
}

function isLayable(text: string, isCut: boolean): boolean {
  if (text.length > MOST_CHARACTERS) return false;
  let depth = 0;
  for (const [token] of text.matchAll(TOKENS)) {
    if (token === '{' || token === '[') depth += 1;
    if (token === '}' || token === ']') depth -= 1;
    if (depth > DEEPEST) return false;
  }
  if (isCut) return /^\s*[{[]/.test(text);
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** @throws SyntaxError where a cut body ends */
function take(writer: Writer): string {
  const token = writer.tokens[writer.at++];
  if (token === undefined) throw new SyntaxError('the body ends');
  return token;
}

function writeValue(writer: Writer, pointer: string, indent: string, lead: string): void {
  const { tokens, lines } = writer;
  const open = take(writer);
  const isList = open === '[';
  if (!isList && open !== '{') return void lines.push({ text: indent + lead + open, pointer });
  const close = isList ? ']' : '}';
  if (tokens[writer.at] === close) {
    writer.at += 1;
    return void lines.push({ text: indent + lead + open + close, pointer });
  }
  lines.push({ text: indent + lead + open, pointer });
  for (let index = 0; ; index += 1) {
    const key = isList ? undefined : take(writer);
    if (key !== undefined) take(writer);
    const name = key === undefined ? String(index) : (JSON.parse(key) as string);
    const child = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    writeValue(writer, child, `${indent}  `, key === undefined ? '' : `${key}: `);
    if (take(writer) === close) break;
    lines.at(-1)!.text += ',';
  }
  lines.push({ text: indent + close, pointer });
}

function mark(lines: readonly Line[], pointer: string): BodyLine[] {
  const covers = (line: Line): boolean => line.pointer === pointer || line.pointer?.startsWith(`${pointer}/`) === true;
  if (pointer === '' || lines.some(covers))
    return lines.map((line) => ({ text: line.text, marked: pointer !== '' && covers(line) }));
  let holder = pointer;
  while (holder !== '' && !lines.some((line) => line.pointer === holder))
    holder = holder.slice(0, holder.lastIndexOf('/'));
  const first = lines.findIndex((line) => line.pointer === holder);
  return lines.map((line, index) => ({ text: line.text, marked: index === first }));
}

/**
 * The marked lines with a little around them; `…` stands for what is left out. Without a mark: the beginning.
 * @param most longest excerpt, in lines; each has 2 000 characters at most
 */
export function toExcerpt(lines: readonly BodyLine[], most: number): readonly BodyLine[] {
  return choose(lines, most).map((line) =>
    line.text.length > WIDEST ? { ...line, text: `${line.text.slice(0, WIDEST - 1)}…` } : line,
  );
}

function choose(lines: readonly BodyLine[], most: number): readonly BodyLine[] {
  if (lines.length <= most) return lines;
  const start = lines.findIndex((line) => line.marked);
  const first = Math.max(0, start - AROUND);
  const last = start === -1 ? Infinity : lines.findLastIndex((line) => line.marked) + AROUND;
  const chosen = lines.slice(first, Math.min(last + 1, first + most - 2));
  const gap: BodyLine = { text: '…', marked: false };
  return [...(first > 0 ? [gap] : []), ...chosen, ...(first + chosen.length < lines.length ? [gap] : [])];
}
