/** A handler of signed deliveries, and what it was given. */
import { createHmac } from 'node:crypto';
import { leadlexWebhooks, type LeadlexEvents } from '../../../../generated/leadlex/webhooks.ts';
import { createWebhookHandler } from '../../../../src/delivery/receive/webhooks.ts';
import type { InvalidRequest, WebhookHandlerOptions } from '../../../../src/delivery/receive/webhooks.ts';

export const SECRET = 'whsec_of_a_test';
export const HOOK_URL = 'https://app.example.com/hooks';
/** A delivery that is right once it is signed. */
export const good = '{"id":"evt_1","type":"contact.created","data":{"name":"ü"}}';
/** The header's value for a body. */
export const sign = (body: string | Uint8Array) => `sha256=${createHmac('sha256', SECRET).update(body).digest('hex')}`;

/** The handler, and what reached its functions. */
export interface Setup {
  readonly handled: unknown[];
  readonly invalid: InvalidRequest[];
  readonly errors: unknown[];
  readonly hooks: ReturnType<typeof createWebhookHandler>;
}

/** Creates it. */
export function create(options: Partial<WebhookHandlerOptions<LeadlexEvents>> = {}): Setup {
  const [handled, invalid, errors] = [[], [], []] as [unknown[], InvalidRequest[], unknown[]];
  const hooks = createWebhookHandler<LeadlexEvents>({
    ...leadlexWebhooks,
    secrets: SECRET,
    on: { 'contact.created': (event, { id, event: name }) => handled.push([name, id, event]) },
    onInvalid: (request) => invalid.push(request),
    onError: (error) => errors.push(error),
    ...options,
  } as WebhookHandlerOptions<LeadlexEvents>);
  return { handled, invalid, errors, hooks };
}

/** A signed delivery as a fetch route gets it. */
export function toRequest(body: string | Uint8Array, headers: Record<string, string> = {}): Request {
  return new Request(HOOK_URL, {
    method: 'POST',
    body: body as string,
    headers: { 'X-LeadLex-Signature': sign(body), ...headers },
  });
}
