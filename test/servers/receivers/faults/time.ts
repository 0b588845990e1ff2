/** Receivers that look at the time of a delivery wrongly, or not at all. */
import type { Change } from '../receiver.ts';
import { read, type Scheme } from '../schemes.ts';
import { fault, hasFailed, isFine } from './fault.ts';

const now = (): number => Math.floor(Date.now() / 1000);

/** The text of the time in the headers of a delivery, changed. */
function editTime(scheme: Scheme, change: (text: string) => string | undefined) {
  return (headers: Record<string, string>): Record<string, string> => {
    if (scheme.contract === 'agentmessage') {
      const [, before = '', rest = ''] = /^t=(\d+),(.*)$/.exec(headers['X-AmCore-Signature']!) ?? [];
      const text = change(before);
      return { ...headers, 'X-AmCore-Signature': text === undefined ? rest : `t=${text},${rest}` };
    }
    const { 'Webhook-Timestamp': before = '', ...rest } = headers;
    const text = change(before);
    return text === undefined ? rest : { ...rest, 'Webhook-Timestamp': text };
  };
}

/** Sees the time as another text before it verifies. */
function seeing(change: (text: string | undefined) => string | undefined): Change {
  return (right, { scheme }) => ({
    verify(request, body) {
      const refusal = right.verify(request, body);
      if (!refusal) return refusal;
      const text = change(scheme.time?.(request.headers));
      if (text === undefined) return refusal;
      if (scheme.contract === 'agentmessage') {
        const rest = read(request.headers, scheme.header)?.replace(/^t=[^,]*,/, '') ?? '';
        request.headers[scheme.header] = `t=${text},${rest}`;
      } else request.headers['webhook-timestamp'] = text;
      return right.verify(request, body);
    },
  });
}

const unhurried =
  (isIgnored: (age: number) => boolean): Change =>
  (right, { scheme }) => ({
    verify(request, body) {
      const refusal = right.verify(request, body);
      return refusal?.text === 'too old' && isIgnored(now() - Number(scheme.time?.(request.headers)))
        ? undefined
        : refusal;
    },
  });

/** What is wrong about times. */
export const timeFaults = [
  ...fault('any-age', 'accepts a delivery of any age', ['StaleTimestampAccepted'], ['till'], () => ({
    change: unhurried(() => true),
    isWrong: async (sender) => isFine(await sender.deliver({ seconds: now() - 86_400 })),
  })),
  ...fault('any-past', 'accepts a delivery of any age in the past', ['StaleTimestampAccepted'], ['till'], () => ({
    change: unhurried((age) => age > 0),
    isWrong: async (sender) => isFine(await sender.deliver({ seconds: now() - 86_400 })),
  })),
  ...fault('from-the-future', 'accepts a delivery from the future', ['FutureTimestampAccepted'], ['till'], () => ({
    change: unhurried((age) => age < 0),
    isWrong: async (sender) => isFine(await sender.deliver({ seconds: now() + 86_400 })),
  })),
  ...fault('one-minute', 'accepts a delivery for a minute alone', ['ToleratedTimestampRefused'], ['till'], () => ({
    change: (right, { scheme }) => ({
      verify(request, body) {
        const age = Math.abs(now() - Number(scheme.time?.(request.headers)));
        return right.verify(request, body) ?? (age > 60 ? { status: 401, text: 'too old' } : undefined);
      },
    }),
    isWrong: async (sender) => !isFine(await sender.deliver({ seconds: now() - 200 })),
  })),
  ...fault(
    'read-as-number',
    'signs the time as it has read it, not as it came',
    ['MalformedTimestampAccepted'],
    ['agentmessage', 'till'],
    (scheme) => ({
      change: seeing((text) => {
        const number = Number.parseInt(text ?? '', 10);
        return Number.isNaN(number) ? undefined : String(number);
      }),
      isWrong: async (sender) => isFine(await sender.deliver({ edit: editTime(scheme, (text) => `${text}abc`) })),
    }),
  ),
  ...fault(
    'now-where-missing',
    'takes its own time where none came',
    ['MissingTimestampAccepted'],
    ['agentmessage', 'till'],
    (scheme) => ({
      change: (right, state) => ({
        verify(request, body) {
          const refusal = right.verify(request, body);
          const before = { ...request.headers };
          if (!refusal || scheme.time?.(before) !== undefined) return refusal;
          // A delivery takes less than three seconds.
          return [0, 1, 2].some((late) => {
            const text = String(now() - late);
            if (scheme.contract === 'agentmessage')
              request.headers[scheme.header] = `t=${text},${read(before, scheme.header)}`;
            else request.headers['webhook-timestamp'] = text;
            return right.verify(request, body) === undefined;
          }) && state.secrets.length > 0
            ? undefined
            : refusal;
        },
      }),
      isWrong: async (sender) => isFine(await sender.deliver({ edit: editTime(scheme, () => undefined) })),
    }),
  ),
  ...fault(
    'near-time',
    'tries the seconds around the time that came',
    ['AlteredTimestampAccepted'],
    ['agentmessage', 'till'],
    (scheme) => ({
      change: seeing((text) => (/^\d+$/.test(text ?? '') ? String(Number(text) - 1) : undefined)),
      isWrong: async (sender) =>
        isFine(await sender.deliver({ edit: editTime(scheme, (text) => String(Number(text) + 1)) })),
    }),
  ),
  ...fault(
    'fails-at-odd-time',
    'fails where the time is none',
    ['ForgeryFails'],
    ['agentmessage', 'till'],
    (scheme) => ({
      change: (right) => ({
        verify(request, body) {
          const text = scheme.time?.(request.headers);
          if (text !== undefined && Number.isNaN(Number(text))) throw new RangeError('Invalid time value');
          return right.verify(request, body);
        },
      }),
      isWrong: async (sender) => hasFailed(await sender.deliver({ edit: editTime(scheme, () => 'tomorrow') })),
    }),
  ),
  ...fault(
    'older-than-last',
    'refuses events that are older than the last one',
    ['OutOfOrderRefused'],
    ['encrata', 'agentmessage', 'leadlex', 'till'],
    (scheme) => ({
      change: (right, { notes }) => ({
        take(payload, request, body) {
          const created = String(scheme.created(payload));
          const last = (notes.get('last') as string | undefined) ?? '';
          notes.set('last', created > last ? created : last);
          // A second of grace, so that what arrives together may overtake.
          if (Date.parse(last) - Date.parse(created) > 1500) return { status: 409, text: 'too late' };
          return right.take(payload, request, body);
        },
      }),
      async isWrong(sender) {
        const at = (created_at: string) =>
          sender.deliver({ body: sender.payload((payload) => ({ ...payload, created_at })) });
        await at('2026-05-02T12:00:10Z');
        return !isFine(await at('2026-05-02T12:00:00Z'));
      },
    }),
  ),
];
