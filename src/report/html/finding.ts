/** One finding on the page. */
import { STATUS_CODES } from 'node:http';
import { type BodyLine, toBodyLines, toExcerpt } from '../body-lines.ts';
import { escapeHtml } from '../escape.ts';
import type { Finding } from '../finding.ts';
import { toOffence } from '../offence.ts';
import { toBlock } from './block.ts';

/** Lines of a body that are shown. */
const MOST_LINES = 500;

/** @param open whether its details are shown at first */
export function toFindingHtml(finding: Finding, open: boolean): string {
  const { severity, code, operation, state, fingerprint, message } = finding;
  const data = Object.entries({ operation, check: finding.check, severity, state })
    .flatMap(([name, value]) => (value === undefined ? [] : ` data-${name}="${escapeHtml(value)}"`))
    .join('');
  const id = `f-${escapeHtml(fingerprint)}`;
  return `<article class="finding ${severity}" id="${id}"${data} aria-labelledby="${id}-name">
<details${open ? ' open' : ''}>
<summary><span class="badge">${severity}${state === undefined ? '' : `, ${state}`}</span>
<h3 id="${id}-name">${escapeHtml(code)}${operation === undefined ? '' : ` <code>${escapeHtml(operation)}</code>`}</h3>
<p>${escapeHtml(message)}</p></summary>
${toFacts(finding)}${toExchange(finding, id)}${toCurl(finding, id)}</details>
</article>
`;
}

function toFacts(finding: Finding): string {
  const { contractLocation, contractPointer, evidence, places = [], check } = finding;
  const rule = [contractLocation, contractPointer].filter((part) => part !== undefined && part !== '');
  const rows: (readonly [string, string])[] = [
    ['expected', toText(finding.expected, 'is-good')],
    ['received', toText(finding.received, 'is-error')],
    ['contract', rule.map((part) => `<code>${escapeHtml(part!)}</code>`).join(' ')],
    ['response', toText(finding.responsePointer || undefined)],
    ['seen in', places.map((place) => `<code>${escapeHtml(place)}</code>`).join('<br>')],
    ['evidence', evidence && evidence.kind !== 'documented' ? escapeHtml(`${evidence.kind}: ${evidence.source}`) : ''],
    [
      'check',
      check === undefined ? '' : `${escapeHtml(check)} <span class="faint">(--skip ${escapeHtml(check)})</span>`,
    ],
    ['id', toText(finding.fingerprint)],
  ];
  const list = rows.filter(([, html]) => html !== '').map(([label, html]) => `<dt>${label}</dt><dd>${html}</dd>\n`);
  return `<dl class="pair">\n${list.join('')}</dl>\n`;
}

function toText(text: string | undefined, style?: string): string {
  if (text === undefined) return '';
  return `<code${style === undefined ? '' : ` class="${style}"`}>${escapeHtml(text)}</code>`;
}

function toExchange(finding: Finding, id: string): string {
  const { request, response } = finding;
  const parts: string[] = [];
  if (request) {
    const head = [`${request.method} ${request.url}`, ...toHeaders(request.headers)].map(toPlainLine);
    parts.push(toBlock('Request', `${id}-request`, [...head, ...toBody(request.body ?? '')]));
  }
  if (response) {
    const offence = toOffence(finding);
    const status = `HTTP ${response.status} ${STATUS_CODES[response.status] ?? ''}`.trimEnd();
    const headers = toHeaders(response.headers).map((text) => ({
      text,
      marked: offence.part === 'header' && text.toLowerCase().startsWith(`${offence.name}:`),
    }));
    if (offence.part === 'header' && !headers.some(({ marked }) => marked))
      headers.push({ text: `(no header ${offence.name})`, marked: true });
    const head = [{ text: status, marked: offence.part === 'status' }, ...headers];
    const body = toBody(response.body, offence.part === 'body' ? offence.pointer : '');
    parts.push(toBlock('Response', `${id}-response`, [...head, ...body]));
  }
  return parts.length === 0 ? '' : `<div class="exchange">\n${parts.join('')}</div>\n`;
}

function toHeaders(headers: Readonly<Record<string, string>>): string[] {
  return Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
}

function toBody(body: string, pointer = ''): BodyLine[] {
  return body === '' ? [] : [toPlainLine(''), ...toExcerpt(toBodyLines(body, pointer), MOST_LINES)];
}

function toPlainLine(text: string): BodyLine {
  return { text, marked: false };
}

function toCurl({ reproduce, code }: Finding, id: string): string {
  if (reproduce === undefined) return '';
  const label = `Copy the curl line of ${code}`;
  return `<h4 id="${id}-repeat">Repeat</h4>
<div class="copy"><pre tabindex="0" role="group" aria-labelledby="${id}-repeat" id="${id}-curl">${escapeHtml(reproduce)}</pre>
<button type="button" hidden data-copy="${id}-curl" title="${escapeHtml(label)}">Copy</button></div>
`;
}
