/** A rule of our own: what it looks at, and what its finding means. */
import type { Direction, Level } from '../change.ts';

/** What a rule is about. */
export type Area =
  | 'operation'
  | 'parameter'
  | 'body'
  | 'media-type'
  | 'status'
  | 'header'
  | 'security'
  | 'server'
  | 'schema'
  | 'signature'
  | 'delivery'
  | 'quota'
  | 'resource'
  | 'outcome'
  | 'view'
  | 'action';

/** What aspect of it. */
export type Kind = 'existence' | 'requiredness' | 'form' | 'name' | 'values' | 'bound' | 'lifecycle' | 'default';

/** What happened to it, from base to head. `stricter` and `looser` are seen from who breaks. */
export type Action = 'added' | 'removed' | 'stricter' | 'looser' | 'changed';

/** One rule. */
export interface Rule {
  /** Public id: kebab-case, direction first. */
  readonly id: string;
  /** One sentence: what has happened. */
  readonly title: string;
  readonly direction: Direction;
  readonly area: Area;
  readonly kind: Kind;
  readonly action: Action;
  /** Its usual level. A finding may have a milder one, for a reason that its sentence gives. */
  readonly level: Level;
  /** What to do instead, one sentence. */
  readonly instead: string;
  /** Id of the rule for the opposite change, or why there is none. */
  readonly mirror: string | { readonly waiver: string };
}

/** Nothing has to be done: the change breaks nobody. */
export const NOTHING = 'Nothing: no program that follows the older version breaks.';

/** A rule whose opposite is itself. */
export const ITSELF = { waiver: 'A change is its own opposite.' } as const;

/** A pair of rules in short, see {@link definePair}. */
export interface RuleSide {
  readonly id: string;
  readonly title: string;
  readonly action: Action;
  readonly level: Level;
  readonly instead?: string;
}

/** Two rules that are each other's mirror. */
export function definePair(
  shared: Pick<Rule, 'direction' | 'area' | 'kind'>,
  one: RuleSide,
  other: RuleSide,
): readonly [Rule, Rule] {
  const toRule = (side: RuleSide, mirror: string): Rule => ({ instead: NOTHING, ...shared, ...side, mirror });
  return [toRule(one, other.id), toRule(other, one.id)];
}

/** A rule whose opposite is itself, or that has none. */
export function defineRule(rule: Omit<Rule, 'mirror'> & Partial<Pick<Rule, 'mirror'>>): Rule {
  return { mirror: ITSELF, ...rule };
}
