/** What is shown on stderr while a run goes on: one line that keeps changing on a terminal, plain lines elsewhere. */
import type { CheckEvent } from './check-report.ts';
import { escapeLine } from './escape.ts';
import { createPaint } from './paint.ts';
import { plural } from './words.ts';

/** Milliseconds between two changes of the line. */
const PACE = 100;
/** Return to the first column and erase the line (ECMA-48 EL). */
const ERASE = '\r\u001B[2K';

/** Progress of one run. */
export interface CheckProgress {
  /** @returns what to write now, line breaks included; '' for nothing */
  show(event: CheckEvent): string;
}

/** How progress is shown. */
export interface ProgressOptions {
  /** One line that keeps changing: phase, cases, rate, findings. Default false. */
  readonly live?: boolean;
  readonly color?: boolean;
  /** Width of the terminal; 0 is unknown. Default 80. */
  readonly columns?: number;
  /** Milliseconds since any fixed moment. */
  readonly now: () => number;
}

/** Starts with nothing shown. */
export function createCheckProgress({
  live = false,
  color = false,
  columns = 80,
  now,
}: ProgressOptions): CheckProgress {
  const paint = createPaint(color);
  const startedAt = now();
  let [phase, total, done, findings, shownAt] = ['', 0, 0, 0, -Infinity];
  const line = (): string => {
    const seconds = (now() - startedAt) / 1000;
    const rate = seconds >= 1 ? `, ${Math.round(done / seconds)} a second` : '';
    const met = findings === 0 ? 'no findings' : plural(findings, 'finding');
    return `${phase}: ${done} of ${plural(total, 'case')}${rate}, ${met}`.slice(0, (columns || 80) - 1);
  };
  const refresh = (force: boolean): string => {
    if (!live || (!force && now() - shownAt < PACE)) return '';
    shownAt = now();
    return ERASE + paint.faint(line());
  };
  /** A line that stays, above the one that changes. */
  const say = (text: string): string => (live ? `${ERASE}${text}\n${refresh(true)}` : `${text}\n`);
  return {
    show(event) {
      switch (event.type) {
        case 'run':
          total = event.cases;
          return `Checking ${event.contract} at ${event.server}: ${plural(total, 'case')}, seed ${event.seed}\n`;
        case 'phase':
          phase = event.phase;
          return live ? refresh(true) : `${phase}: ${plural(event.cases, 'case')}\n`;
        case 'wait':
          return say(`  waiting ${Math.ceil(event.milliseconds / 1000)} s: ${escapeLine(event.reason)}`);
        case 'finding': {
          findings += 1;
          const { severity, code, operation } = event.finding;
          const word = severity === 'error' ? paint.error(severity) : paint.warning(severity);
          return live ? say(`  ${word} ${code} ${operation ?? ''}`.trimEnd()) : '';
        }
        case 'case': {
          done += 1;
          const { verdict, id } = event.result;
          const isPlain = live || verdict === 'passed' || verdict === 'skipped';
          return isPlain ? refresh(false) : `  ${verdict} ${id}\n`;
        }
        case 'end':
          return live ? ERASE : '';
        default:
          return '';
      }
    },
  };
}
