/** A lint result in the XML of Checkstyle, which review bots and CI plugins read. */
import { escapeXmlAttribute } from './escape.ts';
import type { Finding } from './finding.ts';
import type { LintReport } from './lint-report.ts';
import { toPlace } from './words.ts';

/** One `file` for each file with findings, in their order; what has no place stands under the name of its contract. */
export function formatLintCheckstyle({ contracts }: LintReport): string {
  const files = new Map<string, string[]>();
  for (const { name, findings } of contracts) {
    for (const finding of findings) {
      const place = toPlace(finding.contractLocation);
      const file = place?.file ?? name;
      files.set(file, [...(files.get(file) ?? []), formatError(finding, place?.line ?? 1, place?.column ?? 1)]);
    }
  }
  const body = [...files].map(
    ([file, errors]) => `  <file name="${escapeXmlAttribute(file)}">\n${errors.join('')}  </file>\n`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle version="4.3">\n${body.join('')}</checkstyle>\n`;
}

function formatError({ severity, message, code }: Finding, line: number, column: number): string {
  const values = { line: String(line), column: String(column), severity, message, source: code };
  const attributes = Object.entries(values).map(([name, value]) => ` ${name}="${escapeXmlAttribute(value)}"`);
  return `    <error${attributes.join('')}/>\n`;
}
