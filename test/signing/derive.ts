/**
 * Writes `vectors/derived.json` with node:crypto alone. Nothing of `src/` is imported: what is signed is spelled out here
 * once more, so that a mistake of ours cannot confirm itself. Run: `node test/signing/derive.ts`.
 */
import { createHmac, createPrivateKey, sign } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const T = '1777204800';
const MS = '1777204800000';
const ISO = '2026-04-26T12:00:00Z';
const now = ISO;
const url = 'https://example.com/hooks/1';
const body = '{"id":7,"name":"Zoë 名前","path":"a/b"}';
const key = 'top secret';
const raw = Buffer.from('000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f', 'hex');
const seed = Buffer.from('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb', 'hex');
const publicKey = Buffer.from('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c', 'hex');

type Text = string | Buffer;
const mac = (content: Text, secret: Text = key, hash = 'sha256') => createHmac(hash, secret).update(content).digest();
const hex = (content: Text, secret?: Text, hash?: string) => mac(content, secret, hash).toString('hex');
const base64 = (content: Text, secret?: Text, hash?: string) => mac(content, secret, hash).toString('base64');
const ed = (content: Text) => {
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  return sign(null, Buffer.from(content), createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }));
};

/** Rows without a source. */
type Row = Record<string, unknown>;
const good = (name: string, scheme: unknown, headers: Row, more: Row = {}): Row => ({
  name,
  scheme,
  secrets: [key],
  body,
  headers,
  now,
  ...more,
  valid: true,
});
const bad = (code: string, name: string, scheme: unknown, headers: Row, more: Row = {}): Row => ({
  ...good(name, scheme, headers, more),
  valid: false,
  code,
});

const whsk = `whsk_${seed.toString('base64')}`;
const whpk = `whpk_${publicKey.toString('base64')}`;
const msg = { 'webhook-id': 'msg_1', 'webhook-timestamp': T };
const v1a = (content = `msg_1.${T}.${body}`) => `v1a,${ed(content).toString('base64')}`;
const rawBase64 = { secrets: [raw.toString('base64')] };
const twitch = {
  'Twitch-Eventsub-Message-Id': 'e76c6bd4',
  'Twitch-Eventsub-Message-Timestamp': '2026-04-26T12:00:00.634234626Z',
};
const twitchSigned = `e76c6bd42026-04-26T12:00:00.634234626Z${body}`;
const plain = (more: Row = {}) => ({ header: 'X-S', ...more });
const listed = {
  header: 'X-S',
  format: { style: 'pairs', timestamp: 't', signature: 'v1' },
  timestamp: { in: 'pairs', unit: 'seconds' },
  content: ['$timestamp', '.', '$body'],
};
const bytes = Buffer.from([0xff, 0xfe, 0x00, 0xc3, 0x28, 0x0a, 0x80]);
const inBytes = { body: { hex: bytes.toString('hex') } };

