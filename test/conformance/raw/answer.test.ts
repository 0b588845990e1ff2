import { describe, expect, test } from 'vitest';
import { readAnswer } from '../../../src/conformance/raw/answer.ts';
import { readChunks } from '../../../src/conformance/raw/chunked.ts';
import { toRequestBytes } from '../../../src/conformance/raw/request-bytes.ts';

const read = (text: string, method = 'GET', ended = false) => readAnswer(Buffer.from(text, 'latin1'), method, ended);
const shown = (text: string, method?: string, ended?: boolean) => {
  const progress = read(text, method, ended);
  if (!('answer' in progress)) return progress.state;
  const { bytes, end, surplus } = progress.answer;
  return [progress.state, Buffer.from(bytes).toString(), end, surplus];
};
const head = 'HTTP/1.1 200 OK\r\n';

describe('an answer', () => {
  test.for([
    ['has not begun', '', 'head'],
    ['has no whole head', 'HTTP/1.1 200 OK\r\nA: b\r\n', 'head'],
    ['has as many bytes as it announces', `${head}Content-Length: 2\r\n\r\nok`, ['complete', 'ok', 'complete', false]],
    ['has more', `${head}Content-Length: 2\r\n\r\nok!`, ['complete', 'ok', 'complete', true]],
    ['has fewer so far', `${head}Content-Length: 5\r\n\r\nok`, ['body', 'ok', 'early', false]],
    [
      'comes in chunks',
      `${head}Transfer-Encoding: chunked\r\n\r\n1\r\no\r\n1;x=y\r\nk\r\n0\r\nT: 1\r\n\r\n`,
      ['complete', 'ok', 'complete', false],
    ],
    [
      'has no last chunk so far',
      `${head}Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\n`,
      ['body', 'ok', 'early', false],
    ],
    ['has no body with 204', 'HTTP/1.1 204 No\r\n\r\n', ['complete', '', 'complete', false]],
    ['has one with 204', 'HTTP/1.1 204 No\r\n\r\n{}', ['complete', '', 'complete', true]],
    ['ends with the connection', `${head}\r\nok`, ['body', 'ok', 'early', false]],
    ['is an interim one first', 'HTTP/1.1 100 Continue\r\n\r\n', 'interim'],
  ] as const)('%s', ([, text, expected]) => {
    expect(shown(text)).toEqual(expected);
  });

  test('has ended when its connection has', () => {
    expect(shown(`${head}\r\nok`, 'GET', true)).toEqual(['complete', 'ok', 'complete', false]);
    expect(shown(`${head}Content-Length: 5\r\n\r\nok`, 'GET', true)).toEqual(['body', 'ok', 'early', false]);
  });

  test('has no body for HEAD, whatever it announces', () => {
    expect(shown(`${head}Content-Length: 2\r\n\r\n`, 'HEAD')).toEqual(['complete', '', 'complete', false]);
    expect(shown(`${head}Content-Length: 2\r\n\r\nok`, 'HEAD')).toEqual(['complete', '', 'complete', true]);
  });

  test('keeps its headers as they came', () => {
    const progress = read(`${head}b: 2\r\nA:  1 \r\nb: 3\r\nContent-Length: 0\r\n\r\n`);
    expect('answer' in progress && progress.answer.rawHeaders).toEqual([
      ['b', '2'],
      ['A', '1'],
      ['b', '3'],
      ['Content-Length', '0'],
    ]);
  });

  test.for([
    ['begins otherwise', '<html>'],
    ['has a status line of its own', 'HTTP/1.1 OK\r\n\r\n'],
    ['has a header without a name', `${head}: x\r\n\r\n`],
    ['has a length that is none', `${head}Content-Length: two\r\n\r\n`],
    ['has a chunk size that is none', `${head}Transfer-Encoding: chunked\r\n\r\nzz\r\n`],
  ] as const)('is refused when it %s', ([, text]) => {
    let code: string | undefined;
    try {
      read(text);
    } catch (error) {
      ({ code } = error as { code?: string });
    }
    expect(code).toMatch(/^HPE_/);
  });
});

test('writes requests as they were asked for', () => {
  const request = {
    method: 'POST',
    url: 'http://127.0.0.1:1/a/%zz/../b?c=%',
    headers: { 'content-type': 'application/json' },
    body: '{"a":1}',
    signal: new AbortController().signal,
  };
  const text = (form: object): string => {
    const { head, body } = toRequestBytes(request, form);
    return head.toString() + body.toString();
  };
  const start = (version: string): string => `POST /a/%zz/../b?c=% HTTP/${version}\r\n`;
  const rest = 'accept-encoding: identity\r\ncontent-type: application/json\r\n';
  expect(text({})).toBe(
    `${start('1.1')}Host: 127.0.0.1:1\r\n${rest}Connection: close\r\nContent-Length: 7\r\n\r\n{"a":1}`,
  );
  expect(text({ version: '1.0', host: false, keepAlive: true })).toBe(
    `${start('1.0')}${rest}Content-Length: 7\r\n\r\n{"a":1}`,
  );
  expect(
    text({
      capitals: true,
      host: false,
      bytes: Buffer.from('x'),
      further: [
        ['b', '1'],
        ['b', '2'],
      ],
    }),
  ).toBe(
    `${start('1.1')}ACCEPT-ENCODING: identity\r\nCONTENT-TYPE: application/json\r\nB: 1\r\nB: 2\r\nCONNECTION: close\r\nCONTENT-LENGTH: 1\r\n\r\nx`,
  );
});

test('reads back the chunks that it writes', () => {
  const bytes = Buffer.from('größer als drei Stücke');
  const request = { method: 'POST', url: 'http://127.0.0.1/', headers: {}, signal: new AbortController().signal };
  const { body } = toRequestBytes(request, { framing: 'chunked', bytes });
  expect(readChunks(body)).toEqual({ bytes, end: body.length });
});
