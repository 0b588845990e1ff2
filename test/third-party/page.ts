/** The page that shows what came. */
import type { ThirdPartyDocument } from './documents.ts';
import type { Measurement } from './measure.ts';

/** One document and what was seen of it, without and with `--infer`. */
export interface Row {
  readonly document: ThirdPartyDocument;
  readonly version: string;
  readonly plain: Measurement;
  readonly inferred: Measurement;
}

/** docs/third-party.md. */
export function toPage(rows: readonly Row[]): string {
  const table = rows.map(toLine);
  const sum = (count: (row: Row) => number): number => rows.reduce((total, row) => total + count(row), 0);
  return `# Documents of others

\`npm run third-party\` writes this page. It serves documents that npm packages ship, as they are, and asks every operation
once: a request that the document calls valid, built from its examples or schemas. *Served* means a documented status of
2xx or 3xx. *Off schema* counts answers among them that the document's own schema refuses: nearly all are examples as the
document has them. *Resources* is what \`--infer\` gives a memory to; *served* must not fall with it. Load is from the
file to the contract, start from there to an open port, both in seconds of processor time; memory is that of the process then.

| document | OpenAPI | paths | operations | served | off schema | warnings | resources | served with \`--infer\` | load | start | memory |
|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|
${table.join('\n')}
| **together** | | ${sum(({ plain }) => plain.paths)} | ${sum(({ plain }) => plain.operations)} | ${sum(({ plain }) => plain.served)} | ${sum(({ plain }) => plain.offSchema)} | ${sum(({ plain }) => plain.warnings)} | ${sum(({ inferred }) => inferred.resources)} | ${sum(({ inferred }) => inferred.served)} | | | |

## Refused, and why

${rows.map(toReasons).filter(Boolean).join('\n\n') || 'Nothing.'}

## What was read

| package | file | SHA-256 |
|---|---|---|
${rows.map(({ document, version }) => `| ${document.name} ${version} | ${document.file} | \`${document.sha256}\` |`).join('\n')}
`;
}

function toLine({ document, plain, inferred }: Row): string {
  const files = plain.files > 1 ? ` (${plain.files} files)` : '';
  const cells = [
    `${document.name} ${document.file}${files}`,
    plain.openapi,
    plain.paths,
    plain.operations,
    plain.served,
    plain.offSchema,
    plain.warnings,
    inferred.resources,
    inferred.served,
    `${(plain.load / 1000).toFixed(2)} s`,
    `${(plain.start / 1000).toFixed(2)} s`,
    `${Math.round(plain.memory / 1e6)} MB`,
  ];
  return `| ${cells.join(' | ')} |`;
}

const SHOWN = 6;

function toReasons({ document, plain }: Row): string {
  const reasons = Object.entries(plain.refused);
  if (reasons.length === 0) return '';
  const lines = reasons.map(([reason, operations]) => {
    const more = operations.length > SHOWN ? ` and ${operations.length - SHOWN} more` : '';
    return `- ${operations.length} × ${reason}: ${operations
      .slice(0, SHOWN)
      .map((name) => `\`${name}\``)
      .join(', ')}${more}`;
  });
  return `### ${document.name} ${document.file}\n\n${lines.join('\n')}`;
}
