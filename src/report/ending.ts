/** Why a run ended before its end. */
import type { CheckReport } from './check-report.ts';

/** A sentence for each reason; none for a run that went to its end. */
export function toEndings({ interrupted, unreachable }: Pick<CheckReport, 'interrupted' | 'unreachable'>): string[] {
  return [
    ...(interrupted ? ['The run was interrupted.'] : []),
    ...(unreachable === undefined ? [] : [`The run ended early: ${unreachable}.`]),
  ];
}
