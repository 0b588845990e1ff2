/** A lint result as SARIF 2.1.0 (OASIS): results that point at the lines of the contract. */
import type { Finding } from './finding.ts';
import type { LintReport } from './lint-report.ts';
import type { ReportContext } from './reporter.ts';
import { toSarifLocation, toSarifPlace } from './sarif-location.ts';

/** One JSON value and a line break. */
export function formatLintSarif({ contracts, summary }: LintReport, { version, codes }: ReportContext): string {
  const findings = contracts.flatMap((result) => result.findings);
  const ids = [...new Set(findings.map(({ code }) => code))].toSorted();
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'hookspec', semanticVersion: version, rules: ids.map((id) => toRule(id, codes)) } },
        automationDetails: { id: `hookspec lint/${contracts.map(({ name }) => name).join(',')}/` },
        columnKind: 'utf16CodeUnits',
        invocations: [{ executionSuccessful: true }],
        originalUriBaseIds: { SRCROOT: { description: { text: 'The folder in which the run was started.' } } },
        properties: { summary },
        results: findings.map((finding) => toResult(finding, ids)),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function toRule(id: string, codes: ReportContext['codes']): object {
  const text = codes[id] ?? `Rule \`${id}\` of Redocly CLI.`;
  const help = `${text} Switch it off with \`${id}: off\` under \`rules\` in redocly.yaml.`;
  return {
    id,
    name: id,
    shortDescription: { text },
    fullDescription: { text },
    help: { text: help.replaceAll('`', ''), markdown: help },
    defaultConfiguration: { level: 'warning' },
    properties: { tags: ['api', 'lint'] },
  };
}

function toResult(finding: Finding, ids: readonly string[]): object {
  const { code, severity, message, fingerprint, operation, contractPointer } = finding;
  const location = toSarifLocation(toSarifPlace(finding));
  return {
    ruleId: code,
    ruleIndex: ids.indexOf(code),
    kind: 'fail',
    level: severity,
    message: { text: message },
    ...(location && { locations: [location] }),
    partialFingerprints: { 'hookspec/v1': fingerprint },
    properties: { operation, contractPointer },
  };
}
