import { describe, expect, test } from 'vitest';
import { lintChanged } from './support/lint-rule.ts';

describe('signature-header', () => {
  const sent = (changes: string): string => `webhooks: { parcel.sent: { post: ${changes} } }`;

  test('reports each delivery that declares none', async () => {
    expect(
      await lintChanged('signature-header', sent("{ parameters: [{ $ref: '#/components/parameters/Timestamp' }] }")),
    ).toEqual([
      {
        at: '/webhooks/parcel.sent/post',
        message:
          'Delivery `parcel.sent` declares no signature header. Add `{ name: Webhook-Signature, in: header, required: true, schema: { type: string } }` to its parameters.',
      },
    ]);
  });

  test('reports a header that may be missing, once', async () => {
    expect(
      await lintChanged('signature-header', 'components: { parameters: { Signature: { required: false } } }'),
    ).toEqual([
      {
        at: '/components/parameters/Signature/required',
        message: 'The signature header of delivery `parcel.sent` is optional. Write `required: true`.',
      },
    ]);
  });

  test('takes the name of the header from x-webhook-signature', async () => {
    const named = (name: string): string => `{ x-webhook-signature: { header: ${name} } }`;
    expect(await lintChanged('signature-header', named('x-parcel-signature'))).toEqual([]);
    const found = await lintChanged('signature-header', named('X-Other'));
    expect(found.map(({ message }) => /name: ([\w-]+)/.exec(message)![1])).toEqual(['X-Other', 'X-Other']);
  });

  test('passes a header that stands on the path item', async () => {
    const changes = `webhooks:
  parcel.sent:
    parameters: [{ $ref: '#/components/parameters/Signature' }]
    post: { parameters: null }`;
    expect(await lintChanged('signature-header', changes)).toEqual([]);
  });
});

describe('signature-timestamp', () => {
  const header = (name: string, description: string): string => `
components:
  parameters:
    Signature: { description: ${description} }
    Timestamp: { name: ${name} }`;

  test('reports a signature that does not say when it was made, once for a shared parameter', async () => {
    expect(await lintChanged('signature-timestamp', header('X-Other', 'Over the body.'))).toEqual([
      {
        at: '/components/parameters/Signature',
        message:
          'Nothing says when a delivery was signed. Sign a time with the body, and declare its header or describe how the signature header carries it.',
      },
    ]);
  });

  test.each(['webhook-timestamp', 'X-Parcel-Sent-At'])('passes a time in the header %s', async (name) => {
    expect(await lintChanged('signature-timestamp', header(name, 'Over the body.'))).toEqual([]);
  });

  test.each(['"`t=1775037600,v1=ab`"', 'HMAC of the timestamp and the body.'])(
    'passes a signature described as %s',
    async (text) => {
      expect(await lintChanged('signature-timestamp', header('X-Other', text))).toEqual([]);
    },
  );

  test('takes what is signed from x-webhook-signature', async () => {
    const stated = (content: string, more = ''): string =>
      `x-webhook-signature: { header: X-Parcel-Signature, content: ${content}${more} }`;
    const timestamp = ', timestamp: { in: header, header: X-Parcel-Timestamp, unit: seconds }';
    expect(await lintChanged('signature-timestamp', stated('[$timestamp, ".", $body]', timestamp))).toEqual([]);
    const missing = {
      at: '/x-webhook-signature',
      message:
        "The time of a delivery is not part of what is signed. Send it, and write `timestamp` and `content: [$timestamp, '.', $body]`.",
    };
    expect(await lintChanged('signature-timestamp', stated('[$body]', timestamp))).toEqual([missing]);
    expect(await lintChanged('signature-timestamp', stated('[$body]'))).toEqual([missing]);
  });

  test('leaves a delivery without a signature to signature-header', async () => {
    const changes =
      'webhooks: { parcel.sent: { post: { parameters: [] } }, parcel.lost: { post: { parameters: [] } } }';
    expect(await lintChanged('signature-timestamp', changes)).toEqual([]);
  });
});
