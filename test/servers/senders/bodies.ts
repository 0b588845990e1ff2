/** Senders whose bodies are wrong; what they send is signed as it should be. */
import type { Provider } from '../faults/dialect.ts';
import { without } from '../faults/fault.ts';
import type { Parts } from '../reference/support/sender.ts';
import { posting, seen, type SenderFault, withHeaders, type WrongSender, wrongSender } from './sender-fault.ts';
import { resign } from './sign.ts';

const HOUR = 3_600_000;

/** Sends another body, signed. */
export const bodies = (provider: Provider, change: (json: any, parts: Parts) => unknown): WrongSender['hooks'] =>
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

const members = (json: any): boolean => json !== undefined;

/** The faults. */
export const bodyFaults: readonly SenderFault[] = [
  ...sends(
    'constant-birth',
    'says of every event that it happened on one day',
    ['encrata', 'leadlex', 'agentmessage'],
    ['DeliveryTimestampWrong'],
    (json) => ({ ...json, created_at: '2020-01-01T00:00:00Z' }),
    ({ json, at }) => at - Date.parse(json.created_at) > HOUR,
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
