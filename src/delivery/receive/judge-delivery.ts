/** What is right and wrong about a delivery that arrived. */
import { createSchemaCompiler } from '../../contract/schema.ts';
import type { Contract } from '../../contract/types.ts';
import { getHeader, type HeaderSource } from '../../signing/headers.ts';
import { verify } from '../../signing/sync.ts';
import { createEventFinder } from './find-event.ts';

/** A delivery as it arrived. */
export interface Arrival {
  readonly method: string;
  readonly headers: HeaderSource;
  readonly body: Uint8Array;
  /** The URL that it was sent to, as registered; only for schemes that sign it. */
  readonly url?: string | undefined;
}

/** One thing that is wrong. */
export interface DeliveryProblem {
  /** A code of `verify`, or `NotJson`, `UnknownEvent`, `PayloadInvalid`, `ContentTypeWrong`, `MethodWrong`. */
  readonly code: string;
  /** One sentence. */
  readonly message: string;
}

/** What is known of a delivery. */
export interface JudgedDelivery {
  /** Name of the event; undefined when nothing names one. */
  readonly event: string | undefined;
  /** The parsed body; undefined when it is no JSON. */
  readonly payload: unknown;
  /** `unchecked` without a secret or without a scheme in the contract. */
  readonly signature: 'valid' | 'invalid' | 'unchecked';
  readonly problems: readonly DeliveryProblem[];
}

/** Options of {@link createDeliveryJudge}. */
export interface JudgeOptions {
  /** Any of them may have signed; none: signatures are not checked. */
  readonly secrets: readonly string[];
  /** Milliseconds since 1970. Default: the system's. */
  readonly now?: (() => number) | undefined;
}

/** Prepares the judgement of a contract's deliveries. */
export function createDeliveryJudge(contract: Contract, options: JudgeOptions): (arrival: Arrival) => JudgedDelivery {
  const { secrets, now = Date.now } = options;
  const scheme = contract.behaviour.signature;
  const compiler = createSchemaCompiler(contract);
  const findEvent = createEventFinder(contract);

  function judgeSignature({ headers, body, url }: Arrival): DeliveryProblem | undefined {
    if (!scheme || secrets.length === 0) return undefined;
    const verdict = verify({ scheme, secrets, headers, body, now: new Date(now()), ...(url !== undefined && { url }) });
    return verdict.valid ? undefined : { code: verdict.code, message: verdict.message };
  }

  function* judgeContent({ headers, method }: Arrival, payload: unknown): Generator<DeliveryProblem> {
    if (method !== 'POST') yield problem('MethodWrong', `Deliveries are sent with POST, this one with ${method}`);
    const type = getHeader(headers, 'content-type') ?? '';
    if (payload === undefined) return yield problem('NotJson', 'The body is no JSON');
    const event = findEvent(headers, payload);
    if (event === undefined) return yield problem('UnknownEvent', 'Nothing in the delivery names an event');
    if (typeof event === 'string') return yield problem('UnknownEvent', `The contract has no event "${event}"`);
    const { body } = event;
    if (!body) return;
    if (!type.toLowerCase().startsWith(body.type.toLowerCase()))
      yield problem('ContentTypeWrong', `The content type is "${type}", documented is ${body.type}`);
    if (body.schemaPointer === undefined) return;
    for (const { at, message } of compiler.compile(body.schemaPointer, 'request')(payload))
      yield problem('PayloadInvalid', `${at || 'the payload'} ${message}`);
  }

  return (arrival) => {
    const payload = parse(arrival.body);
    const signature = judgeSignature(arrival);
    const event = payload === undefined ? undefined : findEvent(arrival.headers, payload);
    return {
      event: typeof event === 'object' ? event.name : event,
      payload,
      signature: signature ? 'invalid' : scheme && secrets.length > 0 ? 'valid' : 'unchecked',
      problems: [...(signature ? [signature] : []), ...judgeContent(arrival, payload)],
    };
  };
}

function problem(code: string, message: string): DeliveryProblem {
  return { code, message };
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as unknown;
  } catch {
    return undefined;
  }
}