const rows: Row[] = [
  good('asana', 'asana', { 'X-Hook-Signature': hex(body) }),
  good('bitbucket', 'bitbucket', { 'X-Hub-Signature': `sha256=${hex(body)}` }),
  good('box', 'box', { 'BOX-SIGNATURE-PRIMARY': base64(body + ISO), 'BOX-DELIVERY-TIMESTAMP': ISO }),
  good('calendly', 'calendly', { 'Calendly-Webhook-Signature': `t=${T},v1=${hex(`${T}.${body}`)}` }),
  good(
    'close',
    'close',
    { 'close-sig-hash': hex(T + body, raw), 'close-sig-timestamp': T },
    { secrets: [raw.toString('hex')] },
  ),
  good('cloudflare-stream', 'cloudflare-stream', { 'Webhook-Signature': `time=${T},sig1=${hex(`${T}.${body}`)}` }),
  good('convoy', 'convoy', { 'X-Convoy-Signature': hex(body) }),
  good('convoy-advanced', 'convoy-advanced', {
    'X-Convoy-Signature': `t=${T},v1=${'a'.repeat(64)},v1=${hex(`${T},${body}`)},v0=${hex(body)}`,
  }),
  good('customer-io', 'customer-io', { 'X-CIO-Signature': hex(`v0:${T}:${body}`), 'X-CIO-Timestamp': T }),
  good('docusign', 'docusign', { 'X-DocuSign-Signature-1': base64(body) }),
  good('dropbox', 'dropbox', { 'X-Dropbox-Signature': hex(body) }),
  good('github-sha1', 'github-sha1', { 'X-Hub-Signature': `sha1=${hex(body, key, 'sha1')}` }),
  good('heroku', 'heroku', { 'Heroku-Webhook-Hmac-SHA256': base64(body) }),
  good(
    'hubspot',
    'hubspot',
    { 'X-HubSpot-Signature-v3': base64(`POST${url}${body}${MS}`), 'X-HubSpot-Request-Timestamp': MS },
    { url },
  ),
  good('intercom', 'intercom', { 'X-Hub-Signature': `sha1=${hex(body, key, 'sha1')}` }),
  good('lemon-squeezy', 'lemon-squeezy', { 'X-Signature': hex(body) }),
  good('linear', 'linear', { 'Linear-Signature': hex(body) }),
  good('meta', 'meta', { 'X-Hub-Signature-256': `sha256=${hex(body)}` }),
  good('mux', 'mux', { 'Mux-Signature': `t=${T},v1=${hex(`${T}.${body}`)}` }),
  good('pagerduty, two secrets at work', 'pagerduty', {
    'X-PagerDuty-Signature': `v1=${hex(body, 'older')},v1=${hex(body)}`,
  }),
  good('paystack', 'paystack', { 'x-paystack-signature': hex(body, key, 'sha512') }),
  good('razorpay', 'razorpay', { 'X-Razorpay-Signature': hex(body) }),
  good('shopify', 'shopify', { 'X-Shopify-Hmac-SHA256': base64(body) }),
  good(
    'standard-webhooks-ed25519, public key',
    'standard-webhooks-ed25519',
    { ...msg, 'webhook-signature': v1a() },
    { secrets: [whpk] },
  ),
  good(
    'standard-webhooks-ed25519, private key',
    'standard-webhooks-ed25519',
    { ...msg, 'webhook-signature': v1a() },
    { secrets: [whsk] },
  ),
  good(
    'standard-webhooks-ed25519, private and public key in one',
    'standard-webhooks-ed25519',
    { ...msg, 'webhook-signature': v1a() },
    { secrets: [`whsk_${Buffer.concat([seed, publicKey]).toString('base64')}`] },
  ),
  good(
    'standard-webhooks-ed25519 beside v1',
    'standard-webhooks-ed25519',
    { ...msg, 'webhook-signature': `v1,${base64(body)} ${v1a()}` },
    { secrets: [whpk] },
  ),
  good(
    'telnyx',
    'telnyx',
    { 'telnyx-signature-ed25519': ed(`${T}|${body}`).toString('base64'), 'telnyx-timestamp': T },
    { secrets: [publicKey.toString('base64')] },
  ),
  good('trello', 'trello', { 'X-Trello-Webhook': base64(body + url, key, 'sha1') }, { url }),
  good('twitch, nanoseconds', 'twitch', {
    ...twitch,
    'Twitch-Eventsub-Message-Signature': `sha256=${hex(twitchSigned)}`,
  }),
  good('typeform', 'typeform', { 'Typeform-Signature': `sha256=${base64(body)}` }),
  good('vercel', 'vercel', { 'x-vercel-signature': hex(body, key, 'sha1') }),
  good('woocommerce', 'woocommerce', { 'X-WC-Webhook-Signature': base64(body) }),
  good('xero', 'xero', { 'x-xero-signature': base64(body) }),
  good('zendesk', 'zendesk', {
    'X-Zendesk-Webhook-Signature': base64(ISO + body),
    'X-Zendesk-Webhook-Signature-Timestamp': ISO,
  }),
  good('zoom', 'zoom', { 'x-zm-signature': `v0=${hex(`v0:${T}:${body}`)}`, 'x-zm-request-timestamp': T }),
  good(
    'newline between time and body',
    { ...listed, content: ['$timestamp', '\n', '$body'] },
    { 'X-S': `t=${T},v1=${hex(`${T}\n${body}`)}` },
  ),
  good('bytes that are no UTF-8, hex', plain(), { 'X-S': hex(bytes) }, inBytes),
  good(
    'bytes that are no UTF-8 behind a time',
    listed,
    { 'X-S': `t=${T},v1=${hex(Buffer.concat([Buffer.from(`${T}.`), bytes]))}` },
    inBytes,
  ),
  good(
    'form values that are no UTF-8',
    'twilio',
    {
      'X-Twilio-Signature': base64(
        Buffer.concat([Buffer.from(`${url}a`), Buffer.from([0xff]), Buffer.from('b ')]),
        key,
        'sha1',
      ),
    },
    { url, body: 'b=+&a=%FF' },
  ),
  good('hex in upper case', plain(), { 'X-S': hex(body).toUpperCase() }),
  good(
    'key from base64, prefix kept out',
    plain({ secret: { decode: 'base64', prefix: 'k_', strip: true } }),
    { 'X-S': hex(body, raw) },
    { secrets: [`k_${raw.toString('base64')}`] },
  ),
  good(
    'prefix that belongs to the key',
    plain({ secret: { prefix: 'whsec_' } }),
    { 'X-S': hex(body, 'whsec_abc') },
    { secrets: ['whsec_abc'] },
  ),
  good('second of two secrets', plain(), { 'X-S': hex(body, 'older') }, { secrets: [key, 'older'] }),
  bad('MalformedTimestamp', 'a time with letters behind it', listed, {
    'X-S': `t=1614265330abc,v1=${hex(`1614265330abc.${body}`)}`,
  }),
  bad('MalformedTimestamp', 'a time with a fraction', listed, { 'X-S': `t=${T}.5,v1=${hex(`${T}.5.${body}`)}` }),
  bad('MalformedTimestamp', 'a date without time', 'zendesk', {
    'X-Zendesk-Webhook-Signature': base64(`2026-04-26${body}`),
    'X-Zendesk-Webhook-Signature-Timestamp': '2026-04-26',
  }),
  bad('MalformedHeader', 'two times', listed, { 'X-S': `t=${T},t=1,v1=${hex(`${T}.${body}`)}` }),
  bad('MissingHeader', 'no header', plain(), {}),
  bad('MissingHeader', 'no id', 'twitch', {
    'Twitch-Eventsub-Message-Timestamp': ISO,
    'Twitch-Eventsub-Message-Signature': `sha256=${hex(ISO + body)}`,
  }),
  bad('MissingPart', 'no URL', 'trello', { 'X-Trello-Webhook': base64(body, key, 'sha1') }),
  bad('MalformedHeader', 'SHA-1 where SHA-256 belongs', plain(), { 'X-S': hex(body, key, 'sha1') }),
  bad('MalformedHeader', 'base64 where hex belongs', plain(), { 'X-S': base64(body) }),
  bad('SignatureMismatch', 'bytes read as text', plain(), { 'X-S': hex(bytes) }, { body: bytes.toString('utf8') }),
  bad(
    'SignatureMismatch',
    'JSON written anew',
    plain(),
    { 'X-S': hex(body) },
    { body: JSON.stringify(JSON.parse(body), undefined, 1) },
  ),
  bad('SignatureMismatch', 'nanoseconds cut to milliseconds', 'twitch', {
    ...twitch,
    'Twitch-Eventsub-Message-Timestamp': '2026-04-26T12:00:00.634Z',
    'Twitch-Eventsub-Message-Signature': `sha256=${hex(twitchSigned)}`,
  }),
  bad(
    'SignatureMismatch',
    'Ed25519 over another id',
    'standard-webhooks-ed25519',
    { ...msg, 'webhook-signature': v1a(`msg_2.${T}.${body}`) },
    { secrets: [whpk] },
  ),
  bad(
    'MalformedSecret',
    'a key of Ed25519 that is too short',
    'telnyx',
    { 'telnyx-signature-ed25519': ed(body).toString('base64'), 'telnyx-timestamp': T },
    { secrets: ['AAAA'] },
  ),
  bad('MalformedSecret', 'a secret that is no base64', plain({ secret: { decode: 'base64' } }), { 'X-S': hex(body) }),
  bad('EmptySecret', 'an empty secret', plain(), { 'X-S': hex(body) }, { secrets: [''] }),
  bad('StaleTimestamp', 'an ISO time 601 s ago', 'twitch', {
    ...twitch,
    'Twitch-Eventsub-Message-Timestamp': '2026-04-26T11:49:59Z',
    'Twitch-Eventsub-Message-Signature': `sha256=${hex(`e76c6bd42026-04-26T11:49:59Z${body}`)}`,
  }),
  bad(
    'StaleTimestamp',
    'milliseconds 301 s ago',
    'hubspot',
    {
      'X-HubSpot-Signature-v3': base64(`POST${url}${body}1777204499000`),
      'X-HubSpot-Request-Timestamp': '1777204499000',
    },
    { url },
  ),
  bad('FutureTimestamp', 'milliseconds where seconds belong', 'mux', {
    'Mux-Signature': `t=${MS},v1=${hex(`${MS}.${body}`)}`,
  }),
  bad(
    'SignatureMismatch',
    'base64 key used as text',
    'standard-webhooks',
    { ...msg, 'webhook-signature': `v1,${base64(`msg_1.${T}.${body}`, raw.toString('base64'))}` },
    rawBase64,
  ),
];

/** Every row, with its source. */
export const derived = rows.map(({ name, ...row }) => ({ name, source: { kind: 'derived' }, ...row }));

if (import.meta.main) {
  writeFileSync(join(import.meta.dirname, 'vectors/derived.json'), `${JSON.stringify(derived, undefined, 2)}\n`);
}
