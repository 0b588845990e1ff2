/** Bodies whose end two readers may see at different places: a request hides in the body of another. */
import { toDraft, type Draft, type Family, type Tools } from '../case.ts';
import { toProbe } from '../targets.ts';
import { toChunks, toRawWire, toWire } from '../wire.ts';

const HOST = 'Host: 127.0.0.1';

/** Pairs of fields that contradict each other or themselves; `{}` is the length of what hides. All must be refused. */
const CONFLICTS = [
  ['Content-Length: {}', 'Transfer-Encoding: chunked'],
  ['Transfer-Encoding: chunked', 'Content-Length: {}'],
  ['Content-Length: 0', 'Transfer-Encoding: chunked'],
  ['Content-Length: {}', 'Content-Length: 0'],
  ['Content-Length: 0', 'Content-Length: {}'],
  ['Content-Length: {}, 0'],
  ['Content-Length: {}', 'Transfer-Encoding: identity'],
  ['Transfer-Encoding: xchunked'],
  ['Transfer-Encoding: chunked, identity'],
  ['Transfer-Encoding: identity, chunked, identity'],
  ['Transfer-Encoding: chunked', 'Transfer-Encoding: identity'],
  ['Transfer-Encoding: chunked;q=1'],
  ['Transfer-Encoding: "chunked"'],
  ['Transfer-Encoding: gzip'],
  ['Transfer-Encoding : chunked'],
  ['Transfer-Encoding\t: chunked'],
  ['Transfer-Encoding: chunked\0'],
  ['Transfer-Encoding: \x0bchunked'],
  ['Transfer-Encoding: chunked', 'Transfer-Encoding: cow'],
  ['Transfer_Encoding: chunked', 'Content-Length: -1'],
  ['Content-Length: -1'],
  ['Content-Length: +0'],
  ['Content-Length: 0x10'],
  ['Content-Length: 1e1'],
  ['Content-Length: 1 0'],
  ['Content-Length: 0\0'],
  ['Content-Length: \xb2'],
  ['Content-Length: 18446744073709551616'],
  ['Content-Length: 99999999999999999999999999'],
  ['Content-Length: banana'],
  ['Content-Length:', 'Content-Length: {}'],
  ['Content-Length : {}'],
  [' Content-Length: {}'],
  ['Content-Length: {}\r\rX: a'],
];

/** Fields that say the same in an unusual way: the body is read, and nothing hides. */
const AGREEING = [
  ['Content-Length: {}'],
  ['content-length: {}'],
  ['CONTENT-LENGTH:{}'],
  ['Content-Length:    {}   '],
  ['Content-Length: 000{}'],
  ['Content_Length: 0', 'Content-Length: {}'],
  ['X-Content-Length: 0', 'Content-Length: {}'],
];

/** Framings of a body that holds a request. */
export const smuggling: Family = (tools) => {
  const make = tools.random.pick([conflicts, conflicts, conflicts, agreeing, chunkedHides, oldVersion, shortBody]);
  return make(tools);
};

function hidden({ random, id }: Tools): string {
  return random.pick([
    toWire({ target: `/smuggled/${id()}` }),
    `0\r\n\r\n${toWire({ target: `/smuggled/${id()}` })}`,
    `1\r\nZ\r\nQ\r\n\r\n${toWire({ target: `/smuggled/${id()}` })}`,
    `GET /smuggled/${id()} HTTP/1.1\r\nX-Ignore: `,
    toWire({ method: 'DELETE', target: `/smuggled/${id()}`, headers: [['Connection', 'close']] }),
  ]);
}

function conflicts(tools: Tools): Draft {
  const { random, id } = tools;
  const inside = hidden(tools);
  const fields = random.pick(CONFLICTS);
  const lines = fields.map((field) => field.replace('{}', String(inside.length)));
  const extra = random.chance(0.3) ? ['Connection: keep-alive'] : [];
  const bytes = toRawWire(`POST /nothing/${id()} HTTP/1.1`, [HOST, ...lines, ...extra], inside);
  return toDraft(`conflict ${JSON.stringify(fields)}`, bytes + toWire({ target: `/smuggled/${id()}` }), [], 'closed');
}

function agreeing(tools: Tools): Draft {
  const { random, id } = tools;
  const inside = hidden(tools);
  const fields = random.pick(AGREEING).map((field) => field.replace('{}', String(inside.length)));
  const name = id();
  const bytes = toRawWire(`POST /nothing/${name} HTTP/1.1`, [HOST, ...fields], inside);
  const next = toProbe(tools);
  return toDraft('agreeing', bytes + toWire(next.request), [{ echo: name }, next.expected], 'open');
}

function chunkedHides(tools: Tools): Draft {
  const { random, id } = tools;
  const name = id();
  const coding = random.pick(['chunked', 'Chunked', 'CHUNKED', ' chunked ']);
  const body = toChunks(hidden(tools), random.int(1, 40));
  const bytes = toRawWire(`POST /nothing/${name} HTTP/1.1`, [HOST, `Transfer-Encoding:${coding}`], body);
  const next = toProbe(tools);
  return toDraft('chunked', bytes + toWire(next.request), [{ echo: name }, next.expected], 'open');
}

/** Chunks came with HTTP/1.1: before it, their framing cannot be trusted (RFC 9112, 6.1). */
function oldVersion(tools: Tools): Draft {
  const fields = [HOST, 'Transfer-Encoding: chunked', 'Connection: keep-alive'];
  const bytes = toRawWire(`POST /nothing/${tools.id()} HTTP/1.0`, fields, toChunks(hidden(tools)));
  return toDraft('chunks in HTTP/1.0', bytes + toWire({ target: `/smuggled/${tools.id()}` }), [{}], 'closed');
}

/** The announced body swallows the beginning of the next request; what is left of it is none. */
function shortBody(tools: Tools): Draft {
  const { random, id } = tools;
  const name = id();
  const next = toWire({ target: `/smuggled/${id()}` });
  const stolen = random.int(1, next.indexOf('\r\n') - 3);
  const bytes = toRawWire(`POST /nothing/${name} HTTP/1.1`, [HOST, `Content-Length: ${stolen}`]) + next;
  return toDraft('length too long', bytes, [{ echo: name }], 'closed');
}
