/** One change for people: what it is, whom it hits, where it is written, and what proves it. */
import type { Change } from './diff-report.ts';
import { toWitnessLines } from './diff-witness-lines.ts';
import { findWitness, toGrounds, toHeadline, toVerdict, toWho } from './diff-words.ts';
import { escapeLine } from './escape.ts';
import { createPaint, type Paint } from './paint.ts';

/** Places shown; the rest is counted. */
const MOST_PLACES = 4;
/** Lines of a witness. */
const MOST_LINES = 11;
/** Characters of one of its lines. */
const WIDEST = 160;
/** Columns before the texts: four spaces, the widest label, a space. */
const INDENT = ' '.repeat(15);

/**
 * Renders a change as a block of lines that ends without a line break.
 * @param instead what to do instead, one sentence
 */
export function formatChange(change: Change, paint: Paint = createPaint(false), instead = ''): string {
  const { message, level, rule, fingerprint, approved, replay } = change;
  const color = level === 'breaking' ? paint.error : level === 'warning' ? paint.warning : paint.strong;
  return [
    `  ${color(escapeLine(message))}`,
    ...row(paint, level === 'breaking' ? 'breaks' : 'may break', toReach(change)),
    ...row(paint, 'where', toWhere(change)),
    ...row(paint, toVerdict(change), toGrounds(change)),
    ...toWitness(change, paint),
    ...row(paint, 'replay', replay === undefined ? '' : `${replay.outcome}: ${replay.detail}`),
    ...row(paint, 'instead', instead),
    ...row(paint, 'approved', approved ?? ''),
    ...row(paint, 'id', `${fingerprint}, rule ${rule}`),
  ].join('\n');
}

/** Renders a change as one line. */
export function formatChangeLine(change: Change, paint: Paint = createPaint(false)): string {
  const place = change.head ?? change.base;
  const where = place === undefined ? '' : paint.faint(`  ${escapeLine(place.location)}`);
  return `  ${escapeLine(toHeadline(change))}${where}`;
}

function row(paint: Paint, label: string, text: string): string[] {
  return text === '' ? [] : [`    ${paint.faint(label.padEnd(10))} ${escapeLine(text)}`];
}

/** Who is hit, and where on the wire. */
function toReach(change: Change): string {
  const places = [...new Set(change.places)].filter((place) => !change.message.includes(place));
  const left = places.length - MOST_PLACES;
  const shown = [...places.slice(0, MOST_PLACES), ...(left > 0 ? [`${left} more`] : [])].join(', ');
  return shown === '' ? toWho(change) : `${toWho(change)}: ${shown}`;
}

function toWhere({ base, head }: Change): string {
  if (base === undefined || head === undefined) {
    if (head === undefined) return base === undefined ? '' : `${base.location}, gone since`;
    return `${head.location}, new`;
  }
  return base.location === head.location ? head.location : `${base.location} → ${head.location}`;
}

function toWitness(change: Change, paint: Paint): string[] {
  const witness = findWitness(change);
  if (!witness) return [];
  return toWitnessLines(witness, MOST_LINES).map(({ text, marked }) =>
    marked ? `${INDENT.slice(2)}${paint.error(`> ${cut(text)}`)}` : `${INDENT}${cut(text)}`,
  );
}

function cut(text: string): string {
  const line = escapeLine(text);
  return line.length > WIDEST ? `${line.slice(0, WIDEST - 1)}…` : line;
}
