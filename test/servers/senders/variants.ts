/** Right senders that do what no contract forbids: a run must find nothing. */
import type { Provider } from '../faults/dialect.ts';
import type { Posting } from '../reference/support/outbox.ts';
import type { SenderHooks } from '../reference/support/sender.ts';
import { FULL, withHeaders } from './sender-fault.ts';
import { resign, signatureHeaders, toSignature } from './sign.ts';

/** One unusual, right sender. */
export interface SenderVariant {
  /** Kebab-case, unique. */
  readonly id: string;
  /** What it does, as a sentence that begins with a verb. */
  readonly name: string;
  /** Default: all four. */
  readonly providers?: readonly Provider[];
  /** Its contract documents retries, Retry-After and 410. */
  readonly isFull?: boolean;
  readonly hooks: (provider: Provider) => SenderHooks;
}

const lower = (given: Posting): Posting => ({
  ...given,
  headers: Object.fromEntries(Object.entries(given.headers).map(([name, value]) => [name.toLowerCase(), value])),
});

/** The variants. */
export const senderVariants: readonly SenderVariant[] = [
  { id: 'lower-case', name: 'writes its header names in lower case', hooks: () => ({ compose: lower }) },
  {
    id: 'charset',
    name: 'names the charset of its JSON, and more headers than documented',
    hooks: () => ({
      compose: (given) =>
        withHeaders(given, {
          'Content-Type': 'application/json; charset=utf-8',
          'X-Request-Id': 'b1946ac9',
          Accept: '*/*',
          Traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
        }),
    }),
  },
  {
    id: 'pretty',
    name: 'writes JSON for people, and signs what it sends',
    providers: ['lava', 'agentmessage', 'leadlex'],
    hooks: (provider) => ({
      compose: (given, { target, time }) =>
        resign(provider, given, `${JSON.stringify(JSON.parse(String(given.body)), null, 2)}\n`, {
          secret: target.secret,
          time,
        }),
    }),
  },
  {
    id: 'more-properties',
    name: 'sends properties that nobody documents, and letters beyond ASCII',
    hooks: (provider) => ({
      compose: (given, { target, time }) => {
        const json = { ...JSON.parse(String(given.body)), zone: 'Zürich – 東京 🪝' };
        return resign(provider, given, JSON.stringify(json), { secret: target.secret, time });
      },
    }),
  },
  {
    id: 'capitals',
    name: 'writes its signature in capitals',
    providers: ['lava', 'leadlex'],
    hooks: (provider) => ({
      compose: (given, { target, time }) => {
        const value = toSignature(provider, given.body, { secret: target.secret, time });
        const shown = value.replace(/[0-9a-f]{64}$/, (digits) => digits.toUpperCase());
        return withHeaders(given, { [signatureHeaders[provider]]: shown });
      },
    }),
  },
  {
    id: 'two-signatures',
    name: 'signs with an old secret, too, and in a version that nobody knows yet',
    providers: ['agentmessage'],
    hooks: (provider) => ({
      compose: (given, { target, time }) => {
        const [stamp, value] = toSignature(provider, given.body, { secret: target.secret, time }).split(',');
        const old = toSignature(provider, given.body, { secret: 'an old secret', time }).split(',')[1];
        return withHeaders(given, { [signatureHeaders[provider]]: `${stamp},${old},${value},v2=00ff` });
      },
    }),
  },
  {
    id: 'clock',
    name: 'has a clock that is two minutes ahead',
    hooks: () => ({ parts: (parts) => ({ ...parts, time: parts.time + 120_000, bornAt: parts.bornAt + 120_000 }) }),
  },
  {
    id: 'late-retries',
    name: 'is a second late with each retry',
    isFull: true,
    hooks: () => ({ policy: FULL, again: (delay) => delay && delay + 1000 }),
  },
  {
    id: 'patient',
    name: 'waits twice as long for an answer as it says, and then tries again',
    isFull: true,
    hooks: () => ({ policy: { ...FULL, timeout: 1200 } }),
  },
  {
    id: 'shared-event',
    name: 'shows one event under one id to all who get it',
    providers: ['agentmessage', 'leadlex'],
    hooks: () => {
      const taken = new Map<string, { readonly id: string; readonly targets: Set<string> }>();
      const ofDelivery = new Map<string, string>();
      return {
        parts(parts) {
          const { event, bornAt, target, deliveryId, eventId } = parts;
          const key = `${event} ${bornAt}`;
          const known = taken.get(key);
          const shared = known && !known.targets.has(target.id) && !event.endsWith('test') ? known.id : eventId;
          const id = ofDelivery.get(deliveryId) ?? shared;
          ofDelivery.set(deliveryId, id);
          if (known?.id === id) known.targets.add(target.id);
          else taken.set(key, { id, targets: new Set([target.id]) });
          return { ...parts, eventId: id };
        },
      };
    },
  },
];
