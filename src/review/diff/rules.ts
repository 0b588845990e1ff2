/** Every rule of a difference. */

import type { Area, Rule } from './propose/rule.ts';
import { annotationRules } from './propose/annotation-rules.ts';
import { behaviourRules } from './propose/behaviour/propose-behaviour.ts';
import { structureRules } from './propose/registry.ts';
import { payloadRules } from './payload-rules.ts';

/** Rules about structure and behaviour, then those about schemas. */
export const allRules: readonly Rule[] = [...structureRules, ...behaviourRules, ...annotationRules, ...payloadRules];

const AREAS = new Map(allRules.map(({ id, area }) => [id, area]));

/** What a rule is about. */
export function areaOf(rule: string): Area {
  return AREAS.get(rule) ?? 'schema';
}
