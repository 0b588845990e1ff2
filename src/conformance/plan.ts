/** The cases of a run, known before anything is sent. */
import type { Case, PlanContext } from './case.ts';
import { phases } from './case.ts';
import { caseChecks } from './checks/registry.ts';

/** All cases in the order in which they are run: by phase, then by check. */
export function planCases(context: PlanContext): Case[] {
  const cases = caseChecks.flatMap((check) =>
    check.plan(context).map((entry) => gate(context, { ...entry, check: check.name })),
  );
  return phases
    .flatMap((phase) => cases.filter((entry) => entry.phase === phase))
    .map((entry, index) => ({ ...entry, number: index + 1 }));
}

/** In a read-only run everything that has to change something is skipped from the start. */
function gate({ options }: PlanContext, entry: Case): Case {
  if (!options.readOnly || entry.skip !== undefined) return entry;
  const method = entry.operation?.method;
  return entry.phase !== 'behaviour' && (method === 'get' || method === 'head')
    ? entry
    : { ...entry, skip: 'read-only' };
}
