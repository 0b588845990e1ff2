/** The bytes and headers of one attempt. */
import type { Fill } from '../contract/behaviour.ts';
import { applyFill, evaluate, type Scope } from '../contract/expression.ts';
import { setAt } from '../contract/pointer.ts';
import type { TemplateContext } from '../contract/template.ts';
import { sign, type Signed } from '../signing/sign.ts';
import { formatTimestamp } from '../signing/timestamp.ts';
import type { Job } from './job.ts';
import { getPolicy } from './policy.ts';
import { serialize } from './serialize.ts';

/** What identifies an attempt; `$delivery` in expressions. `time` is in milliseconds since 1970. */
export interface AttemptIdentity {
  readonly id: string;
  readonly eventId: string;
  /** Counts from 1. */
  readonly attempt: number;
  readonly time: number;
}

/** An attempt, ready to be sent. */
export interface Message {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly payload: unknown;
  /** Null when nothing was signed. */
  readonly signature: string | null;
}

/**
 * Builds the body from the event's example (or the job's payload) and the policy's `fill`, and signs it.
 * @param sent body of an earlier attempt of this delivery: it is sent again, byte for byte, under a signature of its own
 * @throws RangeError when the contract has no such event, or a header cannot carry its value
 * @throws SigningError when a secret does not fit the contract's scheme
 */
export function createMessage(job: Job, identity: AttemptIdentity, context: TemplateContext, sent?: string): Message {
  const { contract } = job;
  const policy = getPolicy(contract);
  const event = contract.events.find(({ name }) => name === job.event);
  if (!event) throw new RangeError(`${contract.name} has no event "${job.event}"`);
  const { id, eventId, attempt } = identity;
  const time = new Date(identity.time);
  const timestamp = formatTimestamp(time, contract.behaviour.signature?.timestamp?.unit ?? 'iso8601');
  const delivery = { id, eventId, attempt, timestamp };
  const now = formatTimestamp(time, 'iso8601');
  const scope: Scope = { ...context, roots: { ...job.roots, event, delivery, now } };
  const ground = job.payload === undefined ? (event.body?.examples[0]?.value ?? {}) : job.payload;
  const body =
    sent ??
    serialize(change(applyFill(structuredClone(ground), toFill(policy.fill, job), scope), job.set), policy.keys);
  const headers = toHeaders(policy.headers, scope);
  const signed = signBody(job, body, headers, id, time);
  for (const [name, value] of Object.entries(signed?.headers ?? {})) setHeader(headers, name, value);
  return {
    headers: Object.fromEntries(headers.values()),
    body,
    payload: JSON.parse(body),
    signature: signed?.signature ?? null,
  };
}

/** An event that is sent without a stored endpoint keeps what its example says of one. */
function toFill(fill: Fill, { roots = {} }: Job): Fill {
  const unknown = ['resource', 'tenant'].filter((root) => roots[root] === undefined);
  const speaksOf = (expression: unknown) => unknown.some((root) => JSON.stringify(expression).includes(`$${root}`));
  return Object.fromEntries(Object.entries(fill).filter(([, expression]) => !speaksOf(expression)));
}

function change(payload: unknown, changes: Job['set'] = {}): unknown {
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

/** Lower-case name → name as written and value. */
type Headers = Map<string, readonly [name: string, value: string]>;

function toHeaders(templates: Readonly<Record<string, unknown>>, scope: Scope): Headers {
  const headers: Headers = new Map();
  setHeader(headers, 'Content-Type', 'application/json');
  for (const [name, expression] of Object.entries(templates)) {
    const value = evaluate(expression, scope);
    if (value !== undefined && value !== null) setHeader(headers, name, String(value));
  }
  return headers;
}

function setHeader(headers: Headers, name: string, value: string): void {
  if (TRANSPORT.has(name.toLowerCase())) return;
  if (!FIELD_VALUE.test(value)) throw new RangeError(`The header ${name} cannot carry ${JSON.stringify(value)}`);
  headers.set(name.toLowerCase(), [name, value]);
}

function signBody(
  { contract, endpoint }: Job,
  body: string,
  headers: Headers,
  id: string,
  timestamp: Date,
): Signed | undefined {
  const scheme = contract.behaviour.signature;
  const [secret] = endpoint.secrets;
  if (!scheme || secret === undefined) return undefined;
  return sign({
    scheme,
    secret,
    body,
    timestamp,
    id,
    url: endpoint.url,
    headers: Object.fromEntries(headers.values()),
  });
}
