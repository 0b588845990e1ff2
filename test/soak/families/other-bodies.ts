/** Bodies that are no JSON: codings, charsets, forms, parts, cookies. */
import { gzipSync } from 'node:zlib';
import { toDraft, type Draft, type Family, type Tools } from '../case.ts';
import { toFreshKey, type Target } from '../targets.ts';
import { toBytes, toWire } from '../wire.ts';

/** 64 MiB of nothing in 64 KiB. */
const BOMB = gzipSync(Buffer.alloc(64 * 1024 * 1024)).toString('latin1');

const TYPES = [
  '',
  ';',
  '/',
  'json',
  'application/',
  'application/json;',
  'application/json; charset=utf-16',
  'application/json; charset="utf-8',
  'application/json; charset=\xff',
  'application/json;;;;charset=;=',
  'application/vnd.api+json',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'multipart/form-data; boundary=',
  'text/plain; charset=iso-2022-jp',
  'application/octet-stream',
  'text/xml',
  `application/json;${'a=b;'.repeat(3000)}`,
  `application/json; a="${'\\"'.repeat(6000)}`,
];

/** Other bodies. */
export const otherBodies: Family = (tools) => {
  const { random } = tools;
  const target = random.pick(tools.targets.all.filter(({ body }) => body !== undefined));
  const make = random.pick([codings, types, types, forms, parts, cookies]);
  return make(tools, target);
};

function toCase(tools: Tools, target: Target, what: string, headers: [string, string][], body: string): Draft {
  const { method } = target;
  const all: [string, string][] = [['Authorization', `Bearer ${toFreshKey(target, tools.id())}`], ...headers];
  const path = target.path.replaceAll(/\{\w+\}/g, 'x');
  return toDraft(what, toWire({ method, target: path, headers: all, body }), [{ method }], 'open');
}

function codings(tools: Tools, target: Target): Draft {
  const coding = tools.random.pick([
    'gzip',
    'x-gzip',
    'deflate',
    'br',
    'zstd',
    'gzip, gzip',
    'identity',
    '\xff',
    'aws-chunked',
  ]);
  const body = tools.random.chance(0.1) ? BOMB : gzipSync('{}').toString('latin1');
  const headers: [string, string][] = [
    ['Content-Type', 'application/json'],
    ['Content-Encoding', coding],
  ];
  return toCase(tools, target, `coded as ${coding}`, headers, body);
}

function types(tools: Tools, target: Target): Draft {
  const type = tools.random.pick(TYPES);
  const body = toBytes(JSON.stringify(target.body));
  return toCase(tools, target, `type ${type.slice(0, 40)}`, [['Content-Type', type]], body);
}

function forms(tools: Tools, target: Target): Draft {
  const { random } = tools;
  const unit = random.pick(['a=b&', '&', '=', '%00=%ff&', 'a[]=1&', 'a[b][c][d]=1&', '__proto__[x]=1&', '+%2', 'url=']);
  const body = unit.repeat(random.pick([1, 100, 20_000]));
  return toCase(tools, target, `form of ${unit}`, [['Content-Type', 'application/x-www-form-urlencoded']], body);
}

function parts(tools: Tools, target: Target): Draft {
  const { random } = tools;
  const boundary = random.pick(['x', '-'.repeat(70), 'b'.repeat(200), '\r', '""', "a'()+_,./:=?"]);
  const part = random.pick([
    'Content-Disposition: form-data; name="url"\r\n\r\nx\r\n',
    'Content-Disposition: form-data; name="__proto__"\r\n\r\nx\r\n',
    'Content-Disposition: form-data; name=\r\n\r\n\r\n',
    '\r\n\r\n',
    `Content-Disposition: form-data; name="a"; filename="../../${'a'.repeat(2000)}"\r\nContent-Type: \r\n\r\n\xff\r\n`,
    `X: ${'a'.repeat(5000)}\r\n\r\n`,
  ]);
  const body =
    `--${boundary}\r\n${part}`.repeat(random.pick([1, 30, 1200])) +
    random.pick(['', `--${boundary}--`, `--${boundary}`]);
  const headers: [string, string][] = [['Content-Type', `multipart/form-data; boundary=${boundary.trim()}`]];
  return toCase(tools, target, 'parts', headers, body.slice(0, 1_000_000));
}

function cookies(tools: Tools, target: Target): Draft {
  const unit = tools.random.pick(['a=b; ', ';', '=', '__proto__=x; ', 'a="', '\xff=\xff; ', ', ']);
  const cookie = unit.repeat(Math.floor(tools.random.pick([100, 5000, 14_000]) / unit.length));
  const headers: [string, string][] = [
    ['Content-Type', 'application/json'],
    ['Cookie', cookie],
  ];
  return toCase(tools, target, `cookies of ${unit}`, headers, toBytes(JSON.stringify(target.body)));
}
