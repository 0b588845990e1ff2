import { expect, test } from 'vitest';
import { contractFromDocument } from '../../src/contract/from-document.ts';
import { findIdPlace, findNamePlace } from '../../src/contract/identify-event.ts';
import { loadContract } from '../../src/contract/load.ts';

const event = (name: string, value: object) => ({
  [name]: {
    post: {
      requestBody: { content: { 'application/json': { schema: { type: 'object' }, example: value } } },
      responses: { 200: { description: 'taken' } },
    },
  },
});
const contract = (extensions: object, webhooks: object) =>
  contractFromDocument({
    openapi: '3.1.0',
    info: { title: 'Shop', version: '1' },
    paths: {},
    webhooks,
    ...extensions,
  });
const two = {
  ...event('a.made', { kind: 'a.made', of: 'a.made' }),
  ...event('b.made', { kind: 'b.made', of: 'a.made' }),
};

test.each([
  ['lava', { property: '/event' }, undefined],
  ['encrata', { property: '/event' }, undefined],
  ['agentmessage', { property: '/type' }, { property: '/id' }],
  ['leadlex', { property: '/type' }, { property: '/id' }],
])('knows where deliveries of %s say what they are', async (name, namePlace, idPlace) => {
  const loaded = await loadContract(name);
  expect([findNamePlace(loaded), findIdPlace(loaded)]).toEqual([namePlace, idPlace]);
});

test('takes the property that names the event in every example, and none that does so by chance', () => {
  expect(findNamePlace(contract({}, two))).toEqual({ property: '/kind' });
  expect(findNamePlace(contract({}, { ...two, ...event('c.made', { kind: 'other' }) }))).toBeUndefined();
  expect(findIdPlace(contract({}, two))).toBeUndefined();
});

test.each<[string, object, object | undefined]>([
  ['the header of an id that is stable', { headers: { 'X-Id': '$delivery.id' }, stableId: true }, { header: 'X-Id' }],
  ['no header of an id that is not', { headers: { 'X-Id': '$delivery.id' }, stableId: false }, undefined],
  ['the header of the event', { headers: { 'X-Event': '$delivery.eventId' } }, { header: 'X-Event' }],
  [
    'the payload before a header, for it is signed',
    { headers: { 'X-Event': '$delivery.eventId' }, fill: { '/meta/id': '$delivery.eventId' } },
    { property: '/meta/id' },
  ],
])('takes for an id %s', (_, delivery, place) => {
  const loaded = contract({ 'x-webhook-delivery': delivery }, two);
  expect(findIdPlace(loaded)).toEqual(place);
});

test('takes the header that carries the name before a property', () => {
  const loaded = contract({ 'x-webhook-delivery': { headers: { 'X-Event': '$event.name' } } }, two);
  expect(findNamePlace(loaded)).toEqual({ header: 'X-Event' });
});
