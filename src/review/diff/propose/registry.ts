/** All rules of our own about the structure of an API and about behaviour. */
import { bodyRules } from './rules/bodies.ts';
import { eventMethodRules } from './rules/event-method.ts';
import { headerRules } from './rules/headers.ts';
import { lifecycleRules } from './rules/lifecycle.ts';
import { mediaTypeRules } from './rules/media-types.ts';
import { operationRules } from './rules/operations.ts';
import { parameterRules } from './rules/parameters.ts';
import { securityRules } from './rules/security.ts';
import { serverRules } from './rules/servers.ts';
import { statusRules } from './rules/statuses.ts';
import type { Rule } from './rule.ts';

/** In the order of docs/diff-rules.md. */
export const structureRules: readonly Rule[] = [
  ...operationRules,
  ...eventMethodRules,
  ...lifecycleRules,
  ...serverRules,
  ...securityRules,
  ...parameterRules,
  ...bodyRules,
  ...mediaTypeRules,
  ...statusRules,
  ...headerRules,
];
