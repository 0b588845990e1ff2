/** A lint result for GitHub Actions: annotations on the lines of the contract. */
import type { Finding } from './finding.ts';
import { toGithubCommand } from './github-command.ts';
import { countFindings } from './lint-report.ts';
import type { LintReport } from './lint-report.ts';
import { plural, toPlace } from './words.ts';

/**
 * One command for each finding, errors first, and one for the result of each contract. GitHub shows ten errors and ten
 * warnings of a step; all of them stand in its log.
 */
export function formatLintGithub({ contracts }: LintReport): string {
  const findings = contracts.flatMap((result) => result.findings);
  const of = (severity: Finding['severity']): string[] =>
    findings.filter((finding) => finding.severity === severity).map(toCommand);
  const results = contracts.map((result) => {
    const { errors, warnings } = countFindings(result.findings);
    const text = `${plural(errors, 'error')}, ${plural(warnings, 'warning')}.`;
    return toGithubCommand('notice', { title: `hookspec lint ${result.name}` }, text);
  });
  return [...of('error'), ...of('warning'), ...results].join('');
}

function toCommand({ severity, contractLocation, code, operation, message }: Finding): string {
  const place = toPlace(contractLocation);
  const properties = {
    ...(place && { file: place.file, line: String(place.line), col: String(place.column) }),
    title: [code, operation].filter(Boolean).join(' '),
  };
  return toGithubCommand(severity, properties, message);
}
