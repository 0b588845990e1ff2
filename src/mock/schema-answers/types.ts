/** What the engine for schemas takes and gives. */
import type { Operation, Violation } from '../../contract/types.ts';
import type { PlainRequest, PlainResponse } from '../message.ts';
import type { PrismClient } from '../prism-client.ts';

/** Why a request was refused. */
export interface Refusal {
  /** Statuses to look for in the contract, best first: `[401]`, `[415, 422, 400]`, `[422, 400]` in Prism's order. */
  readonly statuses: readonly number[];
  /** What is wrong; shown in `sl-violations`. Empty for credentials and media types. */
  readonly violations: readonly Violation[];
  /** One sentence for `sl-violations` where there are no violations. Default: Prism's words. */
  readonly reason?: string | undefined;
}

/** A callback to send. */
export interface CallbackCall {
  readonly operation: Operation;
  readonly name: string;
  /** Upper case. */
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Options of `createSchemaEngine`. */
export interface SchemaEngineOptions {
  /** Generates what no example gives. Without it such an answer is a 501 that says so. */
  readonly prism?: PrismClient | undefined;
  /** Sends a callback. Default: none are sent. Must not throw. */
  readonly sendCallback?: ((call: CallbackCall) => void) | undefined;
  /** A response that breaks its own contract becomes an error; for `whole` only. Default false. */
  readonly errors?: boolean | undefined;
  /** Generate from the schemas although examples exist. Default false. */
  readonly dynamic?: boolean | undefined;
  /** Generated values repeat with the same seed. Default: other values each time. */
  readonly seed?: string | undefined;
  /** Send Prism's CORS headers; for `whole` only. Default true. */
  readonly cors?: boolean | undefined;
}

/** Answers from the schemas. */
export interface SchemaEngine {
  /** The answer to a good request; at once where it is kept or stands in the contract. */
  answer(operation: Operation, request: PlainRequest): PlainResponse | Promise<PlainResponse>;
  /** The documented answer to a refused request; undefined where the contract documents none with a body. */
  refuse(
    operation: Operation,
    request: PlainRequest,
    refusal: Refusal,
  ): PlainResponse | Promise<PlainResponse> | undefined;
  /** Everything by Prism's rules, routing included; `request.path` is the path at the port. */
  whole(request: PlainRequest): Promise<PlainResponse>;
  /** Lets go of Prism. */
  close(): Promise<void>;
}
