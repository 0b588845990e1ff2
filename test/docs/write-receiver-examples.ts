/**
 * Fills in the examples of docs/checks/receiver, each against the wrong receiver that its comment names; writes the index,
 * and the example and the codes of docs/commands/check-receiver.md.
 *
 *     node test/docs/write-receiver-examples.ts [NAME…]
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../support/cli.ts';
import { CODES } from './check-page.ts';
import {
  EXAMPLE,
  folder,
  pageNames,
  printExample,
  printReceiverRun,
  readPage,
  toReceiverCodeRows,
  toReceiverIndex,
} from './receiver-pages.ts';

const wanted = process.argv.slice(2);
for (const name of wanted.length > 0 ? wanted : pageNames()) {
  // oxlint-disable-next-line no-await-in-loop -- one receiver after the other
  const text = await printExample(name);
  const page = readPage(name).replace(EXAMPLE, (_, head: string, __, ___, foot: string) => head + text + foot);
  writeFileSync(join(folder, `${name}.md`), page);
}
writeFileSync(join(folder, 'README.md'), toReceiverIndex());

const command = join(root, 'docs/commands/check-receiver.md');
const page = readFileSync(command, 'utf8');
const printed = await printReceiverRun(EXAMPLE.exec(page)![2]!);
writeFileSync(
  command,
  page
    .replace(EXAMPLE, (_, head: string, __, ___, foot: string) => head + printed + foot)
    .replace(CODES, (_, head: string) => head + toReceiverCodeRows()),
);
