import { describe, expect, test } from 'vitest';
import { readBody } from '../support/bodies.ts';

describe('text', () => {
  test('is judged by its schema, which may make it a number', () => {
    expect(readBody({ 'text/plain': { schema: { type: 'string', maxLength: 3 } } }, 'text/plain', 'abcd')).toEqual({
      violations: [' maxLength: must have at most 3 characters'],
    });
    expect(readBody({ 'text/plain': { schema: { type: 'integer' } } }, 'text/plain', '5')).toMatchObject({ value: 5 });
    expect(readBody({ 'text/plain': { schema: { type: 'object' } } }, 'text/plain', 'a')).toEqual({
      violations: [' type: must be an object, got string'],
    });
  });

  test('of a notation that nobody parses is judged by a schema of texts only', () => {
    const rows = { 'text/csv': { schema: { type: 'array', items: { type: 'string' } } } };
    expect(readBody(rows, 'text/csv', 'a,b')).toMatchObject({ value: 'a,b' });
    const short = { 'text/csv': { schema: { type: 'string', maxLength: 1 } } };
    expect(readBody(short, 'text/csv', 'a,b')).toEqual({ violations: [' maxLength: must have at most 1 character'] });
  });
});

describe('XML', () => {
  test.each(['application/xml', 'text/xml', 'application/soap+xml'])('is accepted as %s, whatever it holds', (type) => {
    const content = { [type]: { schema: { type: 'object', required: ['id'] } } };
    expect(readBody(content, type, '<pet><id>1</id>')).toEqual({ value: '<pet><id>1</id>', type });
  });
});

describe('bytes', () => {
  const file = { 'application/octet-stream': { schema: { type: 'string', format: 'binary', maxLength: 4 } } };

  test('are counted by length rules', () => {
    const bytes = Uint8Array.of(0, 0xff, 0xfe, 0xc3);
    expect(readBody(file, 'application/octet-stream', bytes)).toMatchObject({ value: '\u0000\u00ff\u00fe\u00c3' });
    expect(readBody(file, 'application/octet-stream', '€€')).toEqual({
      violations: [' maxLength: must have at most 4 characters'],
    });
  });

  test('need no schema and keep their length however long', () => {
    const outcome = readBody({ 'image/*': {} }, 'image/png', new Uint8Array(200_000).fill(0x89));
    expect((outcome as { value: string }).value).toBe('\u0089'.repeat(200_000));
  });
});
