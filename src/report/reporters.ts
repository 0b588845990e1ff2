/** The one table of reporters. */
import { formatCheckCtrf } from './check-ctrf.ts';
import { formatCheckGithub } from './check-github.ts';
import { formatCheckJson } from './check-json.ts';
import { formatCheckJunit } from './check-junit.ts';
import { formatCheckMarkdown } from './check-markdown.ts';
import { formatCheckEvent } from './check-ndjson.ts';
import { formatCheckSarif } from './check-sarif.ts';
import { formatCheckText } from './check-text.ts';
import { findFormOf } from './form-of-file.ts';
import { formatCheckHtml } from './html/page.ts';
import type { Reporter } from './reporter.ts';

/** Every form of a result, in the order of the help. */
export const reporters: readonly Reporter[] = [
  {
    name: 'text',
    extensions: ['.txt', '.log'],
    summary: 'people',
    render: (report, { color }) => formatCheckText(report, color),
  },
  { name: 'json', extensions: ['.json'], summary: 'programs', render: formatCheckJson },
  {
    name: 'ndjson',
    extensions: ['.ndjson', '.jsonl'],
    summary: 'programs that follow the run',
    stream: formatCheckEvent,
  },
  { name: 'junit', extensions: ['.xml'], summary: 'GitLab, Jenkins and most other CI', render: formatCheckJunit },
  {
    name: 'ctrf',
    extensions: ['.ctrf.json'],
    summary: 'tools that read the common test report format',
    render: formatCheckCtrf,
  },
  {
    name: 'sarif',
    extensions: ['.sarif', '.sarif.json'],
    summary: 'code scanning and editors',
    render: formatCheckSarif,
  },
  { name: 'github', extensions: [], summary: 'annotations of GitHub Actions', render: formatCheckGithub },
  {
    name: 'markdown',
    extensions: ['.md'],
    summary: 'summaries and comments',
    render: (report) => formatCheckMarkdown(report),
  },
  { name: 'html', extensions: ['.html', '.htm'], summary: 'one page to filter and to share', render: formatCheckHtml },
];

/** The reporter of that name. */
export function findReporter(name: string): Reporter | undefined {
  return reporters.find((reporter) => reporter.name === name);
}

/** The reporter that the end of a file's name chooses; the longest end wins. */
export function findReporterOf(file: string): Reporter | undefined {
  return findFormOf(file, reporters);
}
