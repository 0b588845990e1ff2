/** Each signs what the other verifies, and each refuses what the other refuses. */
import * as octokit from '@octokit/webhooks-methods';
import * as fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { Stripe } from 'stripe';
import { expect, test } from 'vitest';
import { presets } from '../../src/signing/presets.ts';
import { sign } from '../../src/signing/sign.ts';
import { verify } from '../../src/signing/verify.ts';

const runs = { seed: 1, numRuns: 60 };
// Stripe's and GitHub's verifiers take text, and well-formed text alone is the same on both sides.
const bodies = fc.oneof(fc.json(), fc.string({ unit: 'grapheme' })).filter((text) => text !== '');
const secrets = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => text.trim() === text);
const throws = (action: () => unknown) => {
  try {
    action();
    return false;
  } catch {
    return true;
  }
};

test('agrees with standardwebhooks', () => {
  const scheme = presets['standard-webhooks'];
  fc.assert(
    fc.property(fc.json(), fc.uint8Array({ minLength: 24, maxLength: 64 }), (body, key) => {
      const secret = `whsec_${Buffer.from(key).toString('base64')}`;
      const theirs = new Webhook(secret);
      // It reads the system's clock.
      const timestamp = new Date();
      const seconds = String(Math.floor(timestamp.getTime() / 1000));
      const ours = sign({ scheme, secret, body, id: 'msg_1', timestamp });
      expect(theirs.verify(body, ours.headers)).toEqual(JSON.parse(body));
      expect(throws(() => theirs.verify(`${body} `, ours.headers))).toBe(true);
      const headers = {
        'webhook-id': 'msg_1',
        'webhook-timestamp': seconds,
        'webhook-signature': theirs.sign('msg_1', timestamp, body),
      };
      expect(headers).toEqual(ours.headers);
      expect(verify({ scheme, secrets: secret, body, headers })).toEqual({ valid: true });
      expect(verify({ scheme, secrets: secret, body: `${body} `, headers })).toMatchObject({
        code: 'SignatureMismatch',
      });
    }),
    runs,
  );
});

test('agrees with stripe', () => {
  const scheme = presets.stripe;
  const { webhooks } = new Stripe('sk_test_none');
  const timestamp = 1777204800;
  const now = new Date(timestamp * 1000);
  fc.assert(
    fc.property(bodies, secrets, (payload, secret) => {
      const check = (body: string, header: string) =>
        webhooks.signature!.verifyHeader(body, header, secret, 300, undefined, now.getTime());
      const header = webhooks.generateTestHeaderString({ payload, secret, timestamp });
      const ours = sign({ scheme, secret, body: payload, timestamp: now }).headers;
      expect(ours).toEqual({ 'Stripe-Signature': header });
      expect(check(payload, ours['Stripe-Signature']!)).toBe(true);
      expect(throws(() => check(`${payload} `, header))).toBe(true);
      const headers = { 'stripe-signature': header };
      expect(verify({ scheme, secrets: secret, body: payload, headers, now })).toEqual({ valid: true });
      expect(verify({ scheme, secrets: secret, body: `${payload} `, headers, now }).valid).toBe(false);
    }),
    runs,
  );
});

test('agrees with @octokit/webhooks-methods', async () => {
  const scheme = presets.github;
  await fc.assert(
    fc.asyncProperty(bodies, secrets, async (body, secret) => {
      const header = await octokit.sign(secret, body);
      expect(sign({ scheme, secret, body }).headers).toEqual({ 'X-Hub-Signature-256': header });
      expect(await octokit.verify(secret, body, header)).toBe(true);
      expect(await octokit.verify(secret, `${body} `, header)).toBe(false);
      const headers = { 'x-hub-signature-256': header };
      expect(verify({ scheme, secrets: secret, body, headers })).toEqual({ valid: true });
      expect(verify({ scheme, secrets: secret, body: `${body} `, headers }).valid).toBe(false);
    }),
    runs,
  );
});
