import { describe, expect, test } from 'vitest';
import { isJson } from '../../../src/mock/body.ts';
import { createReader, readBody } from '../support/bodies.ts';

const all = {
  '*/*': {},
  'text/*': {},
  'application/*': {},
  'application/*+json': {},
  'application/vnd.a+json': {},
  'application/vnd.a+json; version=2': {},
  'text/plain': {},
};

describe('the documented type', () => {
  test.each([
    ['text/plain', 'text/plain'],
    ['TEXT/Plain; charset=UTF-8', 'text/plain'],
    ['text/csv', 'text/*'],
    ['application/vnd.a+json', 'application/vnd.a+json'],
    ['application/vnd.a+json; version=2', 'application/vnd.a+json; version=2'],
    ['application/vnd.a+json;VERSION="2"', 'application/vnd.a+json; version=2'],
    ['application/vnd.a+json; version=3', 'application/vnd.a+json'],
    ['application/vnd.b+json', 'application/*+json'],
    ['application/pdf', 'application/*'],
    ['image/png', '*/*'],
  ])('that covers %s most closely is %s', (sent, type) => {
    expect(readBody(all, sent, '1')).toMatchObject({ type });
  });

  test('is the first where nothing is sent', () => {
    const content = { 'application/x-www-form-urlencoded': {}, 'application/json': {} };
    expect(readBody(content, undefined, 'a=1')).toEqual({
      value: { a: '1' },
      type: 'application/x-www-form-urlencoded',
    });
    expect(readBody({ '*/*': {} }, undefined, '{"a":1}')).toEqual({ value: { a: 1 }, type: '*/*' });
    expect(readBody({ '*/*': {} }, undefined, 'a=1')).toEqual({ value: 'a=1', type: '*/*' });
  });

  test('may have a charset that is not sent', () => {
    expect(readBody({ 'application/json; charset=utf-8': {} }, 'application/json', '1')).toMatchObject({ value: 1 });
  });

  test.each([
    'application/xml',
    'application/problem+json',
    'json',
    ';',
    'application/',
    'application/json, text/plain',
  ])('does not cover %s', (sent) => {
    const takes = 'this operation takes application/json, text/plain';
    const type = sent.split(';')[0] || 'of no media type';
    expect(readBody({ 'application/json': {}, 'text/plain': {} }, sent, '1')).toEqual({
      mediaType: `The body is ${type}; ${takes}`,
    });
  });
});

describe('charsets', () => {
  test.each(['utf-8', 'UTF8', '"utf-8"', 'us-ascii'])('accept %s for JSON', (charset) => {
    expect(readBody({ 'application/json': {} }, `application/json; charset=${charset}`, '1')).toMatchObject({
      value: 1,
    });
  });

  test('other than UTF-8 are refused for JSON and forms', () => {
    const refusal = { mediaType: 'The charset is utf-16; send UTF-8' };
    expect(readBody({ 'application/json': {} }, 'application/json; charset=utf-16', '1')).toEqual(refusal);
    const form = 'application/x-www-form-urlencoded';
    expect(readBody({ [form]: {} }, `${form}; charset=utf-16`, 'a=1')).toEqual(refusal);
  });

  test('are decoded for texts, as far as they are known', () => {
    const bytes = Uint8Array.of(0x63, 0x61, 0x66, 0xe9);
    expect(readBody({ 'text/plain': {} }, 'text/plain; charset=iso-8859-1', bytes)).toMatchObject({ value: 'café' });
    expect(readBody({ 'text/plain': {} }, 'text/plain', bytes)).toEqual({ malformed: 'The body is not valid UTF-8' });
    expect(readBody({ 'text/plain': {} }, 'text/plain; charset=klingon', bytes)).toEqual({
      mediaType: 'The charset is klingon; send UTF-8',
    });
  });
});

describe('presence', () => {
  test('is demanded of a required body only', () => {
    expect(createReader({ 'application/json': {} }, true)('application/json', '')).toEqual({
      violations: [' required: is missing'],
    });
    expect(createReader({ 'application/json': {} })('application/json', '')).toBe('none');
    expect(createReader({}, false)('application/json', '{')).toBe('none');
  });
});

test('takes no compressed bodies', () => {
  const read = createReader({ 'application/json': {} });
  const outcomes = ['gzip', 'identity', ''].map((encoding) =>
    read('application/json', '1', { 'content-encoding': encoding }),
  );
  expect(outcomes).toEqual([
    { mediaType: 'The body is encoded as gzip; send it as it is' },
    { value: 1, type: 'application/json' },
    { value: 1, type: 'application/json' },
  ]);
});

test('remembers few spellings of a media type and reads all', () => {
  const read = createReader({ 'application/json': {} });
  for (let index = 0; index < 100; index++) {
    expect(read(`application/json; v=${index}`, '1')).toMatchObject({ value: 1 });
  }
});

test.each<[type: string, is: boolean]>([
  ['application/json', true],
  ['application/json; charset=utf-8', true],
  ['application/vnd.api+json', true],
  ['image/svg+json', true],
  ['text/json', true],
  ['application/jsonp', false],
  ['application/x-ndjson', false],
  ['text/plain', false],
])('tells whether %s carries JSON', (type, is) => {
  expect(isJson(type)).toBe(is);
});
