/** `Prefer` and `Accept`: what may be asked of an answer, and garbage in its place. */
import { toDraft, type Draft, type Family, type Tools } from '../case.ts';
import { toHeaders, type Target } from '../targets.ts';
import { toBytes, toWire } from '../wire.ts';

const PREFERENCES = [
  'code=200',
  'code=404',
  'code=500',
  'code=599',
  'code=999',
  'code=000',
  'code=-1',
  'code=2e2',
  'code=',
  'code',
  'example=nobody',
  'example=__proto__',
  'example=constructor',
  'example="',
  'dynamic=maybe',
  'dynamic=false',
  'seed=\xff',
  'seed=1',
  '__proto__=x',
  'constructor=1',
  'code=200, code=404',
  'code=200; example=x',
  'respond-async',
  ',,,;;;===',
  '"',
];

const ACCEPTED = [
  '',
  '*',
  '/',
  '*/*;q=0',
  '*/*;q=-1',
  '*/*;q=banana',
  'application/json;q=0',
  'application/*;q=1e9',
  'text/html',
  '\xff/\xff',
  'application/json; a="',
  '__proto__/__proto__',
  'constructor',
];

/** What costs a careless reader most. */
const UNITS = [',', ';', '"', '="', '",', 'a/b,', 'a/b;q=1,', ' ', 'code=,', ';q', '\\"'];

/** Preferences and accepted types at every operation. */
export const preferences: Family = (tools) => {
  const { random } = tools;
  const target = random.pick(tools.targets.all);
  // Generated values are made by another thread, each some milliseconds' work.
  const make = random.chance(0.03) ? generated : random.pick([prefer, accept, flood, inQuery]);
  return make(tools, target);
};

function toCase(tools: Tools, target: Target, what: string, headers: [string, string][], query = ''): Draft {
  const { method, body } = target;
  const path = target.path.replaceAll(/\{\w+\}/g, 'x') + query;
  const all = [...toHeaders(target, tools.id()), ...headers];
  const request = { method, target: path, headers: all, ...(body && { body: toBytes(JSON.stringify(body)) }) };
  const asked = /code=(5\d\d)/.exec(what)?.[1];
  // A contract's own 5xx is answered where it is asked for.
  const documented = target.operation.responses.some(
    ({ status }) => status === asked || status === '5XX' || status === 'default',
  );
  const statuses = asked !== undefined && documented ? [Number(asked), 401, 403, 404, 406, 422] : undefined;
  return toDraft(
    `${target.operation.id} ${what}`,
    toWire(request),
    [{ method, ...(statuses && { statuses }) }],
    'open',
  );
}

function prefer(tools: Tools, target: Target): Draft {
  const asked = tools.random.pick(PREFERENCES);
  return toCase(tools, target, `Prefer ${asked}`, [['Prefer', asked]]);
}

function accept(tools: Tools, target: Target): Draft {
  const accepted = tools.random.pick(ACCEPTED);
  const headers: [string, string][] = [['Accept', accepted]];
  if (tools.random.chance(0.5)) headers.push(['Prefer', tools.random.pick(['code=200', 'code=404', 'example=x'])]);
  return toCase(tools, target, `Accept ${accepted}`, headers);
}

function flood(tools: Tools, target: Target): Draft {
  const { random } = tools;
  const unit = random.pick(UNITS);
  const text = unit.repeat(Math.floor(random.pick([500, 14_000]) / unit.length));
  const name = random.pick(['Accept', 'Prefer', 'Content-Type', 'Authorization', 'Origin', 'Cookie']);
  const headers: [string, string][] = [[name, text]];
  if (name === 'Accept') headers.push(['Prefer', 'code=200']);
  return { ...toCase(tools, target, `${name} of ${text.length} ${unit}`, headers) };
}

function inQuery(tools: Tools, target: Target): Draft {
  const asked = tools.random.pick(PREFERENCES).replaceAll(/[ ,;"]+/g, '&__');
  return toCase(tools, target, `__${asked}`, [], `?__${asked}`);
}

function generated(tools: Tools, target: Target): Draft {
  const asked = tools.random.pick(['dynamic=true', `dynamic=true, seed=${tools.random.int(1, 9)}`]);
  return toCase(tools, target, asked, [['Prefer', asked]]);
}
