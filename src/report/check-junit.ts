/**
 * A conformance run as JUnit XML: one suite for each phase, one test for each case.
 *
 * GitLab shows `classname` as the suite, keys a test by `classname` and `name`, links `file`, and shows the text of
 * `failure`; of tests with equal names it keeps one. Jenkins cuts `classname` at its last point into package and
 * class, and keeps one `failure` of a test. So classnames are `contract.phase`, names are the ids of the cases, and all
 * that a case met stands in one `failure`. Sources: docs.gitlab.com/ci/testing/unit_test_reports and the schema
 * junit-10.xsd of Jenkins.
 */
import { type CaseWithFindings, toOutcomes } from './case-outcome.ts';
import type { CheckReport } from './check-report.ts';
import { escapeXml, escapeXmlAttribute } from './escape.ts';
import { toPlace, toSeconds } from './words.ts';

/** Warned cases pass and say what they met in `system-out`; cases with known findings alone are skipped. */
export function formatCheckJunit(report: CheckReport): string {
  const cases = toOutcomes(report);
  const phases = [...new Set(report.cases.map(({ phase }) => phase))];
  const suites = phases.map((phase) =>
    formatSuite(
      report,
      phase,
      cases.filter(({ entry }) => entry.phase === phase),
    ),
  );
  const head = toAttributes({ name: report.contract, ...toCounts(cases), time: toSeconds(report.durationMs) });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${head}>\n${suites.join('')}</testsuites>\n`;
}

function formatSuite(report: CheckReport, phase: string, cases: readonly CaseWithFindings[]): string {
  const head = toAttributes({
    name: `${report.contract} ${phase}`,
    ...toCounts(cases),
    time: toSeconds(cases.reduce((sum, { entry }) => sum + entry.durationMs, 0)),
    // Without milliseconds and zone: the schema of Jenkins allows neither.
    timestamp: report.startedAt?.slice(0, 19),
  });
  const properties = Object.entries({
    server: report.server,
    seed: String(report.seed),
    ...(report.interrupted && { interrupted: 'true' }),
    ...(report.unreachable !== undefined && { unreachable: report.unreachable }),
  }).map(([name, value]) => `      <property${toAttributes({ name, value })}/>\n`);
  const tests = cases.map((one) => formatTest(report.contract, one));
  return `  <testsuite${head}>\n    <properties>\n${properties.join('')}    </properties>\n${tests.join('')}  </testsuite>\n`;
}

function formatTest(contract: string, one: CaseWithFindings): string {
  const { entry, findings } = one;
  const place = toPlace(findings[0]?.contractLocation);
  const head = toAttributes({
    classname: `${contract}.${entry.phase}`,
    name: entry.id,
    time: toSeconds(entry.durationMs),
    file: place?.file,
    line: place && String(place.line),
  });
  const content = formatContent(one);
  return content === '' ? `    <testcase${head}/>\n` : `    <testcase${head}>\n      ${content}\n    </testcase>\n`;
}

function formatContent({ entry, outcome, findings, text: plain }: CaseWithFindings): string {
  const message = findings.map((finding) => finding.message).join(' ');
  const type = findings.map((finding) => finding.code).join(' ');
  const text = escapeXml(plain);
  if (outcome === 'skipped' || outcome === 'pending')
    return `<skipped${toAttributes({ message: entry.reason ?? '' })}/>`;
  if (outcome === 'known') return `<skipped${toAttributes({ message: `known: ${message}` })}/>`;
  if (outcome === 'failed') return `<failure${toAttributes({ type, message })}>${text}</failure>`;
  return text === '' ? '' : `<system-out>${text}</system-out>`;
}

function toCounts(cases: readonly CaseWithFindings[]): Record<string, string> {
  const count = (...outcomes: readonly string[]): string =>
    String(cases.filter(({ outcome }) => outcomes.includes(outcome)).length);
  return {
    tests: String(cases.length),
    failures: count('failed'),
    errors: '0',
    skipped: count('skipped', 'pending', 'known'),
  };
}

function toAttributes(values: Readonly<Record<string, string | undefined>>): string {
  return Object.entries(values)
    .flatMap(([name, value]) => (value === undefined ? [] : ` ${name}="${escapeXmlAttribute(value)}"`))
    .join('');
}
