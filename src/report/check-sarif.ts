/** A conformance run as SARIF 2.1.0 (OASIS): results that point at the lines of the contract. */
import type { CheckReport } from './check-report.ts';
import type { Finding } from './finding.ts';
import type { ReportContext } from './reporter.ts';
import { toSarifLocation, toSarifPlace } from './sarif-location.ts';
import { toEndings } from './ending.ts';

/** One JSON value and a line break. Baseline states become `baselineState`, fixed findings results that are `absent`. */
export function formatCheckSarif(report: CheckReport, { version, codes }: ReportContext): string {
  const fixed = report.fixed ?? [];
  const endings = toEndings(report);
  const ids = [...new Set([...report.findings, ...fixed].map(({ code }) => code))].toSorted();
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'hookspec',
            semanticVersion: version,
            rules: ids.map((id) => toRule(id, codes[id] ?? 'A rule of the contract is broken.', report.findings)),
          },
        },
        automationDetails: {
          id: `hookspec check${report.subject === 'receiver' ? '-receiver' : ''}/${report.contract}/`,
        },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: endings.length === 0,
            ...(report.startedAt !== undefined && { startTimeUtc: report.startedAt }),
            ...(endings.length > 0 && {
              toolExecutionNotifications: endings.map((text) => ({ level: 'warning', message: { text } })),
            }),
          },
        ],
        originalUriBaseIds: { SRCROOT: { description: { text: 'The folder in which the run was started.' } } },
        properties: { server: report.server, seed: report.seed, summary: report.summary },
        results: [
          ...report.findings.map((finding) => toResult(finding, ids)),
          ...fixed.map(({ code, message, fingerprint }) => ({
            ruleId: code,
            ruleIndex: ids.indexOf(code),
            kind: 'pass',
            level: 'none',
            message: { text: message },
            partialFingerprints: toFingerprints(fingerprint),
            baselineState: 'absent',
          })),
        ],
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function toRule(id: string, meaning: string, findings: readonly Finding[]): object {
  const checks = [...new Set(findings.flatMap(({ code, check }) => (code === id && check ? [check] : [])))];
  const skip = checks.map((check) => `\`--skip ${check}\``).join(' or ');
  const help = skip === '' ? meaning : `${meaning} Switch the check off with ${skip}.`;
  return {
    id,
    name: id,
    shortDescription: { text: meaning },
    fullDescription: { text: meaning },
    help: { text: help.replaceAll('`', ''), markdown: help },
    defaultConfiguration: { level: 'error' },
    properties: { tags: ['api', 'conformance', ...checks] },
  };
}

function toResult(finding: Finding, ids: readonly string[]): object {
  const { code, severity, fingerprint, state, evidence } = finding;
  const { phase, check, operation, contractPointer, responsePointer, expected, received, reproduce, places } = finding;
  const location = toSarifLocation(toSarifPlace(finding));
  return {
    ruleId: code,
    ruleIndex: ids.indexOf(code),
    kind: 'fail',
    level: severity,
    message: { text: toMessage(finding) },
    ...(location && { locations: [location] }),
    partialFingerprints: toFingerprints(fingerprint),
    ...(state && { baselineState: state === 'new' ? 'new' : 'unchanged' }),
    properties: {
      phase,
      check,
      operation,
      contractPointer,
      responsePointer,
      expected,
      received,
      reproduce,
      evidence,
      places,
    },
  };
}

/** The first sentence stands alone in lists, so the message comes first. */
function toMessage({ message, reproduce }: Finding): string {
  return reproduce === undefined ? message : `${message}\n\nRepeat with:\n${reproduce}`;
}

function toFingerprints(fingerprint: string): object {
  return { 'hookspec/v1': fingerprint };
}
