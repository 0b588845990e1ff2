/** A conformance run for GitHub Actions: workflow commands, which become annotations on the lines of the contract. */
import type { CheckReport } from './check-report.ts';
import type { Finding } from './finding.ts';
import { formatFinding } from './finding-text.ts';
import { toGithubCommand } from './github-command.ts';
import { plural, toPlace } from './words.ts';
import { toEndings } from './ending.ts';

/**
 * One command for each finding that the baseline does not list, errors first, and one for the result. GitHub shows ten
 * errors and ten warnings of a step; all of them stand in its log.
 */
export function formatCheckGithub(report: CheckReport): string {
  const shown = report.findings.filter(({ state }) => state !== 'known');
  const errors = shown.filter(({ severity }) => severity === 'error').length;
  const counts = `${plural(errors, 'error')}, ${plural(shown.length - errors, 'warning')}`;
  const baseline = report.fixed === undefined ? '' : ` beyond the baseline, ${report.fixed.length} fixed`;
  const result = `${report.contract} at ${report.server}: ${counts}${baseline}`;
  const text = [result, ...toEndings(report)].join('\n');
  return [...shown.map(toCommand), toGithubCommand('notice', { title: 'hookspec check' }, text)].join('');
}

function toCommand(finding: Finding): string {
  const place = toPlace(finding.contractLocation);
  const properties = {
    ...(place && { file: place.file, line: String(place.line), col: String(place.column) }),
    title: [finding.code, finding.operation].filter(Boolean).join(' '),
  };
  return toGithubCommand(finding.severity, properties, formatFinding(finding));
}
