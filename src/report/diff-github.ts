/** A difference for GitHub Actions: annotations on the lines of the newer version. */
import { formatChange } from './diff-change-text.ts';
import type { Change, DiffRun } from './diff-report.ts';
import type { DiffContext } from './diff-reporters.ts';
import { toCounts, toPolicy } from './diff-words.ts';
import { toGithubCommand } from './github-command.ts';
import { toPlace } from './words.ts';

/**
 * One command for each change that breaks or may break and is not approved, and one for the result of each contract. What
 * is gone is shown where it was. GitHub shows ten errors and ten warnings of a step; all of them stand in its log.
 */
export function formatDiffGithub(run: DiffRun, { remedies = {} }: Pick<DiffContext, 'remedies'> = {}): string {
  const changes = run.contracts.flatMap((contract) => contract.changes);
  const counted = changes.filter(({ approved }) => approved === undefined);
  const results = run.contracts.map(({ name, summary, advice, versionFault, base, head }) => {
    const next = advice && advice.bump !== 'none' ? `, next version ${advice.nextVersion}` : '';
    const text = `${base.label} → ${head.label}: ${toCounts(summary)}${next}. Policy ${toPolicy(run)}.`;
    const fault =
      versionFault === undefined ? '' : toGithubCommand('error', { title: `${name} version` }, versionFault);
    return `${fault}${toGithubCommand('notice', { title: `hookspec diff ${name}` }, text)}`;
  });
  return [
    ...counted
      .filter(({ level }) => level === 'breaking')
      .map((change) => toCommand('error', change, remedies[change.rule])),
    ...counted.filter(({ level }) => level === 'warning').map((change) => toCommand('warning', change)),
    ...results,
  ].join('');
}

function toCommand(name: 'error' | 'warning', change: Change, instead?: string): string {
  const place = toPlace((change.head ?? change.base)?.location);
  const properties = {
    ...(place && { file: place.file, line: String(place.line), col: String(place.column) }),
    title: [change.rule, change.operations[0]].filter(Boolean).join(' '),
  };
  return toGithubCommand(name, properties, formatChange(change, undefined, instead).trimStart());
}
