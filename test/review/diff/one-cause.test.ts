import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/contract/types.ts';
import { compareDocuments, reportOf, toDocument } from './support/versions.ts';

const text: JsonObject = { type: 'string' };

function toObject(members: JsonObject, required: readonly string[], more: JsonObject = {}): JsonObject {
  return { type: 'object', required: [...required], properties: members, ...more };
}

const small = toObject({ id: text }, ['id']);
const large = toObject({ id: text, name: text }, ['id', 'name']);
const closed: JsonObject = { additionalProperties: false };

describe('tells a required property once', () => {
  test.each([
    ['that a request has lost', 'request', large, small, ['warning request-property-removed: /name is gone.']],
    [
      'that is new in a request',
      'request',
      small,
      large,
      ['breaking request-property-became-required: /name is new, and required.'],
    ],
    [
      'that an answer has lost',
      'response',
      large,
      small,
      ['breaking response-property-became-optional: /name is gone; it was required.'],
    ],
    ['that is new in an answer', 'response', small, large, ['info response-property-added: /name is new.']],
    [
      'that a closed request has lost',
      'request',
      { ...large, ...closed },
      { ...small, ...closed },
      [
        'breaking request-additional-properties-changed: /name is gone; members that the newer version does not name are refused.',
      ],
    ],
    [
      'that is new in a closed answer',
      'response',
      { ...small, ...closed },
      { ...large, ...closed },
      [
        'breaking response-additional-properties-changed: /name is new; the older version takes no members that it does not name.',
      ],
    ],
  ] as const)('%s', async (_, part, base, head, told) => {
    expect(await compareDocuments(toDocument(part, base), toDocument(part, head))).toEqual(told);
  });
});

test('tells that a property is listed now and not required any more as two things', async () => {
  const [unlisted, listed] = [toObject({ id: text }, ['id', 'name']), toObject({ id: text, name: text }, ['id'])];
  expect(await compareDocuments(toDocument('response', unlisted), toDocument('response', listed))).toEqual([
    'breaking response-property-became-optional: /name is optional now.',
    'info response-property-added: /name is new.',
  ]);
});

test('shows the property that a closed object does not know, not the keyword that refuses it', async () => {
  const versions = [toDocument('request', { ...large, ...closed }), toDocument('request', { ...small, ...closed })];
  const { changes } = await reportOf(versions[0]!, versions[1]!);
  expect(changes.map(({ base, proof }) => [base?.pointer, proof.verdict])).toEqual([
    ['/paths/~1orders/post/requestBody/content/application~1json/schema/properties/name', 'proven'],
  ]);
});

describe('tells a mark once', () => {
  const marked = (mark: string): JsonObject => toObject({ id: text, name: { ...text, [mark]: true } }, ['id', 'name']);
  const optional = toObject({ id: text, to: toObject({ street: text }, ['street']) }, ['id']);
  const unread = toObject({ id: text, to: { ...toObject({ street: text }, ['street']), readOnly: true } }, ['id']);

  test.each([
    [
      'of a required property that is no longer read',
      'request',
      large,
      marked('readOnly'),
      ['warning request-property-became-read-only: /name is no longer read.'],
    ],
    [
      'of a required property that is read now',
      'request',
      marked('readOnly'),
      large,
      ['breaking request-property-became-required: /name is read now, and required.'],
    ],
    [
      'of a required property that is no longer sent',
      'response',
      large,
      marked('writeOnly'),
      ['breaking response-property-became-optional: /name is no longer sent; it was required.'],
    ],
    [
      'of a required property that is sent now',
      'response',
      marked('writeOnly'),
      large,
      ['info response-property-became-readable: /name is sent now.'],
    ],
    [
      'of an object that is no longer read, without a word about its members',
      'request',
      optional,
      unread,
      ['warning request-property-became-read-only: /to is no longer read.'],
    ],
    [
      'of an object that is read now, without a word about its members',
      'request',
      unread,
      optional,
      ['info request-property-became-writable: /to is read now.'],
    ],
  ] as const)('%s', async (_, part, base, head, told) => {
    expect(await compareDocuments(toDocument(part, base), toDocument(part, head))).toEqual(told);
  });
});
