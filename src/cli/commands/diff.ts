/** `hookspec diff`: what a change of a contract breaks, for whom, and a payload that proves it. */
import { formatProblem } from '../../contract/source/problem.ts';
import type { ContractDiff, FailOn, Policy } from '../../report/diff-report.ts';
import { diffContracts } from '../../review/diff/diff-contracts.ts';
import { toRun } from '../../review/diff/judge-run.ts';
import type { Rule } from '../../review/diff/propose/rule.ts';
import { allRules } from '../../review/diff/rules.ts';
import { loadPairs } from '../../review/diff/sources/load-pairs.ts';
import type { LoadedPair } from '../../review/diff/sources/side.ts';
import { findVersionFault } from '../../review/diff/version-advice.ts';
import { reportWholeContract, wholeContractRules } from '../../review/diff/whole-contract.ts';
import { listFlag, textFlag } from '../arguments.ts';
import type { CliIo, Command, FlagValues } from '../command.ts';
import { approvalFlags, openApprovals } from '../diff-approvals.ts';
import { diffOutputFlags, openDiffOutputs } from '../diff-outputs.ts';
import { openReplay, replayFlags, type Replay } from '../diff-replay.ts';
import { contractFlags } from '../select-contracts.ts';

/** The command. */
export const diffCommand: Command = {
  name: 'diff',
  summary: 'Show what a change of a contract breaks, for whom, with a payload that proves it.',
  usage: 'BASE HEAD | REV:PATH | --base REV FILE|NAME… | --all --base REV',
  arguments: { min: 0, max: Infinity },
  flags: {
    ...diffOutputFlags,
    base: {
      type: 'string',
      value: 'REV',
      group: 'Versions',
      summary: 'Compare files and names with what they were in that revision of git',
    },
    all: { type: 'boolean', group: 'Versions', summary: 'Compare every contract of redocly.yaml' },
    'merge-base': {
      type: 'boolean',
      group: 'Versions',
      summary: 'Compare with the newest commit that --base and the newer version have in common',
    },
    'allow-url': { type: 'boolean', group: 'Versions', summary: 'Fetch BASE or HEAD from http(s) addresses' },
    policy: {
      type: 'string',
      choices: ['tolerant', 'strict'],
      default: 'tolerant',
      group: 'Verdict',
      summary: 'Whether readers ignore members and enum values that they do not know',
    },
    'fail-on': {
      type: 'string',
      choices: ['breaking', 'warning', 'none'],
      default: 'breaking',
      group: 'Verdict',
      summary: 'What makes the exit code 1',
    },
    ...approvalFlags,
    'check-version': {
      type: 'boolean',
      group: 'Verdict',
      summary: 'Fail when info.version was not raised enough for the changes',
    },
    ...replayFlags,
    ...contractFlags,
  },
  examples: [
    'hookspec diff old.yaml new.yaml',
    'hookspec diff main:openapi.yaml',
    'hookspec diff --all --base origin/main --merge-base',
    'hookspec diff v1.4.0:openapi.yaml v1.5.0:openapi.yaml --policy strict --check-version',
    'hookspec diff main:openapi.yaml --format github --output diff.html --output comment.md',
    'hookspec diff main:openapi.yaml --approve approvals.yaml --update-approvals',
    'hookspec diff main:openapi.yaml --replay http://127.0.0.1:4010/openapi --token TOKEN',
  ],
  run: ({ positionals, flags, io }) => run(positionals, flags, io),
};

/** What each comparison is held to. */
interface Wishes {
  readonly policy: Policy;
  readonly isVersionChecked: boolean;
  readonly today: string;
  readonly replay: Replay | undefined;
}

async function run(positionals: readonly string[], flags: FlagValues, io: CliIo): Promise<number> {
  const policy = (textFlag(flags, 'policy') ?? 'tolerant') as Policy;
  const failOn = (textFlag(flags, 'fail-on') ?? 'breaking') as FailOn;
  const today = new Date().toISOString().slice(0, 10);
  const write = openDiffOutputs(flags, io, toMeanings());
  const approvals = await openApprovals(flags, io, failOn, today);
  const replay = openReplay(flags, io);
  const pairs = await loadPairs({
    positionals,
    all: flags['all'] === true,
    base: textFlag(flags, 'base'),
    mergeBase: flags['merge-base'] === true,
    cwd: io.cwd,
    overlays: listFlag(flags, 'overlay'),
    allowExternalRefs: flags['allow-external-refs'] === true,
    allowUrl: flags['allow-url'] === true,
  });
  const wishes = { policy, isVersionChecked: flags['check-version'] === true, today, replay };
  const compared: ContractDiff[] = [];
  for (const pair of pairs) compared.push(await compare(pair, wishes, io));
  const { contracts, lapsed } = approvals.apply(compared);
  const result = toRun(contracts, { policy, failOn, lapsed });
  write(result);
  return result.failed && !approvals.isUpdate ? 1 : 0;
}

async function compare({ name, base, head }: LoadedPair, wishes: Wishes, io: CliIo): Promise<ContractDiff> {
  const { policy, today } = wishes;
  const labels = { base: base.label, head: head.label };
  for (const side of [base, head]) tellFaults(side, io);
  if (base.contract === undefined || head.contract === undefined) {
    const missing = base.contract === undefined ? 'base' : 'head';
    const contract = (base.contract ?? head.contract)!;
    return { name, ...reportWholeContract(contract, missing, { policy, labels, cwd: io.cwd }) };
  }
  const notify = (text: string): void => io.stderr(`${text}\n`);
  const report = await diffContracts(base.contract, head.contract, { policy, labels, today, cwd: io.cwd, notify });
  const fault = wishes.isVersionChecked
    ? findVersionFault(report.base.version, report.head.version, report.changes)
    : undefined;
  const diff = { name, ...report, ...(fault !== undefined && { versionFault: fault }) };
  return wishes.replay ? wishes.replay(diff, head.contract) : diff;
}

/** What the rules say and what to do instead, by their ids. */
function toMeanings(): { codes: Record<string, string>; remedies: Record<string, string> } {
  const toMap = (text: (rule: Rule) => string): Record<string, string> =>
    Object.fromEntries(allRules.map((rule) => [rule.id, text(rule)]));
  return {
    codes: { ...toMap(({ title, instead }) => `${title} ${instead}`), ...wholeContractRules },
    remedies: toMap(({ instead }) => instead),
  };
}

/** Faults that a document was loaded in spite of may hide what changed. */
function tellFaults({ label, contract }: LoadedPair['base'], io: CliIo): void {
  const [first, ...rest] = contract?.warnings ?? [];
  if (first === undefined) return;
  const more = rest.length === 0 ? '' : `, and ${rest.length} more`;
  io.stderr(`${label}: read in spite of ${formatProblem(first, io.cwd)}${more}\n`);
}
