/** One change for people: what it is, whom it hits, where it is written, and what proves it. */
import type { Change } from './diff-report.ts';
import { toWitnessLines } from './diff-witness-lines.ts';
import { findWitness, toEffect, toGrounds, toOtherPlaces, toVerdict } from './diff-words.ts';
import { escapeLine } from './escape.ts';
import { createPaint, type Paint } from './paint.ts';

/** Places shown besides the first; the rest is counted. */
const MOST_PLACES = 3;
/** Lines of a witness. */
const MOST_LINES = 11;
/** Characters of one of its lines. */
const WIDEST = 160;
/** Columns before the texts: four spaces, the widest label, two spaces. */
const INDENT = ' '.repeat(13);

/** Renders a change as a block of lines that ends without a line break. */
export function formatChange(change: Change, paint: Paint = createPaint(false)): string {
  const { message, level, rule, fingerprint, approved, base, head, replay, operations } = change;
  const color = level === 'breaking' ? paint.error : level === 'warning' ? paint.warning : paint.strong;
  const { shown, left } = toOtherPlaces(change, MOST_PLACES);
  const also = [...shown, ...(left > 0 ? [`${left} more`] : [])].join(', ');
  const others = operations.length > 1 ? `${operations.length} operations` : '';
  return [
    `  ${color(escapeLine(message))}`,
    ...row(paint, 'effect', toEffect(change)),
    ...row(paint, 'was', toPlaceText(base)),
    ...row(paint, 'is', toPlaceText(head)),
    ...row(paint, 'on', change.places[0] ?? ''),
    ...row(paint, 'also on', also === '' ? others : also),
    ...row(paint, toVerdict(change).toLowerCase(), toGrounds(change)),
    ...toWitness(change, paint),
    ...row(paint, 'replay', replay === undefined ? '' : `${replay.outcome}: ${replay.detail}`),
    ...row(paint, 'approved', approved ?? ''),
    ...row(paint, 'id', `${fingerprint}, rule ${rule}`),
  ].join('\n');
}

/** Renders a change as one line. */
export function formatChangeLine(change: Change, paint: Paint = createPaint(false)): string {
  const place = change.head ?? change.base;
  const where = place === undefined ? '' : paint.faint(` ${escapeLine(place.location)}`);
  return `  ${escapeLine(change.message)}${where}`;
}

function row(paint: Paint, label: string, text: string): string[] {
  return text === '' ? [] : [`    ${paint.faint(label.padEnd(9))}${escapeLine(text)}`];
}

function toPlaceText(place: Change['base']): string {
  return place === undefined ? '' : `${place.location} (${place.pointer})`;
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
