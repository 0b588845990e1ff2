/** A conformance run as JUnit XML, the form that CI systems read: one suite for each phase, one test for each case. */
import type { CaseResult, CheckReport } from './check-report.ts';
import type { Finding } from './finding.ts';

/** Warned cases pass, and say what they met in `system-out`. */
export function formatCheckJunit(report: CheckReport): string {
  const phases = [...new Set(report.cases.map(({ phase }) => phase))];
  const suites = phases.map((phase) => formatSuite(report, phase));
  const { cases, failed, skipped } = report.summary;
  const counts = `tests="${cases}" failures="${failed}" skipped="${skipped}" time="${seconds(report.durationMs)}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${escape(report.contract)}" ${counts}>\n${suites.join('')}</testsuites>\n`;
}

function formatSuite(report: CheckReport, phase: string): string {
  const cases = report.cases.filter((entry) => entry.phase === phase);
  const count = (verdict: string): number => cases.filter((entry) => entry.verdict === verdict).length;
  const time = seconds(cases.reduce((sum, entry) => sum + entry.durationMs, 0));
  const head = `name="${escape(`${report.contract} ${phase}`)}" tests="${cases.length}" failures="${count('failed')}" skipped="${count('skipped')}" time="${time}"`;
  return `  <testsuite ${head}>\n${cases.map((entry) => formatCase(report, entry)).join('')}  </testsuite>\n`;
}

function formatCase(report: CheckReport, entry: CaseResult): string {
  const { contract } = report;
  const head = `    <testcase classname="${escape(`${contract}.${entry.phase}`)}" name="${escape(entry.id)}" time="${seconds(entry.durationMs)}"`;
  const findings = entry.findings.flatMap(
    (fingerprint) => report.findings.find((finding) => finding.fingerprint === fingerprint) ?? [],
  );
  if (entry.verdict === 'skipped')
    return `${head}>\n      <skipped message="${escape(entry.reason ?? '')}"/>\n    </testcase>\n`;
  if (findings.length === 0) return `${head}/>\n`;
  const text = findings.map(describe).join('\n\n');
  if (entry.verdict !== 'failed') return `${head}>\n      <system-out>${escape(text)}</system-out>\n    </testcase>\n`;
  const type = findings.map((finding) => finding.code).join(' ');
  const message = findings.map((finding) => finding.message).join(' ');
  return `${head}>\n      <failure type="${escape(type)}" message="${escape(message)}">${escape(text)}</failure>\n    </testcase>\n`;
}

function describe({ code, message, contractLocation, reproduce }: Finding): string {
  return [`${code}: ${message}`, contractLocation, reproduce].filter((line) => line !== undefined).join('\n');
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
};

/** Escapes for text and attributes; drops the control characters that XML cannot carry. */
function escape(text: string): string {
  return [...text]
    .filter((character) => character >= ' ' || character === '\n' || character === '\t')
    .map((character) => ENTITIES[character] ?? character)
    .join('');
}
