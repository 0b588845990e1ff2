/** Writes what the rules say about the examples on their pages, and the table of all rules. `node` runs it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from '../../../../src/review/rules/registry.ts';
import { lintChanged } from './lint-rule.ts';
import { folder, readPage, toTable, toWritten } from './pages.ts';

for (const rule of rules) {
  const page = readPage(rule.name);
  const found = await lintChanged(rule.name, page.wrong);
  const { says, levels } = toWritten(
    rule,
    found.map(({ message }) => message),
  );
  const text = page.text
    .replace(/(## Wrong\n[^]*?```yaml\n[^]*?```\n)[^]*?(?=\n## )/, (_, head: string) => `${head}\n${says}\n`)
    .replace(/(?<=## Levels\n\n)[^]*?(?=\n## )/, () => `${levels}\n`);
  writeFileSync(join(folder, `${rule.name}.md`), text);
}
const index = join(folder, 'index.md');
writeFileSync(
  index,
  readFileSync(index, 'utf8').replace(/\| rule \|.*\n(\|.*\n)*/, () => toTable()),
);
