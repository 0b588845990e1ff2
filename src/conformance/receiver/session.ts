/** One run against a receiver: sends deliveries, notes faults, and sees whether the receiver is still there. */
import { isSuccess, toPolicy } from '../../contract/delivery-policy.ts';
import { toMilliseconds } from '../../contract/duration.ts';
import { createSchemaCompiler } from '../../contract/schema.ts';
import { createRandom } from '../../contract/template.ts';
import { HookspecError } from '../../errors.ts';
import { Skip } from '../case.ts';
import { systemClock, type Clock } from '../clock.ts';
import { describeFailure } from '../failure.ts';
import { createPace } from '../pace.ts';
import type { RequestForm } from '../raw/request-bytes.ts';
import { createSocketTransport, type SocketTransport } from '../raw/socket-transport.ts';
import { createRedactor } from '../redact.ts';
import { toWireResponse } from '../response.ts';
import { createReceiverCollector, type ReceiverCollector } from './collect.ts';
import { createDeliveries, type Delivery } from './delivery.ts';
import { createEffects } from './effects.ts';
import type { ReceiverCheckOptions } from './options.ts';
import type { ReceiverDraft, ReceiverRun, SentDelivery } from './receiver-check.ts';
import { chooseAnswerChecks } from './selection.ts';

/** Everything that lasts for the whole run. */
export interface ReceiverSession extends ReceiverRun {
  readonly collector: ReceiverCollector;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly deadline: number;
  readonly seed: number;
  /** Requests so far. */
  readonly sent: number;
  /** How often the receiver let the time run out. */
  readonly timeouts: number;
  /** Takes faults from now on. */
  listen(report: (draft: ReceiverDraft) => void): void;
  /** Sends a good delivery and judges nothing. */
  probe(event?: string): Promise<SentDelivery>;
}

/** What a connection says when nobody is there, as opposed to somebody who hangs up. */
const HUNG_UP = /ECONNRESET|EPIPE|closed/;

/** @throws HookspecError Usage */
export function openReceiverSession(options: ReceiverCheckOptions): ReceiverSession {
  const { contract, clock = systemClock, connection = {}, url } = options;
  const seed = options.seed ?? Math.floor(Math.random() * 2 ** 32);
  const policy = toPolicy(contract);
  const timeoutMs = options.timeoutMs ?? toMilliseconds(policy.timeout);
  const signal = options.signal ?? new AbortController().signal;
  const deadline = clock.now() + (options.maxTimeMs ?? 120_000);
  const random = createRandom(seed);
  const events = contract.events.filter(({ name }) => options.events?.includes(name) ?? true);
  const accepted = new Set<string>();
  const redactor = createRedactor();
  const secrets = [options.secret, options.previousSecret, options.retiredSecret].filter((text) => text !== undefined);
  for (const secret of secrets) redactor.add(secret, '[secret]', 1);
  const answerChecks = chooseAnswerChecks(options);
  const pace = createPace(clock, options.rate);
  const now = (): number => clock.now();
  const pause = (milliseconds: number) => clock.sleep(milliseconds, signal).catch(() => refuse('interrupted'));
  const mainEvent = () => events.find(({ name }) => accepted.has(name)) ?? events[0]!;
  const deliveries = createDeliveries({
    contract,
    secret: options.secret,
    url: options.registeredUrl ?? url,
    random,
    now,
    event: () => mainEvent().name,
    payload: options.payload,
    set: options.set,
  });
  const collector = createReceiverCollector(options, redactor.hide);
  let report: (draft: ReceiverDraft) => void = () => {};
  let sent = 0;
  let hasAnswered = false;
  let timeouts = 0;

  async function admit(): Promise<void> {
    if (signal.aborted) refuse('interrupted');
    if (now() > deadline) refuse('time');
    await pace.admit(sent, { deadline, reserve: 0, signal });
    sent += 1;
  }

  async function exchange(transport: SocketTransport, delivery: Delivery, isText = false): Promise<SentDelivery> {
    await admit();
    const startedAt = now();
    const { form } = transport;
    const headers = { 'User-Agent': 'hookspec-check-receiver', ...options.headers, ...delivery.headers };
    const time = AbortSignal.any([AbortSignal.timeout(timeoutMs), signal]);
    const body = isText ? { body: Buffer.from(delivery.body).toString() } : {};
    try {
      const raw = await transport.send({ method: delivery.method, url, headers, signal: time, ...body });
      hasAnswered = true;
      return { delivery, form, response: toWireResponse(raw), durationMs: now() - startedAt };
    } catch (error) {
      if (signal.aborted) refuse('interrupted');
      const { kind, text } = describeFailure(error, timeoutMs);
      if (kind === 'unsendable') throw error;
      if (!hasAnswered && kind === 'connection' && !HUNG_UP.test(text))
        throw new HookspecError('ServerUnreachable', `${url} does not answer: ${text}`, {
          hint: 'Start the receiver, or check its URL.',
          cause: error,
        });
      if (kind === 'timeout') {
        hasAnswered = true;
        timeouts += 1;
      }
      return { delivery, form, durationMs: now() - startedAt, failure: { kind, text } };
    }
  }

  function look(result: SentDelivery): SentDelivery {
    const { response } = result;
    if (!response) return result;
    const context = { scheme: contract.behaviour.signature, options, policy, sign: deliveries.sign, secrets };
    for (const { name, check } of answerChecks)
      for (const draft of check({ ...result, response }, context)) report({ check: name, ...draft });
    if (response.status === 429) refuse('the receiver limits its rate (429); slow down with --rate');
    return result;
  }

  const once = (delivery: Delivery, form: RequestForm): Promise<SentDelivery> => {
    const bytes = delivery.body.length > 0 || delivery.method === 'POST' ? { bytes: delivery.body } : {};
    const transport = createSocketTransport({ ...form, ...bytes }, connection);
    return exchange(transport, delivery);
  };

  const session: ReceiverSession = {
    ...deliveries,
    contract,
    compiler: createSchemaCompiler(contract),
    scheme: contract.behaviour.signature,
    policy,
    events,
    get event() {
      return mainEvent();
    },
    options,
    random,
    effects: options.effects && createEffects(options.effects, { pause, now }, options.settleMs ?? 2000),
    collector,
    clock,
    signal,
    deadline,
    seed,
    get sent() {
      return sent;
    },
    get timeouts() {
      return timeouts;
    },
    accepted,
    accept: (event) => void accepted.add(event),
    now,
    pause,
    listen: (listener) => void (report = listener),
    report: (draft) => report(draft),
    found: collector.has,
    send: async (delivery, form = {}) => look(await once(delivery, form)),
    async sendInTurn(list) {
      const transport = createSocketTransport({ keepAlive: true }, connection);
      const results: (SentDelivery & { readonly isReused: boolean })[] = [];
      for (const delivery of list) {
        const isReused = transport.isOpen;
        // oxlint-disable-next-line no-await-in-loop -- one connection
        const result = look(await exchange(transport, delivery, true));
        results.push({ ...result, isReused });
        if (!result.response) break;
      }
      transport.close();
      return results;
    },
    probe: (event) => once(deliveries.good(event === undefined ? {} : { event }), {}),
  };
  return session;
}

/** Whether a receiver took a delivery, be it with a success that the contract does not count. */
export function isAccepted({ response }: SentDelivery, { policy }: Pick<ReceiverRun, 'policy'>): boolean {
  return response !== undefined && isSuccess(response.status, [...policy.success, '2XX']);
}

function refuse(reason: string): never {
  throw new Skip(reason);
}
