/** Senders whose times, headers, bodies or ids are wrong; what they send is signed as it should be. */
import type { Provider } from '../faults/dialect.ts';
import { without } from '../faults/fault.ts';
import type { Parts } from '../reference/support/sender.ts';
import { FULL, posting, seen, type SenderFault, withHeaders, type WrongSender, wrongSender } from './sender-fault.ts';
import { resign, signatureHeaders, toSignature } from './sign.ts';

const iso = (time: number): string => new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
const seconds = (text: string | undefined): number => Number(/t=(\d+)/.exec(text ?? '')?.[1]);
const HOUR = 3_600_000;

/** Sends another body, signed. */
const bodies = (provider: Provider, change: (json: any, parts: Parts) => unknown): WrongSender['hooks'] =>
  posting((given, parts) => {
    const changed = change(JSON.parse(String(given.body)), parts);
    const body = typeof changed === 'string' || Buffer.isBuffer(changed) ? changed : JSON.stringify(changed);
    return resign(provider, given, body, { secret: parts.target.secret, time: parts.time });
  });

const sends = (
  slug: string,
  name: string,
  providers: readonly Provider[],
  finds: readonly string[],
  change: (json: any, parts: Parts, provider: Provider) => unknown,
  isWrong: (came: { readonly body: Buffer; readonly json: any; readonly at: number }) => boolean,
): SenderFault[] =>
  wrongSender(slug, name, providers, (provider) => ({
    // A list that shows payloads shows these, too.
    finds: provider === 'encrata' ? [...finds, 'SchemaViolation?'] : finds,
    hooks: bodies(provider, (json, parts) => change(json, parts, provider))!,
    isWrong: seen(isWrong),
  }));

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

/** Ids of the right form. */
const ids: Readonly<Record<string, string>> = {
  leadlex: 'evt_01JS1V5Z8GQ4T7X9M2C6R3B0NA',
  agentmessage: '2d0a4c7e-6f1b-4c38-8e95-b7a3d1f0c264',
};

const members = (json: any): boolean => json !== undefined;

