/** What a run is made of: cases, the steps they send, and the faults they report. */
import type { Violation, Contract, Operation } from '../contract/types.ts';
import type { SchemaCompiler } from '../contract/schema.ts';
import type { Clock } from './clock.ts';
import type { FindingCode } from './codes.ts';
import type { Bench } from './inbound/bench.ts';
import type { Delivery } from './inbound/postbox.ts';
import type { Reach } from './inbound/reach.ts';
import type { Exchange, Sent, WireRequest } from './exchange.ts';
import type { Input } from './input.ts';
import type { Proof } from './replay/proof.ts';
import type { ConnectionOptions, Transport } from './transport.ts';
import type { Values } from './values/values.ts';
import type { Variant } from './variants.ts';
import type { World } from './world.ts';

/** Parts of a run, in the order in which they are run. */
export const phases = ['examples', 'schema', 'auth', 'protocol', 'behaviour', 'negative', 'fuzz', 'delivery'] as const;

/** A part of a run. */
export type Phase = (typeof phases)[number];

/** Which credentials a request carries. */
export type Credentials =
  | { readonly kind: 'token'; readonly token: string; readonly name: 'main' | 'second' | 'limited' | 'revoked' }
  | { readonly kind: 'none' }
  /** A token that cannot be right. */
  | { readonly kind: 'wrong'; readonly token: string }
  /** The right token under another authentication scheme. */
  | { readonly kind: 'otherScheme' }
  /** The right token as it is, after a word that is no scheme, or after none. */
  | { readonly kind: 'unknownScheme' | 'noScheme' }
  /** The right token, its scheme in lower case. */
  | { readonly kind: 'lowerCase' }
  /** The right token in the query, under the usual names. */
  | { readonly kind: 'inQuery' }
  /** `Authorization` without a value, or with the scheme alone. */
  | { readonly kind: 'emptyHeader' | 'emptyToken' };

/** What is known about a request that has to be refused. */
export interface RefusalFacts {
  readonly reason?: 'missing' | 'malformed' | 'unknown' | 'expired' | 'revoked';
  readonly violation?: Pick<Violation, 'in' | 'at' | 'keyword'>;
}

/** The fault of a server that accepts what it has to refuse, or refuses what it has to accept. */
export interface Acceptance {
  readonly code: FindingCode;
  /** Goes on after `POST /webhooks answered 201`. */
  readonly message: string;
  readonly contractPointer: string;
  /** As in {@link Draft}. */
  readonly key?: string;
}

/** A refusal that is expected. */
export interface RefusalExpectation {
  readonly kind: 'refusal';
  /** Conditions whose outcome is right; the first is the usual one. */
  readonly conditions: readonly string[];
  readonly facts?: RefusalFacts;
  /** Further statuses that nothing speaks against. */
  readonly tolerated?: readonly number[];
  /** Refusals that only somebody gets who was let in, e.g. 404 behind a scope. */
  readonly letIn?: readonly number[];
  readonly accepted: Acceptance;
}

/** A success that is expected. */
export interface SuccessExpectation {
  readonly kind: 'success';
  /** A refusal that has a name of its own when this condition is its reason. */
  readonly refused?: Acceptance & { readonly condition: string };
}

/** What a correct server answers. */
export type Expectation = SuccessExpectation | RefusalExpectation;

/** One request of a case. */
export interface Step {
  readonly variant: Variant;
  readonly input: Input;
  /**
   * `either`: nobody knows which; the answer is judged as what it is. `anything`: the contract says nothing about such
   * a request; the server must not fail, and its answer must be sound as HTTP. `probe`: a success is judged; what a
   * refusal means is for the case to find out.
   */
  readonly expect:
    | Expectation
    | (Omit<RefusalExpectation, 'kind'> & { readonly kind: 'either' })
    | { readonly kind: 'probe' }
    | { readonly kind: 'anything'; /** 5xx statuses that are right here. */ readonly tolerated?: readonly number[] };
  /** Default: the main token. */
  readonly credentials?: Credentials;
  /** Changes the request after it was written down, before credentials are put in. */
  rewrite?(request: WireRequest): WireRequest;
  /** Sends it another way than the other requests of the run. */
  readonly via?: Transport;
  /** A connection that closes without an answer is as good as an answer: `send` throws NoAnswer, nothing is reported. */
  readonly mayClose?: boolean;
  /** Takes the faults of the answer instead of the run: nothing is reported. */
  collect?(draft: Draft): void;
  /** What may make the server fail here; its 5xx answers to the same thing are one finding. Default: the operation. */
  readonly cause?: string;
}

