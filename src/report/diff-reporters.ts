/** The one table of the forms of a difference. */
import { formatDiffGithub } from './diff-github.ts';
import { formatDiffJson } from './diff-json.ts';
import { formatDiffMarkdown } from './diff-markdown.ts';
import type { DiffRun } from './diff-report.ts';
import { formatDiffSarif } from './diff-sarif.ts';
import { formatDiffText } from './diff-text.ts';
import { formatDiffHtml } from './html/diff-page.ts';
import type { ReportContext } from './reporter.ts';

/** What these reporters know besides the result. `codes` are the rules. */
export interface DiffContext extends ReportContext {
  /** Show what is proved harmless in the text too. Default false. */
  readonly verbose?: boolean;
  /** What to do instead: rule → sentence. */
  readonly remedies?: Readonly<Record<string, string>>;
}

/** One form of a difference. */
export interface DiffReporter {
  /** Value of `--format`, and what stands before `=` in `--output`. */
  readonly name: string;
  /** Ends of file names that choose it, the longest first wins; with their point. */
  readonly extensions: readonly string[];
  readonly render: (run: DiffRun, context: DiffContext) => string;
}

/** Every form, in the order of the help. */
export const diffReporters: readonly DiffReporter[] = [
  { name: 'text', extensions: ['.txt', '.log'], render: formatDiffText },
  { name: 'json', extensions: ['.json'], render: formatDiffJson },
  { name: 'markdown', extensions: ['.md'], render: (run, { remedies }) => formatDiffMarkdown(run, { remedies }) },
  { name: 'github', extensions: [], render: formatDiffGithub },
  { name: 'sarif', extensions: ['.sarif', '.sarif.json'], render: formatDiffSarif },
  { name: 'html', extensions: ['.html', '.htm'], render: formatDiffHtml },
];
