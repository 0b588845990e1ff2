/** One change on the page. */
import type { BodyLine } from '../body-lines.ts';
import type { Change } from '../diff-report.ts';
import { toWitnessLines } from '../diff-witness-lines.ts';
import { findWitness, toEffect, toGrounds, toVerdict } from '../diff-words.ts';
import { escapeHtml } from '../escape.ts';
import { toBlock } from './block.ts';

/** Lines of a witness. */
const MOST_LINES = 500;

/** Looks of the levels. */
const LOOKS = { breaking: 'error', warning: 'warning', info: 'note', refuted: 'note' } as const;

/**
 * @param open whether its details are shown at first
 * @param meaning what its rule says, a sentence
 * @param contract name, where the page shows several
 */
export function toChangeHtml(change: Change, open: boolean, meaning?: string, contract?: string): string {
  const { level, operations, affected, fingerprint, message, approved } = change;
  const facts = { contract, level, operation: operations.join('\n'), affected, verdict: toVerdict(change) };
  const data = Object.entries(facts)
    .flatMap(([name, value]) => (value === undefined ? [] : ` data-${name}="${escapeHtml(value)}"`))
    .join('');
  const id = `c-${escapeHtml([contract, fingerprint].filter(Boolean).join('-'))}`;
  const badge = [
    level,
    isCounted(change) ? toVerdict(change).toLowerCase() : '',
    approved === undefined ? '' : 'approved',
  ];
  const look = approved === undefined ? LOOKS[level] : 'note';
  return `<article class="finding ${look}" id="${id}"${data} aria-labelledby="${id}-name">
<details${open ? ' open' : ''}>
<summary><span class="badge">${badge.filter(Boolean).join(', ')}</span>
<h3 id="${id}-name">${escapeHtml(message)}</h3>
<p><code>${escapeHtml(operations[0] ?? 'document')}</code> ${escapeHtml(toEffect(change))}</p></summary>
${toFacts(change, meaning)}${toWitness(change, id)}</details>
</article>
`;
}

/** Of what breaks nobody there is nothing to prove. */
function isCounted({ level }: Change): boolean {
  return level === 'breaking' || level === 'warning';
}

function toFacts(change: Change, meaning: string | undefined): string {
  const { base, head, places, rule, fingerprint, approved, replay, proposedBy } = change;
  const code = (text: string): string => `<code>${escapeHtml(text)}</code>`;
  const place = (of: Change['base']): string => (of === undefined ? '' : `${code(of.location)} ${code(of.pointer)}`);
  const rows: (readonly [string, string])[] = [
    [isCounted(change) ? toVerdict(change).toLowerCase() : 'because', escapeHtml(toGrounds(change))],
    ['was', place(base)],
    ['is', place(head)],
    ['on', [...new Set(places)].map(code).join('<br>')],
    ['replay', replay === undefined ? '' : escapeHtml(`${replay.outcome}: ${replay.detail}`)],
    ['approved', escapeHtml(approved ?? '')],
    ['rule', `${code(rule)}${meaning === undefined ? '' : ` ${escapeHtml(meaning)}`}`],
    ['found by', escapeHtml(proposedBy.join(', '))],
    ['id', code(fingerprint)],
  ];
  const list = rows.filter(([, html]) => html !== '').map(([label, html]) => `<dt>${label}</dt><dd>${html}</dd>\n`);
  return `<dl class="pair">\n${list.join('')}</dl>\n`;
}

function toWitness(change: Change, id: string): string {
  const witness = findWitness(change);
  if (!witness) return '';
  const lines: readonly BodyLine[] = toWitnessLines(witness, MOST_LINES);
  return toBlock('Witness', `${id}-witness`, lines);
}
