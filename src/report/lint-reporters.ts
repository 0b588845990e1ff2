/** The one table of the forms of a lint result. */
import { formatLintCheckstyle } from './lint-checkstyle.ts';
import { formatLintGithub } from './lint-github.ts';
import { formatLintJson } from './lint-json.ts';
import { formatLintJunit } from './lint-junit.ts';
import { formatLintMarkdown } from './lint-markdown.ts';
import type { LintReport } from './lint-report.ts';
import { formatLintSarif } from './lint-sarif.ts';
import { formatLintText } from './lint-text.ts';
import type { ReportContext } from './reporter.ts';

/** What these reporters know besides the result. `codes` are the rules. */
export interface LintContext extends ReportContext {
  /** Lines of a file as findings name it; undefined where it cannot be read. */
  readonly readLines: (file: string) => readonly string[] | undefined;
}

/** One form of a lint result. */
export interface LintReporter {
  /** Value of `--format`, and what stands before `=` in `--output`. */
  readonly name: string;
  /** Ends of file names that choose it, the longest first wins; with their point. */
  readonly extensions: readonly string[];
  /** Text of the whole, with its last line break. */
  readonly render: (report: LintReport, context: LintContext) => string;
}

/** Every form, in the order of the help. */
export const lintReporters: readonly LintReporter[] = [
  { name: 'text', extensions: ['.txt', '.log'], render: formatLintText },
  { name: 'json', extensions: ['.json'], render: formatLintJson },
  { name: 'sarif', extensions: ['.sarif', '.sarif.json'], render: formatLintSarif },
  { name: 'github', extensions: [], render: formatLintGithub },
  { name: 'junit', extensions: ['.junit.xml', '.xml'], render: formatLintJunit },
  { name: 'checkstyle', extensions: ['.checkstyle.xml'], render: formatLintCheckstyle },
  { name: 'markdown', extensions: ['.md'], render: (report) => formatLintMarkdown(report) },
];
