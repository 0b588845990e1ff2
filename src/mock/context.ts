/** What every part of one contract's mock shares. */
import type { Contract, Operation, Violation } from '../contract/types.ts';
import type { Scope } from '../contract/expression.ts';
import type { TemplateContext } from '../contract/template.ts';
import type { Dispatcher } from '../delivery/dispatch.ts';
import type { AttemptLog } from '../delivery/log.ts';
import type { Answers } from './answers.ts';
import type { Caller } from './authenticate.ts';
import type { PlainResponse } from './message.ts';
import type { Store, TenantState } from './store.ts';

/** The state and services of one mocked contract. `now` and `random` come with {@link TemplateContext}. */
export interface MockContext extends TemplateContext {
  readonly contract: Contract;
  readonly store: Store;
  readonly answers: Answers;
  readonly log: AttemptLog;
  readonly dispatcher: Dispatcher;
}

/** One request that is authenticated and valid. */
export interface Exchange {
  readonly operation: Operation;
  readonly caller: Caller;
  readonly tenant: TenantState;
  /** Parsed body; undefined when none was sent. */
  readonly body: unknown;
  /** Runtime expressions of this request. */
  readonly scope: Scope;
  /** The answer to a condition, with what it has to say. Falls back to a problem where the contract declares none. */
  fail(condition: string, facts?: FailureFacts): PlainResponse;
}

/** What is known about a failure. */
export interface FailureFacts {
  /** One sentence, `$reason`. */
  readonly text?: string;
  /** Selects among outcomes of `unauthenticated`. */
  readonly reason?: string;
  readonly violations?: readonly Violation[];
  /** Further roots for the outcome's expressions, e.g. `limit`. */
  readonly roots?: Readonly<Record<string, unknown>>;
}

/** Answers one operation; prepared once when the mock starts. */
export type Handler = (exchange: Exchange) => PlainResponse | Promise<PlainResponse>;
