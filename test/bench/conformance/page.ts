/** The page docs/conformance-proof.md. */
import type { Provider } from '../../servers/faults/dialect.ts';
import { faults } from '../../servers/faults/catalogue.ts';
import { bareVariants } from '../../servers/variants/catalogue.ts';
import type { Mode, Result } from './job.ts';
import { names } from './jobs.ts';
import { toMatrix } from './matrix.ts';
import { costs, falseAlarms, type Fared, fared, toScore } from './score.ts';
import { toTable } from '../report/table.ts';

const percent = (share: number): string => `${Math.round(1000 * share) / 10} %`;
/** A share of none is none. */
const shareOf = (count: number, share: number): string => (count === 0 ? '–' : percent(share));
const titles: Record<Mode, string> = {
  full: 'with extensions',
  bare: 'bare contract',
  quick: 'with extensions, `--profile quick`',
};

/** Renders it. */
export function toPage(results: readonly Result[]): string {
  const by = Object.fromEntries(
    (['full', 'bare', 'quick'] as const).map((mode) => [mode, fared(results, mode)]),
  ) as Record<Mode, Fared[]>;
  return `<!-- Written by \`npm run bench:conformance\`. Do not edit. -->

# Proof of the conformance runs

${faults.length} wrong servers, each with one fault, and ${bareVariants.length} unusual right ones, over four contracts. A wrong server is a small
change of a right one (\`test/servers/reference\`), which is written from the fact sheets alone. What a run has to find was
written down before it ran, and an independent caller proves of each fault that it is one (\`test/servers/faults\`).
${toCoverage(by)}
## What is found

Found: anything at all. Named: the expected code. Operation and place: the finding also names the right operation, and
the right property, header, status or parameter where the fault has one. The bare contract is the merged document without any
\`x-\` extension.

${summary(by)}

By group, what is found:

${groups(by)}

## What is not found

${missing(by)}

## Which check finds what

Groups of faults against checks, with extensions: how many faults of the group the check has a finding for.

${toMatrix(by.full)}

## Right servers

${alarms(results)}

## Cost

${cost(results)}

## Other tools

What they find of the same servers stands in the [benchmarks](benchmarks.md#check-beside-other-tools).
`;
}

/** What a run that was ended early has left out; nothing for a whole one. */
function toCoverage(by: Record<Mode, readonly Fared[]>): string {
  const modes = ['full', 'bare', 'quick'] as const;
  if (modes.every((mode) => by[mode].length >= faults.length)) return '';
  const tried = modes.map((mode) => `${by[mode].length} ${titles[mode]}`).join(', ');
  return `
The run behind this page was ended early. Of the ${faults.length} wrong servers it tried ${tried},
spread evenly over the catalogue; a share of few servers is a rough one.
`;
}

function summary(by: Record<Mode, readonly Fared[]>): string {
  const rows = (['full', 'bare', 'quick'] as const).map((mode) => {
    const { faults: count, found, named, operation, place, median, most } = toScore(by[mode]);
    return [
      titles[mode],
      String(count),
      ...[found, named, operation, place].map(percent),
      String(median),
      String(most),
    ];
  });
  return toTable(['', 'faults', 'found', 'named', 'operation', 'place', 'findings per fault, median', 'most'], rows);
}

function groups(by: Record<Mode, readonly Fared[]>): string {
  const all = [...new Set(faults.map(({ group }) => group))];
  const rows = all.map((group) => {
    const shares = (['full', 'bare', 'quick'] as const).map((mode) => {
      const { faults: count, found } = toScore(by[mode].filter(({ fault }) => fault.group === group));
      return shareOf(count, found);
    });
    return [group, String(faults.filter((fault) => fault.group === group).length), ...shares];
  });
  return toTable(['group', 'faults', 'with extensions', 'bare', 'quick'], rows);
}

function missing(by: Record<Mode, readonly Fared[]>): string {
  const missed = by.full.filter(({ isFound }) => !isFound).map(({ fault }) => `- \`${fault.id}\`: ${fault.name}`);
  const bare = by.bare.filter(({ isFound }) => !isFound).map(({ fault }) => `\`${fault.id}\``);
  return `With extensions:\n\n${missed.join('\n') || 'Nothing.'}\n\nWith the bare contract: ${bare.join(', ') || 'nothing'}.`;
}

function alarms(results: readonly Result[]): string {
  const right = results.filter(({ job }) => job.kind === 'variant');
  const wrong = falseAlarms(results).filter(({ job }) => job.kind === 'variant');
  const lines = wrong.map(
    ({ job, findings }) => `- ${job.provider} ${job.id}, ${job.mode}: ${findings.map(({ code }) => code).join(', ')}`,
  );
  const variants = bareVariants.map(({ id, name }) => `- \`${id}\`: ${name}`).join('\n');
  const seeds = new Set(right.map(({ job }) => job.seed)).size;
  return `${right.length} runs against right servers, with ${seeds} ${seeds === 1 ? 'seed' : 'seeds'}: ${wrong.length} with a finding or a leftover.\n${lines.join('\n')}\n\n${variants}`;
}

function cost(results: readonly Result[]): string {
  const rows = names.map((provider: Provider) => {
    const runs = costs(results, provider);
    const middle = (pick: (result: Result) => number): number =>
      runs.map(pick).toSorted((a, b) => a - b)[Math.floor(runs.length / 2)] ?? 0;
    const quick = results
      .filter(({ job }) => job.provider === provider && job.mode === 'quick')
      .map(({ requests }) => requests);
    const seconds = (time: number): string => `${(time / 1000).toFixed(1)} s`;
    return [
      provider,
      String(middle(({ requests }) => requests)),
      seconds(middle(({ time }) => time)),
      seconds(middle(({ processor }) => processor)),
      String(quick.toSorted((a, b) => a - b)[Math.floor(quick.length / 2)] ?? 0),
      String(new Set(runs.map(({ digest }) => digest)).size),
    ];
  });
  return `The right server, all keys given, ten runs with one seed. The benchmark itself makes two runs at once, and time counts whatever else
the machine does; the processor's time is what a run costs.

${toTable(['', 'requests', 'time', 'processor', 'requests, quick', 'different reports of ten'], rows)}
`;
}
