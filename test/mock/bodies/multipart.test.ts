import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/contract/types.ts';
import { readBody } from '../support/bodies.ts';

const TYPE = 'multipart/form-data; boundary=X';

function read(properties: JsonObject, body: string | Uint8Array, encoding: JsonObject = {}, type = TYPE): unknown {
  const content = { 'multipart/form-data': { schema: { type: 'object', properties }, encoding } };
  const outcome = readBody(content, type, body);
  return typeof outcome === 'object' && 'value' in outcome ? outcome.value : outcome;
}

/** Parts as `[headers, content]`. */
function toBody(...parts: [head: string, content: string][]): string {
  return `${parts.map(([head, content]) => `--X\r\n${head}\r\n\r\n${content}\r\n`).join('')}--X--\r\n`;
}

const field = (name: string, more = '') => `Content-Disposition: form-data; name="${name}"${more}`;

describe('parts', () => {
  test('are read as fetch sends them', async () => {
    const form = new FormData();
    form.append('n', '5');
    form.append('tags', 'a');
    form.append('tags', 'b');
    form.append('name "é"\r\n', 'x');
    form.append('file', new Blob([Uint8Array.of(0, 0xff, 13, 10)]), 'a "b".bin');
    form.append('meta', new Blob(['{"a":1}'], { type: 'application/json' }), 'blob');
    const request = new Request('http://localhost', { method: 'POST', body: form });
    const properties = {
      n: { type: 'integer' },
      tags: { type: 'array', items: { type: 'string' } },
      file: { type: 'string', format: 'binary', maxLength: 4 },
      meta: { type: 'object', properties: { a: { type: 'integer' } } },
    };
    const bytes = new Uint8Array(await request.arrayBuffer());
    expect(read(properties, bytes, {}, request.headers.get('content-type')!)).toEqual({
      n: 5,
      tags: ['a', 'b'],
      'name "é"\r\n': 'x',
      file: '\u0000\u00ff\r\n',
      meta: { a: 1 },
    });
  });

  test('are files when they have a name or a type that is no text', () => {
    const avatar = { avatar: { type: 'string', maxLength: 1 } };
    const long = { violations: ['/avatar maxLength: must have at most 1 character'] };
    expect(read(avatar, toBody([field('avatar', '; filename="a"'), 'é']))).toEqual(long);
    expect(read(avatar, toBody([`${field('avatar')}\r\nContent-Type: image/png`, 'é']))).toEqual(long);
    expect(read(avatar, toBody([field('avatar'), 'é']))).toEqual({ avatar: 'é' });
  });

  test('hold JSON by their type, or where an object is wanted', () => {
    const meta = { meta: { type: 'object', properties: { n: { type: 'integer' } } } };
    const head = `${field('meta')}\r\nContent-Type: application/json`;
    expect(read(meta, toBody([head, '{"n":1}']))).toEqual({ meta: { n: 1 } });
    expect(read(meta, toBody([field('meta'), '{"n":1}']))).toEqual({ meta: { n: 1 } });
    expect(read(meta, toBody([head, '{"n":"1"}']))).toEqual({
      violations: ['/meta/n type: must be an integer, got string'],
    });
    expect(read(meta, toBody([head, '{']))).toEqual({
      malformed: expect.stringMatching(/^The part "meta" is not valid JSON: /),
    });
  });

  test('make lists of files', () => {
    const files = { files: { type: 'array', items: { type: 'string', format: 'binary' } } };
    expect(read(files, toBody([field('files', '; filename="a"'), 'A']))).toEqual({ files: ['A'] });
    const two = toBody([field('files[]', '; filename=a'), 'A'], [field('files[]', '; filename=b'), 'B']);
    expect(read(files, two)).toEqual({ files: ['A', 'B'] });
  });

  test('must have a type that their encoding allows', () => {
    const encoding = { avatar: { contentType: 'image/png, image/svg+xml' } };
    const refused = { mediaType: 'The part "avatar" is image/gif; it must be image/png, image/svg+xml' };
    expect(read({ avatar: {} }, toBody([`${field('avatar')}\r\nContent-Type: image/gif`, 'x']), encoding)).toEqual(
      refused,
    );
    expect(read({ avatar: {} }, toBody([`${field('avatar')}\r\nContent-Type: image/png`, 'x']), encoding)).toEqual({
      avatar: 'x',
    });
    expect(read({ avatar: {} }, toBody([field('avatar'), 'x']), encoding)).toEqual({ avatar: 'x' });
  });

  test('may be empty, have no blank line before an empty content, follow a preamble and precede an epilogue', () => {
    expect(read({}, `preamble\r\n${toBody([field('a'), ''], [field('b'), 'a --X'])}epilogue`)).toEqual({
      a: '',
      b: 'a --X',
    });
    expect(read({}, '--X--')).toEqual({});
    expect(read({}, `--X \t\r\n${field('a')}\r\n\r\n1\r\n--X--`)).toEqual({ a: '1' });
  });

  test('have properties of their own under dangerous names', () => {
    expect(Object.entries(read({}, toBody([field('__proto__'), '1'])) as object)).toEqual([['__proto__', '1']]);
  });
});

describe('malformed', () => {
  test.each<[what: string, body: string, reason: string]>([
    ['another boundary', '--Y\r\n', 'The body does not begin with its boundary "--X"'],
    [
      'bare line feeds',
      '--X\nContent-Disposition: form-data; name=a\n\n1\n--X--',
      'Lines of a multipart body must end in CR LF',
    ],
    ['no end', `--X\r\n${field('a')}\r\n\r\n1`, 'The body ends without its closing boundary "--X--"'],
    [
      'no blank line',
      `--X\r\n${field('a')}\r\n--X--`,
      'Part 1 of the body has no empty line between its headers and its content',
    ],
    [
      'no disposition',
      toBody(['Content-Type: text/plain', '1']),
      'Part 1 of the body has no "Content-Disposition: form-data" with a name',
    ],
    [
      'no name',
      toBody([field('a'), '1'], ['Content-Disposition: form-data', '1']),
      'Part 2 of the body has no "Content-Disposition: form-data" with a name',
    ],
    ['no headers', '--X\r\n\r\n1\r\n--X--', 'Part 1 of the body has no "Content-Disposition: form-data" with a name'],
    [
      'an attachment',
      toBody(['Content-Disposition: attachment; name="a"', '1']),
      'Part 1 of the body has no "Content-Disposition: form-data" with a name',
    ],
    [
      'too many headers',
      toBody([`${field('a')}\r\nX: ${'x'.repeat(20_000)}`, '1']),
      'Part 1 of the body has headers of more than 16384 bytes',
    ],
    [
      'too many parts',
      toBody(...Array.from({ length: 1001 }, (): [string, string] => [field('a'), '1'])),
      'The body has more than 1000 parts',
    ],
  ])('is a body with %s', (_, body, reason) => {
    expect(read({}, body)).toEqual({ malformed: reason });
  });

  test.each([
    'multipart/form-data',
    'multipart/form-data; boundary=',
    `multipart/form-data; boundary=${'x'.repeat(71)}`,
  ])('is a body without a fair boundary: %s', (type) => {
    const malformed = 'The Content-Type must name a boundary of 1 to 70 characters';
    expect(read({}, '--X--', {}, type)).toEqual({ malformed });
  });
});
