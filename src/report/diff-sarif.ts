/** A difference as SARIF 2.1.0 (OASIS): results that point at the lines of the newer version. */
import type { Change, ContractDiff, DiffRun } from './diff-report.ts';
import { toGrounds, toPolicy } from './diff-words.ts';
import type { ReportContext } from './reporter.ts';
import { toSarifLocation } from './sarif-location.ts';

const LEVELS = { breaking: 'error', warning: 'warning', info: 'note', refuted: 'none' } as const;

/** One JSON value and a line break. What is approved is suppressed, with its reason; what is proved harmless passes. */
export function formatDiffSarif(run: DiffRun, { version, codes }: ReportContext): string {
  const changes = run.contracts.flatMap((contract) => contract.changes);
  const ids = [...new Set(changes.map(({ rule }) => rule))].toSorted();
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'hookspec',
            semanticVersion: version,
            rules: ids.map((id) => toRule(id, codes[id] ?? 'A change of the contract.')),
          },
        },
        automationDetails: { id: `hookspec diff/${run.contracts.map(({ name }) => name).join(',')}/` },
        columnKind: 'utf16CodeUnits',
        invocations: [{ executionSuccessful: true, ...toNotifications(run) }],
        originalUriBaseIds: { SRCROOT: { description: { text: 'The folder in which the run was started.' } } },
        properties: { policy: run.policy, failOn: run.failOn, failed: run.failed, summary: run.summary },
        results: run.contracts.flatMap((contract) => contract.changes.map((change) => toResult(change, contract, ids))),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function toNotifications(run: DiffRun): object {
  const texts = [
    `Policy ${toPolicy(run)}.`,
    ...run.contracts.flatMap(({ versionFault }) => versionFault ?? []),
    ...(run.lapsed ?? []).map(({ fingerprint, why }) => `Approval ${fingerprint}: ${why}.`),
  ];
  return { toolExecutionNotifications: texts.map((text) => ({ level: 'note', message: { text } })) };
}

function toRule(id: string, meaning: string): object {
  return {
    id,
    name: id,
    shortDescription: { text: meaning },
    fullDescription: { text: meaning },
    help: { text: meaning },
    defaultConfiguration: { level: 'warning' },
    properties: { tags: ['api', 'compatibility'] },
  };
}

function toResult(change: Change, contract: ContractDiff, ids: readonly string[]): object {
  const { rule, level, message, fingerprint, approved, operations, places, proof, direction, affected, replay } =
    change;
  const [main, other] = change.head ? [change.head, change.base] : [change.base, undefined];
  const location = toSarifLocation({ ...main, operations });
  const related = toSarifLocation({ ...other });
  return {
    ruleId: rule,
    ruleIndex: ids.indexOf(rule),
    kind: level === 'refuted' ? 'pass' : 'fail',
    level: LEVELS[level],
    message: { text: `${toSentence(message)} ${toGrounds(change)}`.trim() },
    ...(location && { locations: [location] }),
    ...(related && { relatedLocations: [{ ...related, id: 1, message: { text: `In ${contract.base.label}` } }] }),
    partialFingerprints: { 'hookspec/v1': fingerprint },
    ...(approved !== undefined && {
      suppressions: [{ kind: 'external', status: 'accepted', justification: approved }],
    }),
    properties: { contract: contract.name, direction, affected, operations, places, proof, replay },
  };
}

function toSentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
