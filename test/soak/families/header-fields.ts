/** Header blocks: broken fields, floods, folds, injection, headers that ask for something else. */
import { toDraft, type Draft, type Family, type Tools } from '../case.ts';
import { toProbe } from '../targets.ts';
import { toRawWire, toWire } from '../wire.ts';

const HOST = 'Host: 127.0.0.1';

/** Fields that make the whole request unreadable. */
const BROKEN = [
  'X-No-Colon',
  ': no name',
  'X Space: a',
  'X-Space : a',
  ' X-First: a',
  'X-Null: a\0b',
  'X-Nul\0l: a',
  'X-Return: a\rb',
  'X-Return: a\r\n\rX: b',
  'X-Control: \x01\x02',
  'X-Delete: \x7f',
  'X(Paren): a',
  'X-\xfcml: a',
  '"X": a',
  '=: a',
  'X-Escape\x1b[31m: a',
];

/** Fields that a server takes as they are. */
const ODD = [
  'X-Empty:',
  'X-Tab:\ta\t',
  'X-Latin: \xe4\xf6\xfc',
  'X-Utf8: \xf0\x9f\x92\xa9',
  'X-Bad-Utf8: \xff\xfe\xc0\x80',
  '__proto__: polluted',
  'constructor: x',
  'hasOwnProperty: x',
  'toString: x',
  'X-Forwarded-Host: evil.example.com',
  'X-Original-URL: /_hookspec/state',
  'X-HTTP-Method-Override: DELETE',
  'Connection: host, authorization, content-length',
  'Connection: , ,,',
  'Proxy-Connection: keep-alive',
  'TE: trailers, deflate;q=0.5',
  'Trailer: Content-Length',
  'Range: bytes=0-0,-1,5-2',
  'If-None-Match: *',
  'If-Modified-Since: never',
  'Max-Forwards: 0',
  'Cookie: $Version=1; a=b; ; =; __proto__=x',
  'Authorization: Bearer',
  'Authorization: Bearer \xff\xff',
  'Authorization: Basic !!!!',
  'Authorization: Negotiate YII=',
  'Origin: null',
  'Origin: https://\xe4.example',
  'Accept-Encoding: gzip;q=banana, *;q=-1',
  'Content-Type: \xff/\xff; charset="',
  'Keep-Alive: timeout=99999999999',
  'Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAA',
  'Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA',
  'Upgrade: \xff\r\nConnection: upgrade',
];

/** Header blocks. */
export const headerFields: Family = (tools) => {
  const make = tools.random.pick([broken, odd, odd, many, large, hosts, folds, lineEnds, expectations, versions]);
  return make(tools);
};

function broken({ random, id }: Tools): Draft {
  const field = random.pick(BROKEN);
  const fields = random.chance(0.5) ? [HOST, field] : [field, HOST];
  return toDraft(JSON.stringify(field), toRawWire(`GET /nothing/${id()} HTTP/1.1`, fields), [], 'closed');
}

function odd(tools: Tools): Draft {
  const { request, expected } = toProbe(tools);
  const field = tools.random.pick(ODD);
  const text = toWire(request).replace('\r\n\r\n', `\r\n${field}\r\n\r\n`);
  // Where the field itself is read, the answer is another one.
  const { statuses: _, echo: __, ...open } = expected;
  const isRead = /^(?:Authorization|Content-Type|Origin|Connection)/.test(field);
  return toDraft(JSON.stringify(field), text, [isRead ? open : expected], isRead ? 'any' : 'open');
}

function many({ random, id }: Tools): Draft {
  const count = random.pick([100, 500, 1900, 2100, 3500, 20_000]);
  const name = random.pick(['a', 'Cookie', 'X-{}', 'Accept', 'Prefer', 'Authorization', 'Host']);
  const fields = Array.from({ length: count }, (_, index) => `${name.replace('{}', String(index))}:${index % 10}`);
  const bytes = toRawWire(`GET /nothing/${id()} HTTP/1.1`, [HOST, ...fields]);
  return toDraft(`${count} of ${name}`, bytes, [{}], 'any');
}

