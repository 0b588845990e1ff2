/** What our own rules find in two versions of an API. */
import type { BothCalls, CallPair } from '../wire/api.ts';
import { createReport, type Proposal, type Report } from './proposal.ts';
import { structureRules } from './registry.ts';
import { checkBody } from './rules/bodies.ts';
import { checkEventMethod } from './rules/event-method.ts';
import { checkHeaders } from './rules/headers.ts';
import { checkLifecycle } from './rules/lifecycle.ts';
import { checkMediaTypes } from './rules/media-types.ts';
import { checkOperations } from './rules/operations.ts';
import { checkParameters } from './rules/parameters.ts';
import { checkEventCredentials, checkSecurity } from './rules/security.ts';
import { checkServers } from './rules/servers.ts';
import { checkStatuses } from './rules/statuses.ts';

const CALL_CHECKS: readonly ((calls: BothCalls, report: Report) => void)[] = [
  checkEventMethod,
  checkLifecycle,
  checkServers,
  checkSecurity,
  checkParameters,
  checkBody,
  checkMediaTypes,
  checkStatuses,
  checkHeaders,
];

const RULES = new Map(structureRules.map((rule) => [rule.id, rule]));

/** Runs every check. @param today ISO 8601 date that sunset dates are held against */
export function proposeStructure(pairs: readonly CallPair[], today: string): Proposal[] {
  const { report, proposals } = createReport(RULES);
  checkOperations(pairs, today, report);
  for (const { base, head } of pairs) {
    if (base === undefined || head === undefined) continue;
    for (const check of CALL_CHECKS) check({ base, head }, report);
  }
  return proposals;
}

/** Runs the checks that need documents as they were written. */
export function proposeWrittenStructure(pairs: readonly CallPair[]): Proposal[] {
  const { report, proposals } = createReport(RULES);
  for (const { base, head } of pairs) {
    if (base !== undefined && head !== undefined) checkEventCredentials({ base, head }, report);
  }
  return proposals;
}
