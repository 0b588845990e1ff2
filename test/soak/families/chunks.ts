/** Chunked bodies: sizes, extensions, ends, trailers (RFC 9112, 7.1). */
import { toDraft, type Draft, type Family, type Tools } from '../case.ts';
import { toCreate, toProbe } from '../targets.ts';
import { toChunks, toRawWire, toWire } from '../wire.ts';

/** Bodies that are no chunks. */
const BROKEN = [
  'g\r\n',
  '-1\r\na\r\n0\r\n\r\n',
  '+1\r\na\r\n0\r\n\r\n',
  '0x1\r\na\r\n0\r\n\r\n',
  ' 1\r\na\r\n0\r\n\r\n',
  '1 1\r\na\r\n0\r\n\r\n',
  '\r\n0\r\n\r\n',
  '1\r\nab\r\n0\r\n\r\n',
  '1\r\na0\r\n\r\n',
  '1\na\n0\n\n',
  '1\ra\r0\r\r',
  '1\r\na\n0\r\n\r\n',
  'ffffffffffffffffff\r\n',
  '10000000000000001\r\na\r\n0\r\n\r\n',
  '1;\0\r\na\r\n0\r\n\r\n',
  '1;a="\r\n"\r\na\r\n0\r\n\r\n',
  '0\r\nX-No-Colon\r\n\r\n',
  '0\r\nX: a\rb\r\n\r\n',
  '\xef\xbc\x91\r\na\r\n0\r\n\r\n',
];

const CHUNKED = ['Host: 127.0.0.1', 'Transfer-Encoding: chunked'];

/** Chunked bodies. */
export const chunks: Family = (tools) => {
  const make = tools.random.pick([broken, broken, tiny, extensions, trailers, huge]);
  return make(tools);
};

function broken({ random, id }: Tools): Draft {
  const body = random.pick(BROKEN);
  const bytes = toRawWire(`POST /nothing/${id()} HTTP/1.1`, CHUNKED, body) + toWire({ target: `/smuggled/${id()}` });
  return toDraft(`chunks ${JSON.stringify(body)}`, bytes, [{}], 'closed');
}

/** A good body in pieces of a few bytes. */
function tiny(tools: Tools): Draft {
  const { random, targets, id } = tools;
  const { request, expected } = toCreate(random.pick(targets.creates), id());
  const headers = [...request.headers!, ['Transfer-Encoding', 'chunked'] as const];
  const body = toChunks(request.body!, random.int(1, 9));
  const next = toProbe(tools);
  const bytes = toWire({ ...request, headers, body }) + toWire(next.request);
  return toDraft('small chunks', bytes, [expected, next.expected], 'open');
}

function extensions({ random, id }: Tools): Draft {
  const name = id();
  const size = random.pick([1, 20, 1000, 15_000, 40_000, 300_000]);
  const extension = random.pick([`;${'a'.repeat(size)}`, `;a="${'b'.repeat(size)}"`, ';a'.repeat(Math.ceil(size / 2))]);
  const count = size > 1000 ? 1 : random.int(1, 30);
  const body = `${`1${extension}\r\na\r\n`.repeat(count)}0\r\n\r\n`;
  const bytes = toRawWire(`POST /nothing/${name} HTTP/1.1`, CHUNKED, body);
  return toDraft(`chunk extensions of ${size}`, bytes, [{ echo: name }], 'any');
}

function trailers({ random, id }: Tools): Draft {
  const name = id();
  const trailer = random.pick([
    'X: a\r\n',
    'Content-Length: 100\r\n',
    'Transfer-Encoding: chunked\r\n',
    'Host: evil.example.com\r\nAuthorization: Bearer x\r\n',
    'X: a\r\n'.repeat(500),
    `X: ${'a'.repeat(60_000)}\r\n`,
    '__proto__: a\r\n',
  ]);
  const bytes = toRawWire(`POST /nothing/${name} HTTP/1.1`, CHUNKED, `1\r\na\r\n0\r\n${trailer}\r\n`);
  return toDraft(`trailer ${trailer.slice(0, 30).trim()}`, bytes, [{ echo: name }], 'any');
}

/** More than the mock reads, without a length that says so. */
function huge({ random, id }: Tools): Draft {
  const body = random.chance(0.3) ? toChunks('a'.repeat(1_200_000), 65_536) : toChunks('a'.repeat(30_000), 17);
  return toDraft('many chunks', toRawWire(`POST /nothing/${id()} HTTP/1.1`, CHUNKED, body), [{}], 'any');
}
