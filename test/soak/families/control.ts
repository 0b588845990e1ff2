/** The control API: calls that it must refuse, and calls that only look. Nothing here steers the mock. */
import { toDraft, type Draft, type Family, type Tools } from '../case.ts';
import type { Target } from '../targets.ts';
import { toWire, type WireRequest } from '../wire.ts';

/** Bodies that no operation takes. */
const BODIES = [
  '{',
  '[]',
  'null',
  '"a"',
  '\xff',
  '{"__proto__":{"a":1}}',
  '{"unknown":1}',
  `${'['.repeat(100_000)}`,
  `{"contract":${'{"a":'.repeat(5000)}1${'}'.repeat(5001)}`,
  '{"contract":"__proto__"}',
  '{"contract":"constructor","key":"toString"}',
  '{"time":"never"}',
  '{"by":"P1e9Y"}',
  '{"mode":"__proto__"}',
  '{"name":"../../etc/passwd","x":1}',
  `{"name":"${'a'.repeat(5000)}"}`,
  '{"status":99}',
  '{"latency":-1}',
  '{"latency":1e400}',
  '{"hookspec":"snapshot","version":99}',
  '{"contract":"lava","event":"__proto__","key":"default"}',
];

const IDS = [
  '..',
  '%2e%2e',
  '__proto__',
  'constructor',
  '%00',
  '%ff',
  '-1',
  '0',
  '1e9',
  'a'.repeat(3000),
  '%1b[31m',
  'NaN',
];

/** Calls of the control API. */
export const control: Family = (tools) => {
  const { random } = tools;
  const target = random.pick(tools.targets.control);
  const make = random.chance(0.02) ? look : random.pick([body, body, path, foreign, method]);
  return make(tools, target);
};

function toCase(what: string, request: WireRequest): Draft {
  const method = request.method ?? 'GET';
  return toDraft(what, toWire(request), [{ method, isShared: true }], 'open');
}

function toPath({ path }: Target, id: string): string {
  return path.replaceAll(/\{\w+\}/g, id);
}

function body({ random }: Tools, target: Target): Draft {
  const sent = random.pick(BODIES);
  // Without a body these would be carried out.
  const { method } = target;
  if (method === 'GET' || method === 'DELETE') return foreign({ random } as Tools, target);
  const request = { method, target: toPath(target, random.pick(IDS)), headers: json, body: sent };
  return toCase(`${target.operation.id} ${sent.slice(0, 30)}`, request);
}

const json: [string, string][] = [['Content-Type', 'application/json']];

function path({ random }: Tools, target: Target): Draft {
  const query = random.pick([
    '',
    '?limit=-1',
    '?limit=1e9',
    '?since=never',
    '?__proto__=x',
    '?a=%ff',
    `?key=${'a'.repeat(9000)}`,
  ]);
  const isNamed = target.path.includes('{') && target.method === 'GET';
  const place = isNamed ? toPath(target, random.pick(IDS)) : `${target.path}/${random.pick(IDS)}/${random.pick(IDS)}`;
  return toCase(`${target.operation.id} path`, { target: place + query });
}

/** A page of another site, and a name that points here. */
function foreign({ random }: Tools, target: Target): Draft {
  const { method } = target;
  const origin = random.pick([
    'https://evil.example.com',
    'null',
    'file://',
    'http://127.0.0.1.evil.example.com',
    '\xff',
  ]);
  const headers: [string, string][] = [['Origin', origin], ...json];
  const request = { method, target: toPath(target, 'x'), headers, body: method === 'GET' ? '' : '{}' };
  const draft = toCase(`${target.operation.id} from ${origin}`, request);
  const statuses = target.operation.id === 'getHealth' ? [200] : [403];
  return { ...draft, expected: draft.expected.map((expected) => ({ ...expected, statuses })) };
}

function method({ random }: Tools, target: Target): Draft {
  const other = random.pick(['TRACE', 'PATCH', 'PROPFIND', 'LOCK', 'HEAD', 'OPTIONS']);
  return toCase(`${other} ${target.operation.id}`, { method: other, target: toPath(target, 'x') });
}

/** Looks at what the others have left behind. */
function look({ random }: Tools): Draft {
  const place = random.pick([
    '/requests?limit=20',
    '/exports/curl?limit=20',
    '/exports/har?limit=20',
    '/faults',
    '/contracts',
    '/health',
  ]);
  return toCase(`look at ${place}`, { target: `/_hookspec${place}` });
}
