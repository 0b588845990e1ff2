/** AgentMessage's recorded deliveries: sending one, and the list with its filters. */
import { createHmac, randomUUID } from 'node:crypto';
import { isDateTime, isUuid, readInteger, toIso, type Fields } from '../fields.ts';
import type { ReferenceResponse } from '../http.ts';
import type { ReferenceOptions } from '../reference.ts';
import { createSender, type Order, type Parts, type Sender, type SenderHooks } from '../sender.ts';
import { refuse } from './answers.ts';
import { EVENTS, type Delivery, type Endpoint, type Organization } from './facts.ts';

/** The sender: each attempt is signed with the time at which it is made. */
export function createAgentmessageSender(
  now: () => number,
  forward: ReferenceOptions['forward'],
  hooks: SenderHooks | undefined,
): Sender {
  return createSender({
    now,
    forward,
    hooks,
    compose({ target, event, data, eventId, bornAt, time }: Parts) {
      const body = JSON.stringify({
        id: `evt_${eventId}`,
        type: event,
        api_version: '2026-04-01',
        created_at: toIso(bornAt),
        data,
      });
      const seconds = Math.floor(time / 1000);
      const mac = createHmac('sha256', target.secret).update(`${seconds}\n${body}`).digest('hex');
      return { headers: { 'Content-Type': 'application/json', 'X-AmCore-Signature': `t=${seconds},v1=${mac}` }, body };
    },
  });
}

/** One delivery to one endpoint; each attempt is recorded by itself. */
export function toOrder(organization: Organization, endpoint: Endpoint, event: string, data: unknown): Order {
  const toTarget = () => ({ id: endpoint.id, url: endpoint.url, secret: organization.secrets.get(endpoint.id)! });
  return {
    target: toTarget(),
    event,
    data,
    renew: () => (endpoint.active && endpoint.deleted_at === null ? toTarget() : undefined),
    disable: () => void (endpoint.active = false),
    note(posted, { attempt, eventId, time, target }, isLast) {
      const isSuccess = posted.status !== null && posted.status >= 200 && posted.status < 300;
      const delivery: Delivery = {
        id: randomUUID(),
        endpoint_id: endpoint.id,
        event_id: eventId,
        event_type: event,
        url: target.url,
        attempt,
        outcome: isSuccess ? 'success' : isLast ? 'dead' : 'retry',
        response_status: posted.status,
        response_time_ms: posted.durationMs,
        request_body_sha256: posted.bodySha256,
        request_body_bytes: posted.bodyBytes,
        response_body_excerpt: posted.excerpt,
        request_headers: posted.headers,
        error: posted.error,
        occurred_at: new Date(time).toISOString(),
      };
      organization.sent.unshift({ delivery, data });
    },
  };
}

/** Sends one event to one endpoint, and says what was recorded. @param once no retry follows */
export async function deliver(
  sender: Sender,
  organization: Organization,
  endpoint: Endpoint,
  event: string,
  data: unknown,
  once = false,
): Promise<{ readonly delivery: Delivery; readonly eventId: string }> {
  const { parts } = await sender.send({ ...toOrder(organization, endpoint, event, data), once });
  const { delivery } = organization.sent.find((entry) => entry.delivery.event_id === parts.eventId)!;
  return { delivery, eventId: parts.eventId };
}

/** Answers the list: filters combined with AND, newest first. */
export function listDeliveries(query: URLSearchParams, organization: Organization): ReferenceResponse {
  const details: Record<string, string> = {};
  const limit = readInteger(query, 'limit', 1, 200, 50);
  const low = readInteger(query, 'http_status_min', 100, 599, 0);
  const high = readInteger(query, 'http_status_max', 100, 599, 999);
  const [endpoint, event, outcome] = [query.get('endpoint_id'), query.get('event_type'), query.get('outcome')];
  const [since, until, cursor] = [query.get('since'), query.get('until'), query.get('cursor')];
  if (limit === undefined) details.limit = 'must be an integer from 1 to 200';
  if (low === undefined) details.http_status_min = 'must be an integer from 100 to 599';
  if (high === undefined) details.http_status_max = 'must be an integer from 100 to 599';
  if (low !== undefined && high !== undefined && low > high)
    details.http_status_min = 'must not be above http_status_max';
  if (endpoint !== null && !isUuid(endpoint)) details.endpoint_id = 'must be a uuid';
  if (event !== null && !EVENTS.includes(event)) details.event_type = 'unknown event type';
  if (outcome !== null && !['success', 'retry', 'dead'].includes(outcome))
    details.outcome = 'must be success, retry or dead';
  if (since !== null && !isDateTime(since)) details.since = 'must be a date-time';
  if (until !== null && !isDateTime(until)) details.until = 'must be a date-time';
  const all = organization.sent.map(({ delivery }) => delivery);
  const start = cursor === null ? 0 : all.findIndex(({ id }) => id === fromCursor(cursor)) + 1;
  if (cursor !== null && start === 0) details.cursor = 'not a cursor of this list';
  if (Object.keys(details).length > 0 || limit === undefined) return refuse(details);
  const rows = all
    .slice(start)
    .filter(
      (row) =>
        (endpoint === null || row.endpoint_id === endpoint) &&
        (event === null || row.event_type === event) &&
        (outcome === null || row.outcome === outcome) &&
        (since === null || Date.parse(row.occurred_at) >= Date.parse(since)) &&
        (until === null || Date.parse(row.occurred_at) <= Date.parse(until)) &&
        (low === 0 || (row.response_status ?? 0) >= low!) &&
        (high === 999 || (row.response_status ?? 999) <= high!),
    );
  const data = rows.slice(0, limit);
  const last = rows.length > limit ? data.at(-1) : undefined;
  return {
    status: 200,
    json: { success: true, data, meta: { total: 0, limit, offset: 0, next_cursor: last ? toCursor(last) : null } },
  };
}

function toCursor({ occurred_at, id }: Delivery): string {
  return Buffer.from(JSON.stringify({ created_at: occurred_at, id })).toString('base64');
}

function fromCursor(cursor: string): unknown {
  try {
    return (JSON.parse(Buffer.from(cursor, 'base64').toString()) as Fields).id;
  } catch {
    return undefined;
  }
}
