/** A receiver's handler: verifies, parses, tells events apart, and calls the function of each. */
import { verify } from '../../../signing/later.ts';
import { readPlace } from '../read-place.ts';
import { RawBodyGone, SenderGone, toAnswer, type Answer, type RawRequest } from './answer.ts';
import { assertOptions, readSecrets } from './check-options.ts';
import { toFetchHandler, type FetchHandler } from './fetch.ts';
import { toExpressHandler, toNodeHandler, type ExpressHandler, type NodeHandler } from './node.ts';
import type { EventHandler, WebhookDelivery, WebhookHandlerOptions } from './options.ts';
import { parseBody, readId } from './read-delivery.ts';

/** One handler, in the form of each kind of server. None of them ever rejects. */
export interface WebhookHandler {
  /** `(Request) => Promise<Response>`: route handlers of Next.js, Hono, Deno, Bun, workers. */
  readonly fetch: FetchHandler;
  /** `(req, res)`: `createServer` of `node:http`. */
  readonly node: NodeHandler;
  /** Express: on its own route or behind `express.raw`, before any `express.json`. */
  readonly express: ExpressHandler;
}

/** Bytes of a body, unless told otherwise. */
const MAX_BODY = 1024 * 1024;

/** Failures of `verify` that the sender has no part in. */
const OURS = new Set(['EmptySecret', 'MalformedSecret', 'MissingPart', 'MalformedBody', 'Unsupported']);

/**
 * Creates a handler of one provider's deliveries. The raw bytes are verified before anything is parsed. The answer is
 * 200 for what was handled, dropped or a duplicate; 401 for a signature that is not valid; 400 for what is no event; 405,
 * 413; and 500 when a handler throws, so that the provider sends the event again.
 * @throws TypeError an option that can never work: no secret, an event that the provider does not have, `seen` without `id`
 * @example
 * const hooks = createWebhookHandler<ShopEvents>({
 *   ...shopWebhooks,
 *   secrets: () => process.env.SHOP_SECRET,
 *   on: { 'order.paid': (event) => ship(event.data.order_id) },
 * });
 * export const POST = hooks.fetch;
 */
export function createWebhookHandler<Events extends object = Record<string, unknown>>(
  options: WebhookHandlerOptions<Events>,
): WebhookHandler {
  const { scheme, event: place, seen, otherwise, maxBody = MAX_BODY } = options;
  assertOptions(options);
  const handlers = new Map(Object.entries(options.on as Record<string, EventHandler<unknown> | undefined>));
  const report = options.onError ?? logError;
  const underWay = new Map<string, Promise<Answer>>();

  function refuse(request: RawRequest, status: number, code: string, message: string, headers = {}): Answer {
    options.onInvalid?.({ status, code, message, headers: request.headers });
    return toAnswer(status, { error: code, message }, headers);
  }

  async function receive(request: RawRequest): Promise<Answer> {
    if (request.method !== 'POST')
      return refuse(request, 405, 'MethodNotAllowed', 'Deliveries are sent with POST', { Allow: 'POST' });
    const body = await request.readBody(maxBody);
    if (!body) return refuse(request, 413, 'BodyTooLarge', `The body is longer than ${maxBody} bytes`);
    const verdict = await verify({
      scheme,
      secrets: await readSecrets(options.secrets),
      headers: request.headers,
      body,
      url: options.url,
      toleranceSeconds: options.toleranceSeconds,
      now: options.now?.(),
    });
    if (!verdict.valid) {
      if (OURS.has(verdict.code)) throw new Error(`Deliveries cannot be verified: ${verdict.message}`);
      return refuse(request, 401, verdict.code, verdict.message);
    }
    const payload = parseBody(body);
    if (payload === undefined) return refuse(request, 400, 'NotJson', 'The body is no JSON');
    const name = readPlace(place, request.headers, payload);
    if (typeof name !== 'string') return refuse(request, 400, 'NoEventName', 'Nothing in the delivery names an event');
    const id = await readId(options.id, request.headers, payload, body);
    return handle(payload, { event: name, id, headers: request.headers, body });
  }

  async function handle(payload: unknown, delivery: WebhookDelivery): Promise<Answer> {
    const { id } = delivery;
    if (!seen || id === undefined) return work(payload, delivery);
    // Of two copies that arrive together one is handled, and both get its answer.
    const running = underWay.get(id);
    if (running) return running;
    const answer = workOnce(seen, id, payload, delivery);
    underWay.set(id, answer);
    return answer.finally(() => underWay.delete(id));
  }

  async function workOnce(
    { has, add }: NonNullable<typeof seen>,
    id: string,
    payload: unknown,
    delivery: WebhookDelivery,
  ): Promise<Answer> {
    try {
      if (await has.call(seen, id)) return toAnswer(200, { received: delivery.event, duplicate: true });
      const answer = await work(payload, delivery);
      if (answer.status === 200) await add.call(seen, id);
      return answer;
    } catch (error) {
      return fail(error, delivery);
    }
  }

  async function work(payload: unknown, delivery: WebhookDelivery): Promise<Answer> {
    const handler = handlers.get(delivery.event) ?? (otherwise as EventHandler<unknown> | undefined);
    try {
      await handler?.(payload, delivery);
      return toAnswer(200, { received: delivery.event, ...(!handler && { handled: false }) });
    } catch (error) {
      return fail(error, delivery);
    }
  }

  function fail(error: unknown, delivery: WebhookDelivery | undefined): Answer {
    if (!(error instanceof SenderGone)) report(error, delivery);
    // What a handler throws may hold secrets; where the receiver is mounted wrongly, whoever sends a test should see it.
    const message = error instanceof RawBodyGone ? error.message : 'The receiver failed; send the event again';
    return toAnswer(500, { error: error instanceof RawBodyGone ? 'RawBodyGone' : 'ReceiverFailed', message });
  }

  const answer = (request: RawRequest) => receive(request).catch((error: unknown) => fail(error, undefined));
  return { fetch: toFetchHandler(answer), node: toNodeHandler(answer), express: toExpressHandler(answer) };
}

function logError(error: unknown): void {
  // An error that nobody listens for must be seen somewhere.
  // oxlint-disable-next-line no-console
  console.error(error);
}