/** A fault as a check sees it; the collector makes a finding of it. */
export interface Draft {
  readonly code: FindingCode;
  /** One sentence: what was expected, what came. */
  readonly message: string;
  readonly contractPointer?: string;
  readonly responsePointer?: string;
  /** What a correct server does, as short text. Default: the title of the case. */
  readonly expected?: string;
  /** What this one did, as short text. Default: the value at the response pointer, else the status. */
  readonly received?: string;
  /** What a replay looks for. Default: whether the answer still has this status and value. */
  readonly proof?: Proof;
  /** Set where no single answer shows it: there is nothing to replay. */
  readonly replay?: false;
  readonly operation?: Operation;
  readonly exchange?: Exchange;
  /** The request, where no answer came. */
  readonly sent?: Sent;
  /** The delivery that shows it, where no answer does. */
  readonly delivery?: Delivery;
  /** Set where no contract gives the rule, only a standard: the fault warns, unless the run is strict. */
  readonly severity?: 'warning';
  /** Further nodes of the contract whose evidence the rule rests on. */
  readonly restsOn?: readonly string[];
  /** Name of the check that saw it; set by the engine. */
  readonly check?: string;
  /** Faults with the same key have one cause. Default: code, contract pointer and response pointer. */
  readonly key?: string;
  /** Further names of the cause: faults of one code that share any of them, or a key, are one finding. */
  readonly aliases?: readonly string[];
  /** Keys of a more general fault of the same code: where that was found, this one is a part of it. */
  readonly partOf?: readonly string[];
  /** How odd the request is: of all that show one fault the plainest is shown. Default 0. */
  readonly odd?: number;
}

/** What a case can use while it runs. */
export interface CaseRun {
  readonly contract: Contract;
  readonly compiler: SchemaCompiler;
  readonly values: Values;
  readonly world: World;
  readonly variants: readonly Variant[];
  readonly clock: Clock;
  readonly tokens: {
    readonly main: string;
    readonly second?: string;
    readonly limited?: string;
    readonly revoked?: string;
  };
  readonly readOnly: boolean;
  /** As in {@link PlanContext}. */
  readonly isQuick: boolean;
  /** Rules that are only inferred count like all others. */
  readonly strict: boolean;
  /** What deliveries are received with; absent where none are. */
  readonly bench?: Bench | undefined;
  /** How the server is reached; `unavailable` says why a case cannot open a connection of its own. */
  readonly connection: ConnectionOptions & { readonly unavailable?: string };
  /**
   * Sends one request and judges the answer.
   * @throws Skip when a quota or the time does not allow it
   */
  send(step: Step): Promise<Exchange>;
  report(draft: Draft): void;
  /** Lets time pass, for what a server does after its answer. */
  pause(milliseconds: number): Promise<void>;
  /** Whether this case has reported anything so far. */
  readonly faults: readonly Draft[];
  /** Whether a fault with this code has been found for the operation, in any case. */
  found(code: FindingCode, operation: Operation): boolean;
  /** Whether a fault with this code has been found at all. */
  foundAnywhere(code: FindingCode): boolean;
  /** Notes that a request constraint was broken. */
  cover(constraint: string): void;
}

/** One thing to find out. */
export interface Case {
  readonly id: string;
  readonly phase: Phase;
  /** Name of the check that planned it; set by the plan. */
  readonly check?: string;
  readonly operation?: Operation;
  readonly title: string;
  /** Position in the whole plan, set by the plan: its requests carry it, whichever other cases run. */
  readonly number?: number;
  /** Whether `--profile quick` runs it. Default: by its check and its place in the plan. */
  readonly quick?: boolean;
  /** Known before the run that it cannot be judged. */
  readonly skip?: string;
  /** @throws Skip when it cannot be judged */
  run(run: CaseRun): Promise<void>;
}

/** What checks plan their cases with. */
export interface PlanContext {
  readonly contract: Contract;
  readonly compiler: SchemaCompiler;
  readonly values: Values;
  readonly variants: readonly Variant[];
  readonly options: {
    readonly readOnly: boolean;
    readonly destructive: boolean;
    /** Few requests: what takes many to find out is asked once. */
    readonly isQuick: boolean;
    /** Requests that generated cases may send together. */
    readonly fuzz: number;
    readonly tokens: CaseRun['tokens'];
    /** How deliveries come in; absent where the contract has none. */
    readonly reach?: Reach | undefined;
  };
}

/** A family of cases: one file under `checks/`. */
export interface CaseCheck {
  /** Public id, kebab-case, the file's name. */
  readonly name: string;
  readonly phase: Phase;
  plan(context: PlanContext): readonly Case[];
}

/** Thrown by a case that cannot be judged; the message is the reason. */
export class Skip extends Error {
  override readonly name = 'Skip';
}
