/**
 * Fills in the examples of docs/checks: runs each against the wrong server that its comment names, an id of the fault
 * catalogue, or `hooks` for the first server that the check's own test calls wrong, and writes down the finding of the
 * check, or of the code in brackets. Writes the index, the examples of docs/reports.md, and the example and the codes
 * of docs/commands/check.md too.
 *
 *     node test/docs/write-check-examples.ts [NAME…]
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatFinding } from '../../src/report/finding-text.ts';
import { judgeWrong } from '../conformance/protocol/judge-wrong.ts';
import { run } from '../conformance/run.ts';
import { judgeSender } from '../conformance/delivery/judge-sender.ts';
import { faults } from '../servers/faults/catalogue.ts';
import { senderFaults } from '../servers/senders/catalogue.ts';
import { root } from '../support/cli.ts';
import { CODES, printRun, RUN, toCodeRows } from './check-page.ts';
import { EXAMPLE, folder, pageNames, readPage, toIndex } from './check-pages.ts';
import { BLOCK, showReport } from './report-example.ts';

const wanted = process.argv.slice(2);
for (const name of wanted.length > 0 ? wanted : pageNames()) {
  const page = readPage(name);
  const example = EXAMPLE.exec(page);
  if (!example) continue;
  const [whole, id, code] = example;
  // Other names without a slash are those of servers that stand elsewhere.
  if (id !== 'hooks' && !id!.includes('/')) continue;
  const report = await (id === 'hooks' ? judgeWrong(name) : judgeFault(name, id!));
  const finding = report.findings.find((entry) => (code === undefined ? entry.check === name : entry.code === code));
  if (!finding) {
    const met = report.findings.map((entry) => `${entry.code} (${entry.check})`).join(', ');
    process.stderr.write(`docs/checks/${name}.md: ${id} gives no finding of it, but ${met || 'none'}\n`);
    process.exitCode = 1;
    continue;
  }
  const text = formatFinding(finding).replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:4010');
  const comment = whole.slice(0, whole.indexOf('\n'));
  writeFileSync(
    join(folder, `${name}.md`),
    page.replace(whole, () => `${comment}\n\`\`\`text\n${text}\n\`\`\``),
  );
}
writeFileSync(join(folder, 'README.md'), toIndex());

const reports = join(root, 'docs/reports.md');
const filled = readFileSync(reports, 'utf8').replace(
  BLOCK,
  (_, head: string, name: string, __, ___, foot: string) => `${head}${showReport(name).trimEnd()}${foot}`,
);
writeFileSync(reports, filled);

const command = join(root, 'docs/commands/check.md');
const text = readFileSync(command, 'utf8');
const printed = await printRun(RUN.exec(text)![2]!);
writeFileSync(
  command,
  text
    .replace(RUN, (_, head: string, __, ___, foot: string) => head + printed + foot)
    .replace(CODES, (_, head: string) => head + toCodeRows()),
);

async function judgeFault(name: string, id: string) {
  const sender = senderFaults.find((entry) => entry.id === id);
  if (sender) return judgeSender(sender, { cwd: root });
  const fault = faults.find((entry) => entry.id === id);
  if (!fault) throw new Error(`docs/checks/${name}.md: no fault is called ${id}`);
  return run(fault.provider, { wrap: fault.wrap, quotas: fault.quotas ?? false }, { cwd: root });
}
