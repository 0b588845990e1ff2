/** A receiver for tests: takes deliveries, hands them out one by one, and sends some itself. */
import { requireEventPayload, toEventPayload } from '../../contract/event-payload.ts';
import { loadContract } from '../../contract/load.ts';
import { didYouMean } from '../../contract/nearest.ts';
import type { Contract } from '../../contract/types.ts';
import { HookspecError } from '../../errors.ts';
import { triggerEvent, type Triggered, type TriggerOptions } from '../trigger.ts';
import { openReceiver, type ReceivedDelivery, type ReceiverOptions } from './receiver.ts';

/** Options of {@link startReceiver}. */
export interface TestReceiverOptions extends Pick<ReceiverOptions, 'port' | 'status' | 'now'> {
  /** Signs what `trigger` sends, and verifies what arrives. Several: any of them verifies, the first one signs. */
  readonly secret?: string | readonly string[] | undefined;
  /** Where `trigger` sends to: the receiver under test. Default: this one. */
  readonly to?: string | undefined;
  /** Milliseconds that `next` waits. Default 5000. */
  readonly patience?: number | undefined;
}

/** A running receiver. */
export interface TestReceiver extends AsyncDisposable {
  /** `http://127.0.0.1:port`. */
  readonly url: string;
  /** Everything that has arrived, oldest first. */
  readonly deliveries: readonly ReceivedDelivery[];
  /**
   * The next delivery, of this event if one is named; each is handed out once.
   * @throws Error when none arrives in time; the message says what arrived instead
   */
  next(event?: string): Promise<ReceivedDelivery>;
  /**
   * Sends an event, signed as the contract says. @param data stands in for the example's members
   * @throws HookspecError Usage when the contract has no such event
   */
  trigger(
    event: string,
    data?: Readonly<Record<string, unknown>>,
    options?: Pick<TriggerOptions, 'fault' | 'set' | 'seed'>,
  ): Promise<Triggered>;
  close(): Promise<void>;
}

/**
 * Starts a receiver of a contract's deliveries.
 * @param source a contract, or its name or file
 * @example
 * await using hooks = await startReceiver('shop.yaml', { secret });
 * await hooks.trigger('order.paid');
 * expect(await hooks.next('order.paid')).toMatchObject({ signature: 'valid', problems: [] });
 */
export async function startReceiver(
  source: string | Contract,
  { secret = [], to, patience = 5000, ...options }: TestReceiverOptions = {},
): Promise<TestReceiver> {
  const contract = typeof source === 'string' ? await loadContract(source) : source;
  const secrets = typeof secret === 'string' ? [secret] : secret;
  const deliveries: ReceivedDelivery[] = [];
  const taken = new Set<ReceivedDelivery>();
  const waiting = new Set<() => void>();
  const receiver = await openReceiver({
    ...options,
    contract,
    secrets,
    onDelivery(delivery) {
      deliveries.push(delivery);
      for (const look of waiting) look();
    },
  });
  const { url, close } = receiver;

  function take(event: string | undefined): ReceivedDelivery | undefined {
    const found = deliveries.find((entry) => !taken.has(entry) && (event === undefined || entry.event === event));
    if (found) taken.add(found);
    return found;
  }

  function next(event?: string): Promise<ReceivedDelivery> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = take(event);
        if (!found) return;
        clearTimeout(timer);
        waiting.delete(look);
        resolve(found);
      };
      const timer = setTimeout(() => {
        waiting.delete(look);
        reject(toMissing(event, patience, deliveries));
      }, patience);
      waiting.add(look);
      look();
    });
  }

  return {
    url,
    deliveries,
    next,
    async trigger(event, data = {}, more = {}) {
      const found = contract.events.find(({ name }) => name === event);
      if (!found) {
        const names = contract.events.map(({ name }) => name);
        throw new HookspecError('Usage', `${contract.name} has no event "${event}".${didYouMean(event, names)}`);
      }
      const isGiven = Object.keys(data).length > 0;
      const ground = isGiven ? toEventPayload(contract, found) : requireEventPayload(contract, found);
      const payload = { ...(ground as object | undefined), ...data };
      const [sent] = await triggerEvent({
        contract,
        event,
        to: to ?? url,
        secrets: secrets.slice(0, 1),
        payload,
        ...more,
      });
      return sent!;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

function toMissing(event: string | undefined, patience: number, deliveries: readonly ReceivedDelivery[]): Error {
  const wanted = event === undefined ? 'No delivery' : `No delivery of ${event}`;
  const names = deliveries.map((delivery) => delivery.event ?? 'one without a known event');
  const instead = names.length === 0 ? 'nothing arrived at all' : `what arrived: ${names.join(', ')}`;
  return new Error(`${wanted} arrived within ${patience} ms; ${instead}`);
}
