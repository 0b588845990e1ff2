/** Request lines that are none: methods, targets, versions, blanks. */
import { send, toDraft, type Draft, type Family, type Tools } from '../case.ts';
import { toProbe } from '../targets.ts';
import { toRawWire, toWire } from '../wire.ts';

const HOST = 'Host: 127.0.0.1';

/** Lines that must be refused. `{}` is the path. */
const BROKEN = [
  '',
  'GET',
  'GET {}',
  'GET {} ',
  'GET {} HTTP',
  'GET {} HTTP/',
  'GET {} HTTP/1',
  'GET {} HTTP/1.',
  'GET {} HTTP/1.1 extra',
  'GET {} HTTP/1.12',
  'GET {} HTTP/3.0',
  'GET {} HTTP/9.9',
  'GET {} http/1.1',
  'GET {} HTTPS/1.1',
  'GET {} ICY/1.1',
  'GET  {} HTTP/1.1\0',
  'get {} HTTP/1.1',
  'GeT {} HTTP/1.1',
  'G\0ET {} HTTP/1.1',
  'GET\t{} HTTP/1.1',
  'GET {}\0 HTTP/1.1',
  'GET {}\r HTTP/1.1',
  '{} GET HTTP/1.1',
  'FETCH {} HTTP/1.1',
  'BREW {} HTTP/1.1',
  'X-CUSTOM {} HTTP/1.1',
  'GET{} HTTP/1.1',
  ' GET {} HTTP/1.1',
  'GET : HTTP/1.1',
  'GET http:/ HTTP/1.1',
  'GET \\\\host\\share HTTP/1.1',
  'PRI * HTTP/2.0',
  '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
  'SSH-2.0-OpenSSH_9.6',
  '*1',
  '\x05\x01\x00',
];

/** Methods that an HTTP server knows, whether a contract has them or not. */
const METHODS = ['TRACE', 'PROPFIND', 'SEARCH', 'PURGE', 'LINK', 'MKCOL', 'SUBSCRIBE', 'QUERY', 'OPTIONS', 'HEAD'];

/** Request lines. */
export const requestLines: Family = (tools) => {
  const { random } = tools;
  const make = random.pick([broken, broken, noise, methods, targets, connectTunnel, blankLines]);
  return make(tools);
};

function broken({ random, id }: Tools): Draft {
  const path = `/nothing/${id()}`;
  const line = random.pick(BROKEN);
  const bytes = toRawWire(line.replace('{}', path), [HOST]);
  // Node's parser reads these two as requests of an older version.
  const isOld = line === 'GET {}' || line.endsWith('RTSP/1.0');
  // The empty line alone is legal before a request, so this one is a header without a request.
  return toDraft(JSON.stringify(line), bytes, isOld ? [{}] : [], isOld ? 'any' : 'closed');
}

function noise({ random }: Tools): Draft {
  const bytes = `\x01${random.bytes(random.int(1, 2000))}`;
  return toDraft('noise', bytes, [], 'closed');
}

function methods({ random, targets, id }: Tools): Draft {
  const method = random.pick(METHODS);
  const target = random.chance(0.5) ? random.pick(targets.all).path : `/nothing/${id()}`;
  return toDraft(`method ${method}`, toWire({ method, target }), [{ method }], 'open');
}

/** Absolute and odd forms of the target. */
function targets({ random, id }: Tools): Draft {
  const path = `/nothing/${id()}`;
  const target = random.pick([
    `http://127.0.0.1${path}`,
    `HTTP://127.0.0.1:80${path}`,
    `https://user:pass@example.com:443${path}?a=b`,
    `http://[::1]${path}`,
    `ftp://example.com${path}`,
    `http://example.com`,
    `http://example.com?x`,
    `${path}#fragment`,
    `/${path}`,
    `//example.com${path}`,
    `/..${path}`,
    `*`,
    `/?`,
    `?`,
    `#`,
    `/%`,
    `http://`,
    `javascript:alert(1)`,
    `127.0.0.1:80`,
  ]);
  const then = random.chance(0.3) ? 'OPTIONS' : 'GET';
  return toDraft(`target ${target.replace(path, '{}')}`, toWire({ method: then, target }), [{}], 'any');
}

function connectTunnel({ random, id }: Tools): Draft {
  const target = random.pick(['example.com:443', '127.0.0.1:22', `/nothing/${id()}`, '*', 'x']);
  const inner = toWire({ target: `/smuggled/${id()}` });
  return toDraft('CONNECT', toWire({ method: 'CONNECT', target }) + inner, [], 'closed');
}

/** Some empty lines before a request are legal (RFC 9112, 2.2). */
function blankLines({ random, id, targets }: Tools): Draft {
  const probe = toProbe({ random, id, targets });
  const bytes = '\r\n'.repeat(random.int(1, 40)) + toWire(probe.request);
  return { what: 'empty lines first', actions: [send(bytes)], expected: [probe.expected], ending: 'open' };
}
