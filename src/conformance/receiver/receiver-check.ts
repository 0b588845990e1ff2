/** What a judgement of a receiver is made of: checks, their cases, and the faults they report. */
import type { DeliveryPolicy } from '../../contract/delivery-policy.ts';
import type { SchemaCompiler } from '../../contract/schema.ts';
import type { Random } from '../../contract/template.ts';
import type { Contract, EventSpec } from '../../contract/types.ts';
import type { SignatureScheme } from '../../signing/scheme.ts';
import type { WireResponse } from '../exchange.ts';
import type { RequestForm } from '../raw/request-bytes.ts';
import type { ReceiverCode } from './codes.ts';
import type { Deliveries, Delivery } from './delivery.ts';
import type { Effects } from './effects.ts';
import type { ReceiverCheckOptions } from './options.ts';

/** Parts of a run, in the order in which they are run: what may harm a receiver most comes last. */
export const receiverPhases = ['deliveries', 'forgeries', 'effects', 'bodies', 'connection'] as const;

/** A part of a run. */
export type ReceiverPhase = (typeof receiverPhases)[number];

/** A delivery that was sent, and the answer; none where none came. */
export interface ReceiverExchange {
  readonly delivery: Delivery;
  readonly form: RequestForm;
  readonly response?: WireResponse;
  readonly durationMs: number;
}

/** A fault as a check sees it. */
export interface ReceiverDraft {
  readonly code: ReceiverCode;
  /** One sentence: what was sent, what came. */
  readonly message: string;
  /** What a right receiver does, in a few words. */
  readonly expected: string;
  /** Default: the status, or why there is no answer. */
  readonly received?: string;
  /** Node of the contract that gives the rule. */
  readonly contractPointer?: string;
  /** Further nodes whose evidence the rule rests on. */
  readonly restsOn?: readonly string[];
  /** Set where no contract gives the rule, only good practice. */
  readonly severity?: 'warning';
  readonly event?: string;
  readonly exchange?: ReceiverExchange;
  /** Faults of one code with the same key are one finding. Default: the code alone. */
  readonly key?: string;
  /** Name of the check, where it is not the one of the case. */
  readonly check?: string;
}

/** What a case can use while it runs. */
export interface ReceiverRun extends Deliveries {
  readonly contract: Contract;
  readonly compiler: SchemaCompiler;
  readonly scheme: SignatureScheme | undefined;
  readonly policy: DeliveryPolicy;
  readonly events: readonly EventSpec[];
  /** An event whose delivery was accepted. */
  readonly event: EventSpec;
  readonly options: ReceiverCheckOptions;
  readonly random: Random;
  readonly effects: Effects | undefined;
  now(): number;
  pause(milliseconds: number): Promise<void>;
  /**
   * Sends a delivery and judges what holds for every answer.
   * @returns an exchange without a response where no answer came; `failure` says why
   * @throws Skip when the time is over, the run was stopped or the receiver limits its rate
   */
  send(delivery: Delivery, form?: RequestForm): Promise<SentDelivery>;
  /** Sends several over one connection while the receiver keeps it. @returns as far as it got */
  sendInTurn(deliveries: readonly Delivery[]): Promise<readonly (SentDelivery & { readonly isReused: boolean })[]>;
  report(draft: ReceiverDraft): void;
  /** Whether a fault with this code has been found. */
  found(code: ReceiverCode): boolean;
  /** Notes that a good delivery of an event was accepted. */
  accept(event: string): void;
  /** Events whose good delivery was accepted. */
  readonly accepted: ReadonlySet<string>;
}

/** What came of a delivery. */
export interface SentDelivery extends ReceiverExchange {
  /** Why no answer came. */
  readonly failure?: { readonly kind: 'timeout' | 'connection' | 'malformed'; readonly text: string };
}

/** One thing to find out. */
export interface ReceiverCase {
  /** Unique in the run, e.g. `good-delivery order.paid`. */
  readonly id: string;
  /** Sentence that begins with a verb: what a right receiver does. */
  readonly title: string;
  readonly event?: string;
  /** Known before the run that it cannot be judged. */
  readonly skip?: string | undefined;
  /** @throws Skip when it cannot be judged */
  run(run: ReceiverRun): Promise<void>;
}

/** What checks plan their cases with. */
export type ReceiverPlan = Pick<ReceiverRun, 'contract' | 'compiler' | 'scheme' | 'policy' | 'events' | 'options'>;

/** A family of cases: one file under `checks/`. */
export interface ReceiverCheck {
  /** Public id, kebab-case, the file's name. */
  readonly name: string;
  readonly phase: ReceiverPhase;
  plan(plan: ReceiverPlan): readonly ReceiverCase[];
}

/** One check of every answer: one file under `checks/`. */
export interface AnswerCheck {
  readonly name: string;
  check(exchange: ReceiverExchange & { readonly response: WireResponse }, run: AnswerContext): readonly ReceiverDraft[];
}

/** What a check of every answer knows. */
export interface AnswerContext extends Pick<ReceiverRun, 'scheme' | 'options' | 'policy' | 'sign'> {
  /** Secrets and wrong secrets that must stand in no answer. */
  readonly secrets: readonly string[];
}
