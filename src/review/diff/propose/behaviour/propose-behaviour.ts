/** What our own rules find in two versions of a contract's behaviour. */
import { createReport, type Proposal } from '../proposal.ts';
import type { Rule } from '../rule.ts';
import { checkDeliveries } from './deliveries.ts';
import { deliveryRules } from './delivery-rules.ts';
import { checkKeys, keyRules } from './keys.ts';
import { checkLimits, limitRules } from './limits.ts';
import { checkOutcomes, outcomeRules } from './outcomes.ts';
import { checkQuotas, quotaRules } from './quotas.ts';
import { checkRoles, roleRules } from './roles.ts';
import { checkSecrets, secretRules } from './secrets.ts';
import { checkSignatures, signatureRules } from './signatures.ts';
import type { BehaviourCheck, BehaviourPair } from './versions.ts';
import { checkViews, viewRules } from './views.ts';

/** Rules about `x-*` extensions, in the order of docs/diff-rules.md. */
export const behaviourRules: readonly Rule[] = [
  ...signatureRules,
  ...deliveryRules,
  ...limitRules,
  ...roleRules,
  ...secretRules,
  ...quotaRules,
  ...outcomeRules,
  ...viewRules,
  ...keyRules,
];

const CHECKS: readonly BehaviourCheck[] = [
  checkSignatures,
  checkDeliveries,
  checkLimits,
  checkRoles,
  checkSecrets,
  checkQuotas,
  checkOutcomes,
  checkViews,
  checkKeys,
];

const RULES = new Map(behaviourRules.map((rule) => [rule.id, rule]));

/** Runs every check of behaviour. */
export function proposeBehaviour(pair: BehaviourPair): Proposal[] {
  const { report, proposals } = createReport(RULES);
  for (const check of CHECKS) check(pair, report);
  return proposals;
}