function large({ random, id }: Tools): Draft {
  const size = random.pick([4000, 15_000, 16_300, 16_400, 70_000, 1_000_000]);
  const place = random.pick(['name', 'value', 'path', 'query', 'method', 'cookie', 'version']);
  const text = random
    .pick(['a', '%41', ';', ',', '=', '"'])
    .repeat(Math.ceil(size / 3))
    .slice(0, size);
  const path = place === 'path' ? `/nothing/${text}` : place === 'query' ? `/nothing/x?${text}` : `/nothing/${id()}`;
  const field = { name: `${'n'.repeat(size)}: a`, value: `X: ${text}`, cookie: `Cookie: a=${text}` }[place] ?? 'X: a';
  const method = place === 'method' ? 'G'.repeat(size) : 'GET';
  const version = place === 'version' ? `HTTP/1.1${'1'.repeat(size)}` : 'HTTP/1.1';
  return toDraft(`${size} in the ${place}`, toRawWire(`${method} ${path} ${version}`, [HOST, field]), [{}], 'any');
}

function hosts({ random, id }: Tools): Draft {
  const path = `/nothing/${id()}`;
  const fields = random.pick([
    [],
    ['Host:'],
    ['Host: a', 'Host: b'],
    ['Host: 127.0.0.1', 'host: 127.0.0.1'],
    ['Host: a, b'],
    ['Host: a@b'],
    ['Host: [::1'],
    ['Host: \xff'],
    ['Host: localhost:99999999'],
    ['Host: ../../etc/passwd'],
  ]);
  const then = fields.length === 1 ? 'open' : 'closed';
  return toDraft(`hosts ${JSON.stringify(fields)}`, toRawWire(`GET ${path} HTTP/1.1`, fields), [{}], then);
}

/** A value that goes on in the next line (RFC 9112, 5.2) is refused or joined. */
function folds({ random, id }: Tools): Draft {
  const smuggled = `GET /smuggled/${id()} HTTP/1.1`;
  const fold = random.pick([
    'X: a\r\n b',
    'X: a\r\n\tb',
    'X: a\r\n \r\n b',
    `X: a\r\n ${smuggled}`,
    `Content-Length:\r\n 5`,
    `Transfer-Encoding:\r\n chunked`,
    `Transfer-Encoding\r\n : chunked`,
  ]);
  return toDraft(
    `fold ${JSON.stringify(fold)}`,
    toRawWire(`POST /nothing/${id()} HTTP/1.1`, [HOST, fold]),
    [{}],
    'any',
  );
}

function lineEnds({ random, id }: Tools): Draft {
  const end = random.pick(['\n', '\r', '\n\r', '\r\r\n', '\r\n\n', '\x0b', '\x85']);
  const lines = [`GET /nothing/${id()} HTTP/1.1`, HOST, 'X: a', '', ''];
  return { ...toDraft(`lines end in ${JSON.stringify(end)}`, `${lines.join(end)}\r\n\r\n`, [{}], 'any') };
}

function expectations(tools: Tools): Draft {
  const { random } = tools;
  const { request, expected } = toProbe(tools);
  const expectation = random.pick(['100-continue', '100-Continue', '200-ok', 'x'.repeat(500), '', '100-continue, x']);
  const headers = [...(request.headers ?? []), ['Expect', expectation] as const];
  const isKnown = expectation.toLowerCase() === '100-continue';
  const answers = isKnown ? [expected] : [{ method: expected.method }];
  return toDraft(`Expect: ${expectation.slice(0, 20)}`, toWire({ ...request, headers }), answers as never, 'any');
}

function versions(tools: Tools): Draft {
  const { request, expected } = toProbe(tools);
  const version = tools.random.pick(['HTTP/1.0', 'HTTP/0.9', 'HTTP/2.0']);
  const field = tools.random.pick([undefined, 'keep-alive', 'close', 'upgrade'] as const);
  const headers = [...(request.headers ?? []), ...(field ? [['Connection', field] as const] : [])];
  const answers = version === 'HTTP/1.0' ? [expected] : [{}];
  return toDraft(`${version} ${field ?? ''}`, toWire({ ...request, version, headers }), answers, 'any');
}
