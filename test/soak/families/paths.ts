/** Paths and queries that try to leave the place they name. */
import { toDraft, type Draft, type Family, type Tools } from '../case.ts';
import { toHeaders } from '../targets.ts';
import { toWire } from '../wire.ts';

/** Pieces of paths; each is one segment or more. */
const PIECES = [
  '..',
  '.',
  '%2e%2e',
  '%2E.',
  '..%2f..%2f',
  '..%5c',
  '..;',
  '..%00',
  '%00',
  '%0d%0aX:%20a',
  '%252e%252e',
  '%c0%ae%c0%ae',
  '%c0%80',
  '%e0%80%af',
  '%f8%88%80%80%80',
  '%ff%fe',
  '%ed%a0%80',
  '%u002e',
  '%',
  '%2',
  '%zz',
  '%%32%65',
  '\xff',
  '\xc3\xa4',
  '\xc0\xae',
  '__proto__',
  'constructor',
  'prototype',
  'hasOwnProperty',
  'toString',
  '{id}',
  '%7bid%7d',
  '*',
  ';a=b',
  ',',
  "'%20OR%201=1--",
  '"<script>',
  '$(id)',
  '${jndi:ldap:x}',
  '%1b[31m',
  '%e2%80%ae',
  '%f0%9f%92%a9',
  '[object%20Object]',
  'null',
  'undefined',
  'NaN',
  '-1',
  '0',
  '9'.repeat(400),
];

const NAMES = [
  'limit',
  'cursor',
  'id',
  'page',
  'per_page',
  'since',
  'until',
  'status',
  'key',
  '__proto__',
  'a[b][c]',
  '__code',
];

/** Paths and queries. */
export const paths: Family = (tools) => tools.random.pick([anywhere, inPath, inPath, inQuery, inQuery, long])(tools);

function anywhere({ random }: Tools): Draft {
  const path = `/${Array.from({ length: random.int(1, 8) }, () => random.pick(PIECES)).join(random.pick(['/', '//', '/./']))}`;
  const start = random.pick(['', '/lava', '/lava/v1', '/_hookspec', '/encrata/api']);
  return toDraft('path', toWire({ target: start + path }), [{ isShared: true }], 'open');
}

function inPath({ random, targets, id }: Tools): Draft {
  const target = random.pick(targets.all);
  const piece = () => (random.chance(0.2) ? random.pick(PIECES) + random.pick(PIECES) : random.pick(PIECES));
  const path = target.path.replaceAll(/\{\w+\}/g, piece) + (random.chance(0.2) ? `/${piece()}` : '');
  const { method, body } = target;
  const request = { method, target: path, headers: toHeaders(target, id()), body: body && toAscii(body) };
  return toDraft(`${target.operation.id} path`, toWire(request as never), [{ method }], 'open');
}

function inQuery({ random, targets, id }: Tools): Draft {
  const target = random.pick(targets.all.filter(({ method }) => method === 'GET'));
  const pairs = Array.from({ length: random.int(1, 12) }, () => {
    const name = random.chance(0.8) ? random.pick(NAMES) : random.pick(PIECES);
    return random.chance(0.9) ? `${name}=${random.pick(PIECES)}` : name;
  });
  const path = target.path.replaceAll(/\{\w+\}/g, 'x');
  const query = pairs.join(random.pick(['&', '&&', ';', '&amp;']));
  const request = { target: `${path}?${query}`, headers: toHeaders(target, id()) };
  return toDraft(`${target.operation.id} query`, toWire(request), [{}], 'open');
}

/** As long as a header block may be, made of what costs most to take apart. */
function long({ random, targets, id }: Tools): Draft {
  const target = random.pick(targets.all);
  const unit = random.pick(['/', '/a', '/..', '%2f', '&', '&a=', 'a[', '[]', '%25', '+', '=', ';', '/%2e%2e', '{']);
  const text = unit.repeat(Math.floor(random.pick([2000, 8000, 15_000]) / unit.length));
  const place = random.chance(0.5) ? `/${text}` : `?${random.pick(NAMES)}=${text}`;
  const request = { target: target.path + place, headers: toHeaders(target, id()) };
  return toDraft(`long ${place[0]} of ${unit}`, toWire(request), [{}], 'open');
}

function toAscii(body: object): string {
  return JSON.stringify(body);
}