/** The faults. */
export const contentFaults: readonly SenderFault[] = [
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
  ...sends(
    'constant-birth',
    'says of every event that it happened on one day',
    ['encrata', 'leadlex', 'agentmessage'],
    ['DeliveryTimestampWrong'],
    (json) => ({ ...json, created_at: '2020-01-01T00:00:00Z' }),
    ({ json, at }) => at - Date.parse(json.created_at) > HOUR,
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
  ...sends(
    'byte-order-mark',
    'begins with a byte order mark',
    ['lava'],
    ['DeliveryBodyWrong'],
    (json) => `\uFEFF${JSON.stringify(json)}`,
    ({ body }) => body[0] === 0xef,
  ),
  ...sends(
    'latin1',
    'sends Latin-1',
    ['lava', 'agentmessage'],
    ['DeliveryBodyWrong'],
    (json) => Buffer.from(JSON.stringify({ ...json, note: 'Zoë' }), 'latin1'),
    ({ body }) => body.includes(0xeb) && !body.includes(0xc3),
  ),
  ...sends(
    'not-json',
    'sends what is no JSON',
    ['agentmessage', 'leadlex'],
    ['DeliveryBodyWrong'],
    (json) => `payload=${encodeURIComponent(JSON.stringify(json))}`,
    ({ json }) => !members(json),
  ),
  ...sends(
    'empty',
    'sends no body',
    ['lava'],
    ['DeliveryBodyWrong'],
    () => '',
    ({ body }) => body.length === 0,
  ),
  ...sends(
    'twice',
    'names a member twice',
    ['leadlex'],
    ['DeliveryBodyWrong'],
    (json) => JSON.stringify(json).replace('{', `{"id":"${json.id}",`),
    ({ body }) => body.toString().split('"id":"evt_').length > 2,
  ),
  ...sends(
    'unsorted',
    'does not sort its keys',
    ['encrata'],
    ['DeliveryBodyWrong'],
    ({ created_at, data, event }) => ({ event, data, created_at }),
    ({ body }) => body.toString().startsWith('{"event"'),
  ),
  ...sends(
    'spaces',
    'writes spaces between its values',
    ['encrata'],
    ['DeliveryBodyWrong'],
    (json) => JSON.stringify(json, null, 1),
    ({ body }) => body.toString().includes('\n'),
  ),
  ...sends(
    'no-data',
    'leaves the data out',
    ['lava', 'encrata', 'leadlex'],
    ['DeliveryPayloadInvalid'],
    (json) => without(json, 'data'),
    ({ json }) => !('data' in json),
  ),
  ...sends(
    'number-time',
    'writes the time of the event as a number',
    ['encrata', 'leadlex'],
    ['DeliveryPayloadInvalid'],
    (json, { bornAt }) => ({ ...json, created_at: Math.floor(bornAt / 1000) }),
    ({ json }) => typeof json.created_at === 'number',
  ),
  ...sends(
    'null-id',
    'has null for the id of the customer',
    ['lava'],
    ['DeliveryPayloadInvalid'],
    (json) => ({ ...json, data: { ...json.data, customer_id: null } }),
    ({ json }) => json.data.customer_id === null,
  ),
  ...sends(
    'other-spelling',
    'spells the event with underscores',
    ['lava', 'leadlex', 'encrata'],
    ['DeliveryEventWrong'],
    (json) => rename(json, (name) => name.replaceAll('.', '_')),
    ({ json }) => !(json.event ?? json.type).includes('.'),
  ),
  ...sends(
    'other-event',
    'calls every event by one name',
    ['agentmessage', 'leadlex'],
    ['DeliveryEventWrong'],
    (json, _, provider) => rename(json, () => (provider === 'leadlex' ? 'task.created' : 'wallet.balance_low')),
    ({ json }) => ['task.created', 'wallet.balance_low'].includes(json.type),
  ),
  ...wrongSender('one-event-id', 'has one id for all events', ['leadlex', 'agentmessage'], (provider) => ({
    finds: ['DeliveryIdReused'],
    hooks: () => ({ parts: (parts) => ({ ...parts, eventId: ids[provider]! }) }),
    isWrong: twoIds(({ json }) => json.id),
  })),
  ...wrongSender('one-delivery-id', 'has one id for all deliveries', ['leadlex'], () => ({
    finds: ['DeliveryIdReused'],
    hooks: () => ({ parts: (parts) => ({ ...parts, deliveryId: '2d0a4c7e-6f1b-4c38-8e95-b7a3d1f0c264' }) }),
    isWrong: twoIds(({ headers: all }) => all['x-leadlex-delivery-id']),
  })),
  ...wrongSender('new-event-id', 'gives each attempt an event id of its own', ['leadlex', 'agentmessage'], () => ({
    finds: ['DeliveryIdChanged'],
    isFull: true,
    hooks: () => ({
      policy: FULL,
      parts: (parts) => ({
        ...parts,
        eventId: parts.eventId.slice(0, -1) + String(parts.attempt),
      }),
    }),
    isWrong: retriedId(({ json }) => json.id),
  })),
  ...wrongSender('new-delivery-id', 'gives each attempt a delivery id of its own', ['leadlex'], () => ({
    finds: ['DeliveryIdChanged'],
    isFull: true,
    hooks: () => ({
      policy: FULL,
      parts: (parts) => ({ ...parts, deliveryId: parts.deliveryId.slice(0, -1) + String(parts.attempt) }),
    }),
    isWrong: retriedId(({ headers: all }) => all['x-leadlex-delivery-id']),
  })),
  ...wrongSender('secret-header', 'sends the secret along', ['lava', 'agentmessage'], () => ({
    // A list that shows the headers of a delivery shows it again.
    finds: ['SecretInDelivery', 'SecretReturnedTwice?'],
    hooks: posting((given, { target }) => withHeaders(given, { 'X-Webhook-Secret': target.secret })),
    isWrong: seen((came, hook) => Object.values(came.headers).includes(hook.secret)),
  })),
  ...sends(
    'secret-body',
    'sends the secret in the payload',
    ['leadlex', 'lava'],
    ['SecretInDelivery'],
    (json, { target }) => ({ ...json, webhook: { secret: target.secret } }),
    ({ json }) => 'webhook' in json,
  ),
];

function rename(json: any, change: (name: string) => string): unknown {
  return 'event' in json ? { ...json, event: change(json.event) } : { ...json, type: change(json.type) };
}

function twoIds(idOf: (came: any) => unknown): WrongSender['isWrong'] {
  return async (lab) => {
    await lab.create();
    const [one] = await lab.emit();
    const [other] = await lab.emit();
    return idOf(one) === idOf(other);
  };
}

function retriedId(idOf: (came: any) => unknown): WrongSender['isWrong'] {
  return async (lab) => {
    await lab.create();
    lab.replies.push({ status: 500 });
    const [one] = await lab.emit();
    const [again] = await lab.advance(6000);
    return idOf(one) !== idOf(again);
  };
}
