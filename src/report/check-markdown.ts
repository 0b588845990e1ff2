/** A conformance run as Markdown: for step summaries, comments and wikis. */
import { toBodyLines, toExcerpt } from './body-lines.ts';
import type { CheckReport } from './check-report.ts';
import { escapeMarkdown, toCodeSpan, toFence } from './escape.ts';
import type { Finding } from './finding.ts';
import { toOffence } from './offence.ts';
import { toCoverageWords } from './coverage-words.ts';
import { plural } from './words.ts';
import { toEndings } from './ending.ts';

/** Lines of a response body that are shown. */
const MOST_LINES = 30;

/**
 * The whole result.
 * @param most most characters; what would go beyond is left out, finding by finding, and counted. Default: no limit
 */
export function formatCheckMarkdown(report: CheckReport, most = Infinity): string {
  const head = [formatHead(report), formatTable(report)].filter(Boolean).join('\n');
  const tail = formatTail(report);
  const shown = report.findings.filter(({ state }) => state !== 'known').map(formatBlock);
  let room = most - head.length - tail.length - 200;
  const kept = shown.filter((block) => (room -= block.length) >= 0);
  const left = shown.length - kept.length;
  const note = left === 0 ? [] : [`_${plural(left, 'finding')} more did not fit in here._\n`];
  return [head, ...kept, ...note, tail].filter(Boolean).join('\n');
}

function formatHead(report: CheckReport): string {
  const { contract, server, findings, fixed, summary } = report;
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const isRed = findings.some(({ severity, state }) => severity === 'error' && state !== 'known');
  const verdict =
    findings.length === 0
      ? '✅ no findings'
      : `${isRed ? '❌' : '⚠️'} ${plural(errors, 'error')}, ${plural(findings.length - errors, 'warning')}`;
  const states = (['new', 'known'] as const).map(
    (state) => `${findings.filter((finding) => finding.state === state).length} ${state}`,
  );
  const hasBaseline = fixed !== undefined || findings.some(({ state }) => state !== undefined);
  const baseline = hasBaseline ? ` (${[...states, `${fixed?.length ?? 0} fixed`].join(', ')})` : '';
  const cases = `${plural(summary.cases, 'case')}: ${summary.passed} passed, ${summary.failed} failed, ${summary.warned} warned, ${summary.skipped} skipped.`;
  const ended = toEndings(report)
    .map((ending) => ` **${escapeMarkdown(ending)}**`)
    .join('');
  return `## ${escapeMarkdown(contract)}: ${verdict}${baseline}\n\nChecked ${toCodeSpan(server)}. ${cases}${ended}\n`;
}

function formatTable({ findings }: CheckReport): string {
  if (findings.length === 0) return '';
  const rows = findings.map((finding) => {
    const { severity, code, operation = '', contractLocation, message, state } = finding;
    const word = state === undefined ? severity : `${severity}, ${state}`;
    const place = contractLocation === undefined ? '' : toCodeSpan(contractLocation);
    return `| ${word} | ${escapeMarkdown(code)} | ${escapeMarkdown(operation)} | ${place} | ${escapeMarkdown(message)} |\n`;
  });
  return `| severity | finding | operation | contract | what happened |\n|---|---|---|---|---|\n${rows.join('')}`;
}

function formatBlock(finding: Finding): string {
  const { code, operation, message, expected, received, evidence, contractLocation, contractPointer } = finding;
  const rows: (readonly [string, string | undefined])[] = [
    ['expected', expected],
    ['received', received],
    ['contract', [contractLocation, contractPointer].filter(Boolean).join(' ')],
    ['response', finding.responsePointer],
    ['evidence', evidence && evidence.kind !== 'documented' ? `${evidence.kind}: ${evidence.source}` : undefined],
    ['seen', (finding.places ?? []).join(', ')],
    ['check', finding.check],
    ['id', finding.fingerprint],
  ];
  const list = rows.flatMap(([label, text]) =>
    text === undefined || text === '' ? [] : `- ${label}: ${toCodeSpan(text)}`,
  );
  const title = [escapeMarkdown(code), operation === undefined ? '' : toCodeSpan(operation)].filter(Boolean).join(' ');
  const parts = [`### ${title}\n`, `${escapeMarkdown(message)}\n`, `${list.join('\n')}\n`];
  const exchange = [toAnswer(finding), finding.reproduce === undefined ? '' : toFence(finding.reproduce, 'sh')];
  const details = exchange.filter(Boolean).join('\n\n');
  if (details !== '') parts.push(`<details><summary>Answer and curl</summary>\n\n${details}\n\n</details>\n`);
  return parts.join('\n');
}

function toAnswer(finding: Finding): string {
  const { response } = finding;
  if (!response) return '';
  const offence = toOffence(finding);
  const lines = toBodyLines(response.body, offence.part === 'body' ? offence.pointer : '');
  const body = toExcerpt(lines, MOST_LINES).map(({ text, marked }) => `${marked ? '>' : ' '} ${text}`);
  return toFence([`HTTP ${response.status}`, ...(response.body === '' ? [] : body)].join('\n'), 'text');
}

function formatTail(report: CheckReport): string {
  const { fixed = [], coverage, cases, requests, durationMs, leftovers } = report;
  const gone = fixed.map(
    ({ code, operation = '', message }) =>
      `- ${[escapeMarkdown(code), escapeMarkdown(operation), escapeMarkdown(message)].filter(Boolean).join(' ')}\n`,
  );
  const rows = coverage.byOperation.map(({ operation, statuses }) => {
    const own = cases.filter((entry) => entry.operation === operation);
    const count = (verdict: string): number => own.filter((entry) => entry.verdict === verdict).length;
    const met = statuses.map(({ status, answers }) => (answers > 0 ? `**${status}**` : status)).join(' ');
    return `| ${toCodeSpan(operation)} | ${met} | ${count('passed')} | ${count('failed')} | ${count('warned')} | ${count('skipped')} |\n`;
  });
  const table =
    rows.length === 0
      ? ''
      : `| operation | statuses (met in bold) | passed | failed | warned | skipped |\n|---|---|---|---|---|---|\n${rows.join('')}`;
  const met = toCoverageWords(report);
  const sent = `${plural(requests, 'request')} in ${(durationMs / 1000).toFixed(1)} s.`;
  return [
    ...(gone.length === 0 ? [] : [`### Fixed\n\n${gone.join('')}`]),
    table === '' ? `Coverage: ${met}\n` : `<details><summary>Coverage: ${met}</summary>\n\n${table}\n</details>\n`,
    `${[sent, ...leftovers.map((left) => `Not removed: ${escapeMarkdown(left)}`)].join('\n')}\n`,
  ].join('\n');
}
