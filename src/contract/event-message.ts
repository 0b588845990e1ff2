/** The bytes and headers of an event, as the contract builds and signs them. */
import { sign, type Signed } from '../signing/sign.ts';
import { formatTimestamp } from '../signing/timestamp.ts';
import type { Fill } from './behaviour.ts';
import { toPolicy } from './delivery-policy.ts';
import { toEventPayload } from './event-payload.ts';
import { applyFill, evaluate, type Scope } from './expression.ts';
import { setAt } from './pointer.ts';
import { serialize } from './serialize.ts';
import type { TemplateContext } from './template.ts';
import type { Contract } from './types.ts';
import { copyJson } from './value.ts';

/** What an event is built from. */
export interface EventContent {
  readonly contract: Contract;
  /** Name of an event of the contract. */
  readonly event: string;
  /** Instead of the event's example, or what its schema makes; the policy's `fill` is applied to it too. */
  readonly payload?: unknown;
  /** Put into the payload after everything else: JSON pointer → value. */
  readonly set?: Readonly<Record<string, unknown>>;
  /** Further roots for expressions, e.g. `resource`, `tenant`. */
  readonly roots?: Readonly<Record<string, unknown>>;
}

/** What identifies an attempt; `$delivery` in expressions. `time` is in milliseconds since 1970. */
export interface AttemptIdentity {
  readonly id: string;
  readonly eventId: string;
  /** Counts from 1. */
  readonly attempt: number;
  readonly time: number;
}

/** An event before it is signed. */
export interface EventMessage {
  /** Lower-case name → name as written and value. */
  readonly headers: EventHeaders;
  readonly body: string;
  /** What `body` says; absent when an earlier body is sent again. */
  readonly payload?: unknown;
}

/** Lower-case name → name as written and value. */
export type EventHeaders = Map<string, readonly [name: string, value: string]>;

/**
 * Builds the body from the given payload, else {@link toEventPayload}, and the policy's `fill`, and the policy's headers.
 * @param sent body of an earlier attempt of this delivery: it is sent again, byte for byte
 * @throws RangeError when the contract has no such event, or a header cannot carry its value
 */
export function createEventMessage(
  content: EventContent,
  identity: AttemptIdentity,
  context: TemplateContext,
  sent?: string,
): EventMessage {
  const { contract } = content;
  const policy = toPolicy(contract);
  const event = contract.events.find(({ name }) => name === content.event);
  if (!event) throw new RangeError(`${contract.name} has no event "${content.event}"`);
  const { id, eventId, attempt } = identity;
  const time = new Date(identity.time);
  const timestamp = formatTimestamp(time, contract.behaviour.signature?.timestamp?.unit ?? 'iso8601');
  const delivery = { id, eventId, attempt, timestamp };
  const now = formatTimestamp(time, 'iso8601');
  const scope: Scope = { ...context, roots: { ...content.roots, event, delivery, now } };
  const headers = toHeaders(policy.headers, scope);
  if (sent !== undefined) return { headers, body: sent };
  const ground = content.payload === undefined ? (toEventPayload(contract, event) ?? {}) : content.payload;
  const payload = change(applyFill(copyJson(ground), toFill(policy.fill, content), scope), content.set);
  return { headers, body: serialize(payload, policy.keys), payload };
}

/**
 * Signs a message and adds the headers that carry the signature.
 * @param secrets the first one signs, several where the header has room for them; none: nothing is signed
 * @returns undefined when nothing was signed
 * @throws SigningError when a secret does not fit the contract's scheme
 */
export function signEventMessage(
  { headers, body }: EventMessage,
  contract: Contract,
  { id, time }: Pick<AttemptIdentity, 'id' | 'time'>,
  { secrets, url }: { readonly secrets: readonly string[]; readonly url: string },
): Signed | undefined {
  const scheme = contract.behaviour.signature;
  const [secret] = secrets;
  if (!scheme || secret === undefined) return undefined;
  const known = Object.fromEntries(headers.values());
  const signed = sign({ scheme, secret, body, timestamp: new Date(time), id, url, headers: known });
  for (const [name, value] of Object.entries(signed.headers)) setHeader(headers, name, value);
  return signed;
}

// A contract has one fill, which is prepared by its identity; without a stored endpoint a part of it holds.
const parts = new WeakMap<Fill, Map<string, Fill>>();

/** An event that is sent without a stored endpoint keeps what its example says of one. */
function toFill(fill: Fill, { roots = {} }: EventContent): Fill {
  const unknown = ['resource', 'tenant'].filter((root) => roots[root] === undefined);
  if (unknown.length === 0) return fill;
  const known = parts.get(fill) ?? new Map<string, Fill>();
  parts.set(fill, known);
  const key = unknown.join();
  const part = known.get(key) ?? withoutRoots(fill, unknown);
  known.set(key, part);
  return part;
}

function withoutRoots(fill: Fill, roots: readonly string[]): Fill {
  const speaksOf = (expression: unknown) => roots.some((root) => JSON.stringify(expression).includes(`$${root}`));
  return Object.fromEntries(Object.entries(fill).filter(([, expression]) => !speaksOf(expression)));
}

function change(payload: unknown, changes: EventContent['set'] = {}): unknown {
  let changed = payload;
  for (const [pointer, value] of Object.entries(changes)) changed = setAt(changed, pointer, value);
  return changed;
}

/** Headers that belong to the connection, whatever a contract says about them. */
const TRANSPORT = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
]);
/** What a header value may be made of (RFC 9110 §5.5). */
const FIELD_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

function toHeaders(templates: Readonly<Record<string, unknown>>, scope: Scope): EventHeaders {
  const headers: EventHeaders = new Map();
  setHeader(headers, 'Content-Type', 'application/json');
  for (const [name, expression] of Object.entries(templates)) {
    const value = evaluate(expression, scope);
    if (value !== undefined && value !== null) setHeader(headers, name, String(value));
  }
  return headers;
}

function setHeader(headers: EventHeaders, name: string, value: string): void {
  if (TRANSPORT.has(name.toLowerCase())) return;
  if (!FIELD_VALUE.test(value)) throw new RangeError(`The header ${name} cannot carry ${JSON.stringify(value)}`);
  headers.set(name.toLowerCase(), [name, value]);
}
