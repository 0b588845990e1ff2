import { expect, test } from 'vitest';
import { lintChanged } from './support/lint-rule.ts';

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
    {
      at: '/components/parameters/Signature/required',
      message: 'The signature header of delivery `parcel.lost` is optional. Write `required: true`.',
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
