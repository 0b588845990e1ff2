import { expect, test } from 'vitest';
import { takeAnswer } from './answer.ts';

test('takes an answer of a known length and leaves what follows', () => {
  const bytes = Buffer.from('HTTP/1.1 201 Created\r\nA: b\r\nContent-Length: 2\r\n\r\n{}HTTP/1.1 200');
  expect(takeAnswer(bytes)).toEqual({
    answer: { status: 201, head: 'A: b\r\nContent-Length: 2', body: '{}' },
    used: bytes.length - 'HTTP/1.1 200'.length,
  });
});

test('waits for the rest of the head, the body and the last chunk', () => {
  for (const text of [
    'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n',
    'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n',
  ]) {
    expect(takeAnswer(Buffer.from(text))).toBeUndefined();
  }
});

test('joins the chunks of a chunked answer', () => {
  const bytes = Buffer.from(
    'HTTP/1.1 404 Not Found\r\ntransfer-encoding: chunked\r\n\r\n1\r\n{\r\na\r\n"a":1234}\n\r\n0\r\n\r\n',
  );
  expect(takeAnswer(bytes)).toEqual({
    answer: { status: 404, head: 'transfer-encoding: chunked', body: '{"a":1234}\n' },
    used: bytes.length,
  });
});
