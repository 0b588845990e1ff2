/** A lint result as JUnit XML: one suite for each contract, one test for each rule that found something. */
import { escapeXml, escapeXmlAttribute } from './escape.ts';
import type { Finding } from './finding.ts';
import type { LintReport, LintResult } from './lint-report.ts';
import { toPlace } from './words.ts';

/** Rules with errors fail; those that only warn pass and say it in `system-out`. A clean contract is one test. */
export function formatLintJunit({ contracts }: LintReport): string {
  const suites = contracts.map(toRules);
  const tests = suites.flat();
  const body = contracts.map((contract, index) => formatSuite(contract, suites[index]!));
  const head = toAttributes({ name: 'hookspec lint', ...toCounts(tests) });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${head}>\n${body.join('')}</testsuites>\n`;
}

/** A rule and what it found in a contract. */
interface RuleTest {
  readonly rule: string;
  readonly findings: readonly Finding[];
}

function toRules({ findings }: LintResult): RuleTest[] {
  const rules = [...new Set(findings.map(({ code }) => code))];
  if (rules.length === 0) return [{ rule: 'all rules', findings: [] }];
  return rules.map((rule) => ({ rule, findings: findings.filter(({ code }) => code === rule) }));
}

function formatSuite({ name }: LintResult, tests: readonly RuleTest[]): string {
  const rows = tests.map((one) => formatTest(name, one));
  return `  <testsuite${toAttributes({ name, ...toCounts(tests) })}>\n${rows.join('')}  </testsuite>\n`;
}

function formatTest(contract: string, one: RuleTest): string {
  const { rule, findings } = one;
  const [first] = findings;
  const place = toPlace(first?.contractLocation);
  const head = toAttributes({
    classname: `${contract}.lint`,
    name: rule,
    file: place?.file,
    line: place && String(place.line),
  });
  if (!first) return `    <testcase${head}/>\n`;
  const text = escapeXml(
    findings
      .map(({ contractLocation = '-', severity, message }) => `${contractLocation}  ${severity}  ${message}`)
      .join('\n'),
  );
  const message = toAttributes({ type: rule, message: first.message });
  const content = isFailed(one) ? `<failure${message}>${text}</failure>` : `<system-out>${text}</system-out>`;
  return `    <testcase${head}>\n      ${content}\n    </testcase>\n`;
}

function isFailed({ findings }: RuleTest): boolean {
  return findings.some(({ severity }) => severity === 'error');
}

function toCounts(tests: readonly RuleTest[]): Record<string, string> {
  return { tests: String(tests.length), failures: String(tests.filter(isFailed).length), errors: '0', skipped: '0' };
}

function toAttributes(values: Readonly<Record<string, string | undefined>>): string {
  return Object.entries(values)
    .flatMap(([name, value]) => (value === undefined ? [] : ` ${name}="${escapeXmlAttribute(value)}"`))
    .join('');
}
