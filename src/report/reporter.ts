/** What a reporter is. Each stands in its own file; the table is `reporters.ts`. */
import type { CheckEvent, CheckReport } from './check-report.ts';

/** What reporters know besides the run. */
export interface ReportContext {
  /** Version of hookspec, e.g. `0.1.0`. */
  readonly version: string;
  /** What the codes of findings mean: code → sentence. */
  readonly codes: Readonly<Record<string, string>>;
  /** Whether the text goes to a terminal that shows colours. Default false. */
  readonly color?: boolean;
}

/** One form of a result. */
export interface Reporter {
  /** Value of `--format`, and what stands before `=` in `--output`. */
  readonly name: string;
  /** Ends of file names that choose it, the longest first wins; with their point. */
  readonly extensions: readonly string[];
  /** Who reads it, in a few words. */
  readonly summary: string;
  /** Text that an event adds, as it happens; such a reporter renders nothing at the end. */
  readonly stream?: (event: CheckEvent) => string;
  /** Text of the whole, with its last line break. */
  readonly render?: (report: CheckReport, context: ReportContext) => string;
}
