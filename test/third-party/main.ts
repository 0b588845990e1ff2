/** `npm run third-party`: serves documents that others wrote and writes docs/third-party.md. */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { documents, type ThirdPartyDocument } from './documents.ts';
import { assertPinned, installPackages, pathOf, versionOf } from './install.ts';
import type { Measurement } from './measure.ts';
import { toPage, type Row } from './page.ts';

/** Only documents whose name or file has this in it; the page is then not written. */
const [wanted] = process.argv.slice(2);
const root = resolve(import.meta.dirname, '../..');

async function measure(document: ThirdPartyDocument, mode: 'plain' | 'infer'): Promise<Measurement> {
  const script = join(import.meta.dirname, 'measure.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [script, pathOf(document), mode], {
    cwd: root,
    // Every load is a first one.
    env: { ...process.env, HOOKSPEC_CACHE: 'off' },
    timeout: 600_000,
    maxBuffer: 64 * 1024 * 1024,
  });
  return JSON.parse(stdout) as Measurement;
}

await installPackages(documents);
const rows: Row[] = [];
for (const document of documents.filter(
  ({ name, file }) => wanted === undefined || `${name}/${file}`.includes(wanted),
)) {
  await assertPinned(document);
  const plain = await measure(document, 'plain');
  const inferred = await measure(document, 'infer');
  rows.push({ document, version: await versionOf(document), plain, inferred });
  const reasons = Object.entries(plain.refused).map(([reason, { length }]) => `  ${length} × ${reason}\n`);
  const kept = inferred.served < plain.served ? `  fewer with --infer: ${inferred.served}\n` : '';
  process.stderr.write(
    `${document.name} ${document.file}: ${plain.served} of ${plain.operations}, ${inferred.resources} resources, ${Math.round(plain.load)} ms\n${reasons.join('')}${kept}`,
  );
}
if (wanted === undefined) await writeFile(join(root, 'docs/third-party.md'), toPage(rows));
