/** What a rule is. Each stands in its own file under `rules/`; the table is `rules/registry.ts`. */
import type { Spot } from './spot.ts';
import type { WebhookApi } from './webhook-api.ts';

/** How much a preset makes of a rule. */
export type Level = 'error' | 'warn' | 'off';

/**
 * Tells a finding.
 * @param at what is wrong; for something that is missing, the object that lacks it
 * @param what one sentence: what is wrong
 * @param instead one sentence: what to write instead
 */
export type Report = (at: Spot, what: string, instead: string) => void;

/** One lint rule for webhook contracts. */
export interface Rule {
  /** Name of its file and of its page in docs/rules; users write `hookspec/<name>`. */
  readonly name: string;
  /** One sentence: what the rule asks of a contract. */
  readonly summary: string;
  /** Its level in `hookspec/recommended`: an error where receivers or their data come to harm. */
  readonly recommended: Level;
  /** Its level in `hookspec/strict`. */
  readonly strict: Level;
  /** Judges a document; it is asked only about those that have webhooks, callbacks or an operation that registers URLs. */
  check(api: WebhookApi, report: Report): void;
}
