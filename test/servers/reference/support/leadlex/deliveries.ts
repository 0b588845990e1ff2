/** LeadLex's deliveries: how they are signed and sent, and the log with one row for each. */
import { createHmac, randomBytes } from 'node:crypto';
import { toIso } from '../fields.ts';
import type { ReferenceOptions } from '../reference.ts';
import { createSender, type Order, type Sender, type SenderHooks } from '../sender.ts';

/** A webhook as far as deliveries go. */
export interface Receiving {
  readonly id: string;
  url: string;
  active: boolean;
  readonly secret: string;
}

/** One row of the log, and whose it is. */
export interface Log {
  readonly webhook: string;
  readonly row: Readonly<Record<string, unknown>> & { readonly status: string; readonly delivered_at: string };
}

/** What deliveries need of a workspace; the log has the newest row first. */
export interface Outgoing {
  readonly webhooks: ReadonlyMap<string, Receiving>;
  readonly logs: Log[];
}

/** The documented delays. */
const RETRIES = [5, 30, 300, 3600, 21_600].map((seconds) => seconds * 1000);

/** The sender. */
export function createLeadlexSender(
  now: () => number,
  forward: ReferenceOptions['forward'],
  hooks: SenderHooks | undefined,
): Sender {
  return createSender({
    now,
    forward,
    hooks,
    policy: { retries: RETRIES },
    eventId: () => `evt_${randomBytes(8).toString('hex')}`,
    compose({ target, event, data, eventId, deliveryId, bornAt, time }) {
      const body = JSON.stringify({ id: eventId, type: event, created_at: toIso(bornAt), data });
      const headers = {
        'Content-Type': 'application/json',
        'User-Agent': 'LeadLex-Webhook/1.0',
        'X-LeadLex-Signature': `sha256=${createHmac('sha256', target.secret).update(body).digest('hex')}`,
        'X-LeadLex-Timestamp': toIso(time),
        'X-LeadLex-Delivery-ID': deliveryId,
      };
      return { headers, body };
    },
  });
}

/** One delivery to one webhook; its row shows the latest attempt. */
export function toOrder({ webhooks, logs }: Outgoing, webhook: Receiving, event: string, data: unknown): Order {
  const toTarget = () => ({ id: webhook.id, url: webhook.url, secret: webhook.secret });
  return {
    target: toTarget(),
    event,
    data,
    renew: () => (webhooks.has(webhook.id) && webhook.active ? toTarget() : undefined),
    disable: () => void (webhook.active = false),
    note({ status, error, excerpt, durationMs }, { deliveryId, attempt, time }) {
      const isSuccess = status !== null && status >= 200 && status < 300;
      const row = {
        delivery_id: deliveryId,
        event,
        status: isSuccess ? 'success' : 'failed',
        response_status_code: status,
        response_body: excerpt,
        duration_ms: durationMs,
        attempt,
        error: isSuccess ? null : (error ?? 'http_error'),
        delivered_at: toIso(time),
      };
      const known = logs.findIndex((log) => log.row['delivery_id'] === deliveryId);
      if (known < 0) logs.unshift({ webhook: webhook.id, row });
      else logs[known] = { webhook: webhook.id, row };
    },
  };
}
