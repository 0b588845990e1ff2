/** One finding for people: what is wrong, where the contract says so, what came, and how to see it again. */
import { STATUS_CODES } from 'node:http';
import { toBodyLines, toExcerpt } from './body-lines.ts';
import { escapeLine } from './escape.ts';
import type { Finding } from './finding.ts';
import { toOffence } from './offence.ts';
import { createPaint, type Paint } from './paint.ts';

/** Places shown of one finding; the rest is counted. */
const MOST_PLACES = 4;
/** Lines of a response body. */
const MOST_LINES = 9;
/** Characters of one of its lines. */
const WIDEST = 160;
/** Columns before the texts: two spaces, the widest label, two spaces. */
const INDENT = ' '.repeat(12);

/** Renders one finding as a block of lines that ends without a line break. */
export function formatFinding(finding: Finding, paint: Paint = createPaint(false)): string {
  const { severity, code, operation, state, check } = finding;
  const word = severity === 'error' ? paint.error(severity) : paint.warning(severity);
  const head = [word, paint.strong(code), operation ?? ''].join(' ').trimEnd();
  const name = [finding.fingerprint, check && `check ${check}`].filter(Boolean).join(', ');
  return [
    state === undefined ? head : `${head} (${state})`,
    `  ${escapeLine(finding.message)}`,
    ...row(paint, 'expected', paint.good(escapeLine(finding.expected ?? ''))),
    ...row(
      paint,
      'received',
      word === severity ? escapeLine(finding.received ?? '') : paint.error(escapeLine(finding.received ?? '')),
    ),
    ...row(paint, 'contract', toContract(finding)),
    ...toDelivery(finding, paint),
    ...toAnswer(finding, paint),
    ...row(paint, 'seen', toSeen(finding)),
    ...row(
      paint,
      'evidence',
      // A documented rule says so by its place in the contract.
      finding.evidence && finding.evidence.kind !== 'documented'
        ? escapeLine(`${finding.evidence.kind}: ${finding.evidence.source}`)
        : '',
    ),
    ...row(paint, 'repeat', escapeLine(finding.reproduce ?? '')),
    ...row(paint, 'replay', finding.replay === undefined ? '' : `hookspec replay ${escapeLine(finding.replay)}`),
    ...row(paint, 'id', name),
  ].join('\n');
}

function row(paint: Paint, label: string, text: string): string[] {
  return text === '' ? [] : [`  ${paint.faint(label.padEnd(8))}  ${text}`];
}

function toContract({ contractLocation, contractPointer }: Finding): string {
  const parts = [contractLocation, contractPointer && `(${contractPointer})`];
  return escapeLine(parts.filter(Boolean).join(' '));
}

/** One place says no more than the message does; entries of one list are one place. */
function toSeen({ places = [] }: Finding): string {
  const distinct = [...new Set(places.map((place) => place.replace(/\/\d+(?=\/|$)/g, '/*')))];
  if (distinct.length < 2) return '';
  const more = distinct.length > MOST_PLACES ? ` and ${distinct.length - MOST_PLACES} more` : '';
  return escapeLine(distinct.slice(0, MOST_PLACES).join(', ')) + more;
}

/** A delivery as it came, where it is what shows the fault. */
function toDelivery({ phase, request, response }: Finding, paint: Paint): string[] {
  if (phase !== 'delivery' || !request || response) return [];
  const headers = Object.entries(request.headers).map(([name, value]) => `${name}: ${value}`);
  const lines = [...headers, ...(request.body === undefined ? [] : [request.body])];
  return [
    ...row(paint, 'delivery', escapeLine(`${request.method} ${request.url}`)),
    ...lines.map((line) => `${INDENT}  ${cut(line)}`),
  ];
}

/** The status line, the header or the part of the body that is wrong; the mark shows which. */
function toAnswer(finding: Finding, paint: Paint): string[] {
  const { response } = finding;
  if (!response) return [];
  const offence = toOffence(finding);
  const type = header(response.headers, 'content-type') ?? '';
  const status = [response.status, STATUS_CODES[response.status], type].filter(Boolean).join(' ');
  const lines = [...row(paint, 'answer', escapeLine(status))];
  if (offence.part === 'header' && offence.name !== 'content-type') {
    const value = header(response.headers, offence.name);
    lines.push(marked(paint, value === undefined ? `(no header ${offence.name})` : `${offence.name}: ${value}`));
  }
  // A refusal that nobody expected says why itself.
  const isShown = offence.part === 'body' || (offence.part === 'status' && response.status >= 400);
  if (!isShown || response.body === '') return lines;
  const pointer = offence.part === 'body' ? offence.pointer : '';
  const body = toExcerpt(toBodyLines(response.body, pointer), MOST_LINES);
  return [...lines, ...body.map((line) => (line.marked ? marked(paint, line.text) : `${INDENT}  ${cut(line.text)}`))];
}

function marked(paint: Paint, text: string): string {
  return `${INDENT.slice(2)}${paint.error('>')}   ${paint.error(cut(text))}`;
}

function cut(text: string): string {
  const line = escapeLine(text);
  return line.length > WIDEST ? `${line.slice(0, WIDEST - 1)}…` : line;
}

function header(headers: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.entries(headers).find(([known]) => known.toLowerCase() === name)?.[1];
}
