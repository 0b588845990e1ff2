/**
 * Judges every wrong and every right receiver and writes docs/receiver-proof.md. Takes some minutes.
 *
 *     node test/servers/receivers/prove.ts
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../support/cli.ts';
import { receiverFaults } from './faults/catalogue.ts';
import { judge, judgeFault } from './judge.ts';
import { startReceiver } from './receiver.ts';
import { schemes } from './schemes.ts';
import { variants } from './variants.ts';

interface Outcome {
  readonly id: string;
  readonly name: string;
  readonly finds: readonly string[];
  readonly found: readonly string[];
  readonly milliseconds: number;
}

const outcomes: Outcome[] = [];
for (const fault of receiverFaults) {
  // oxlint-disable-next-line no-await-in-loop -- side by side they would slow each other down
  const { findings, durationMs } = await judgeFault(fault);
  const found = findings.map(({ code }) => code);
  outcomes.push({ id: fault.id, name: fault.name, finds: fault.finds, found, milliseconds: durationMs });
  process.stderr.write(`${fault.id} ${found.join(' ')}\n`);
}
let alarms = 0;
let right = 0;
for (const scheme of Object.values(schemes))
  for (const { change } of variants) {
    // oxlint-disable-next-line no-await-in-loop
    await using receiver = await startReceiver(scheme, change, [scheme.secret, scheme.other]);
    // oxlint-disable-next-line no-await-in-loop
    alarms += (await judge(receiver, { effects: true, other: 'previous' })).findings.length;
    right += 1;
  }

const isNamed = ({ finds, found }: Outcome): boolean => finds.every((code) => found.includes(code));
const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!;
const slugs = [...new Set(outcomes.map(({ id }) => id.split('/')[1]!))];
const rows = slugs.map((slug) => {
  const same = outcomes.filter(({ id }) => id.endsWith(`/${slug}`));
  const named = same.filter(isNamed).length;
  const codes = [...new Set(same.flatMap(({ found }) => found))].map((code) => `\`${code}\``).join(' ');
  return `| ${slug} | ${same[0]!.name} | ${named} of ${same.length} | ${codes} |\n`;
});
const named = outcomes.filter(isNamed).length;
const missed = outcomes.filter((outcome) => !isNamed(outcome)).map(({ id }) => id);
writeFileSync(
  join(root, 'docs/receiver-proof.md'),
  `# What \`check-receiver\` finds

Written by \`node test/servers/receivers/prove.ts\`. Each wrong receiver is a right one, on node:http and node:crypto alone, with
one small change; what it must be called was written down before, and a witness shows that it is wrong. They know nothing of
the toolkit, and a test holds that.

| | |
|---|---|
| faults | ${slugs.length}, as ${outcomes.length} receivers of ${Object.keys(schemes).length} signature schemes |
| found and named | ${named} of ${outcomes.length} (${((100 * named) / outcomes.length).toFixed(1)} %)${missed.length === 0 ? '' : `; missed: ${missed.join(', ')}`} |
| findings for one fault | median ${median(outcomes.map(({ found }) => found.length))}, at most ${Math.max(...outcomes.map(({ found }) => found.length))} |
| right receivers | ${right}: ${variants.length} kinds for each scheme |
| false alarms | ${alarms} |
| time of a run | median ${(median(outcomes.map(({ milliseconds }) => milliseconds)) / 1000).toFixed(1)} s |

| receiver | what it does | named | findings |
|---|---|---|---|
${rows.join('')}`,
);
