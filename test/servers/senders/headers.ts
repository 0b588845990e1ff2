/** Senders whose times or headers are wrong; what they send is signed as it should be. */
import type { Provider } from '../faults/dialect.ts';
import type { Parts } from '../reference/support/sender.ts';
import { posting, seen, type SenderFault, withHeaders, wrongSender } from './sender-fault.ts';
import { signatureHeaders, toSignature } from './sign.ts';

const iso = (time: number): string => new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
const seconds = (text: string | undefined): number => Number(/t=(\d+)/.exec(text ?? '')?.[1]);
const HOUR = 3_600_000;

const headers = (
  slug: string,
  name: string,
  provider: Provider,
  finds: readonly string[],
  change: (given: Readonly<Record<string, string>>, parts: Parts) => Readonly<Record<string, string | undefined>>,
  isWrong: (headers: Readonly<Record<string, string>>, at: number) => boolean,
): SenderFault[] =>
  wrongSender(slug, name, [provider], () => ({
    finds,
    hooks: posting((given, parts) => withHeaders(given, change(given.headers, parts))),
    isWrong: seen((came) => isWrong(came.headers, came.at)),
  }));

const times = (
  slug: string,
  name: string,
  shown: (time: number) => string,
  isWrong: (text: string, at: number) => boolean,
) =>
  wrongSender(slug, name, ['agentmessage'], (provider) => ({
    finds: ['DeliveryTimestampWrong'],
    hooks: posting((given, { target, time }) =>
      withHeaders(given, {
        [signatureHeaders[provider]]: toSignature(provider, given.body, {
          secret: target.secret,
          time,
          shown: shown(time),
        }),
      }),
    ),
    isWrong: seen(({ headers: all, at }) => isWrong(all['x-amcore-signature']!, at)),
  }));

/** The faults. */
export const headerFaults: readonly SenderFault[] = [
  ...times('milliseconds', 'writes its time in milliseconds', String, (text, at) => seconds(text) === at),
  ...times(
    'stale',
    'signs the time of an hour ago',
    (time) => String(Math.floor((time - HOUR) / 1000)),
    (text, at) => at / 1000 - seconds(text) > 3000,
  ),
  ...times(
    'future',
    'signs a time that is two hours ahead',
    (time) => String(Math.floor((time + 2 * HOUR) / 1000)),
    (text, at) => seconds(text) - at / 1000 > 3000,
  ),
  ...headers(
    'no-time',
    'sends no time',
    'leadlex',
    ['DeliveryTimestampWrong'],
    () => ({ 'X-LeadLex-Timestamp': undefined }),
    (all) => !('x-leadlex-timestamp' in all),
  ),
  ...headers(
    'unix-time',
    'sends its time in seconds since 1970',
    'leadlex',
    ['DeliveryTimestampWrong'],
    (_, { time }) => ({ 'X-LeadLex-Timestamp': String(Math.floor(time / 1000)) }),
    (all) => /^\d+$/.test(all['x-leadlex-timestamp']!),
  ),
  ...headers(
    'zoneless-time',
    'sends its time without a zone',
    'leadlex',
    ['DeliveryTimestampWrong'],
    (_, { time }) => ({ 'X-LeadLex-Timestamp': iso(time).replace('Z', '') }),
    (all) => !all['x-leadlex-timestamp']!.endsWith('Z'),
  ),
  ...headers(
    'old-time',
    'sends the time of yesterday',
    'leadlex',
    ['DeliveryTimestampWrong'],
    (_, { time }) => ({ 'X-LeadLex-Timestamp': iso(time - 24 * HOUR) }),
    (all, at) => at - Date.parse(all['x-leadlex-timestamp']!) > HOUR,
  ),
  ...headers(
    'no-delivery-id',
    'leaves the delivery id out',
    'leadlex',
    ['DeliveryHeaderMissing'],
    () => ({ 'X-LeadLex-Delivery-ID': undefined }),
    (all) => !('x-leadlex-delivery-id' in all),
  ),
  ...headers(
    'other-agent',
    'calls itself otherwise',
    'leadlex',
    ['DeliveryHeaderInvalid'],
    () => ({ 'User-Agent': 'node' }),
    (all) => all['user-agent'] !== 'LeadLex-Webhook/1.0',
  ),
  ...headers(
    'no-agent',
    'has no name',
    'leadlex',
    ['DeliveryHeaderMissing'],
    () => ({ 'User-Agent': undefined }),
    (all) => !('user-agent' in all),
  ),
  ...headers(
    'text-plain',
    'sends JSON as text',
    'lava',
    ['DeliveryContentTypeWrong'],
    () => ({ 'Content-Type': 'text/plain' }),
    (all) => all['content-type'] !== 'application/json',
  ),
  ...headers(
    'no-type',
    'sends no content type',
    'encrata',
    ['DeliveryContentTypeWrong'],
    () => ({ 'Content-Type': undefined }),
    (all) => all['content-type'] !== 'application/json',
  ),
  ...headers(
    'form-type',
    'calls its JSON a form',
    'agentmessage',
    ['DeliveryContentTypeWrong'],
    () => ({ 'Content-Type': 'application/x-www-form-urlencoded' }),
    (all) => all['content-type'] !== 'application/json',
  ),
];
