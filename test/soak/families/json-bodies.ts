/** JSON bodies: truncated, deep, huge, with names that pollute, in the wrong bytes. */
import { toDraft, type Draft, type Family, type Tools } from '../case.ts';
import { toHeaders, type Target } from '../targets.ts';
import { toBytes, toWire } from '../wire.ts';

const DEPTHS = [100, 511, 512, 513, 5000, 100_000];

/** Values that take the place of a good one, as JSON text. */
const VALUES = [
  'null',
  'true',
  '0',
  '-0',
  '1e400',
  '-1e400',
  '1e-400',
  `1${'0'.repeat(400)}`,
  `0.${'1'.repeat(400)}`,
  '9007199254740993',
  '""',
  '"\\u0000"',
  '"\\ud800"',
  '"\\udc00\\ud800"',
  '"\\u202e\\u001b[31m\\r\\nX: a"',
  '[]',
  '{}',
  '[[[[]]]]',
  '{"__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":{"polluted":true}}}',
  '{"toString":1,"valueOf":2,"toJSON":3,"length":-1,"then":4}',
  '{"$ref":"#/components/schemas/Missing"}',
  '["__proto__"]',
  '"https://127.0.0.1:9/x"',
  '"https://user:pass@[::ffff:127.0.0.1]:9/%00"',
  '"javascript:alert(1)"',
  '"http://\\u0000"',
  '"//"',
  '"${jndi:ldap://x}"',
  '"{$request.body#/url}"',
];

/** Texts that are no JSON, or JSON of another kind than an object. */
const TEXTS = [
  '{',
  '[',
  '{"a":',
  '{"a":1,}',
  "{'a':1}",
  '{a:1}',
  '{"a":1}{"a":2}',
  '{"a":1}\0',
  '\0',
  ' ',
  '\xef\xbb\xbf{}',
  '\xef\xbb\xbf',
  '\xff\xfe{\0}\0',
  '\xfe\xff\0{\0}',
  '{"a":"\xff"}',
  '{"a":"\xc0\xaf"}',
  '{"a":"\xed\xa0\x80"}',
  '{"\xf5\x80\x80\x80":1}',
  'NaN',
  'Infinity',
  'undefined',
  '01',
  '1.',
  '.5',
  '0x10',
  '"a\nb"',
  '"\\x41"',
  '/*a*/{}',
  '{}//a',
  '--',
  'true false',
  '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
];

/** JSON bodies of every operation that takes one. */
export const jsonBodies: Family = (tools) => {
  const { random } = tools;
  const target = random.pick(tools.targets.all.filter(({ body }) => body !== undefined));
  // Large bodies are rare: they cost the machine, not the server, most.
  const make = random.chance(0.02) ? large : random.pick([text, value, value, names, cut, deep, patterned]);
  return make(tools, target);
};

function toCase(tools: Tools, target: Target, what: string, body: string, status?: number[]): Draft {
  const { method } = target;
  const path = target.path.replaceAll(/\{\w+\}/g, 'x');
  const request = { method, target: path, headers: toHeaders(target, tools.id()), body };
  const expected = { method, ...(status && { statuses: status }) };
  return toDraft(`${target.operation.id}: ${what}`, toWire(request), [expected], status ? 'any' : 'open');
}

function text(tools: Tools, target: Target): Draft {
  const body = tools.random.pick(TEXTS);
  return toCase(tools, target, JSON.stringify(body), body);
}

/** A good body with one property that is not. */
function value(tools: Tools, target: Target): Draft {
  const { random } = tools;
  const names = Object.keys(target.body!);
  const chosen = random.chance(0.9)
    ? random.pick(names)
    : random.pick(['__proto__', 'constructor', '', 'id', '\\u0000']);
  const other = random.pick(VALUES);
  const members = names.map(
    (name) => `${toBytes(JSON.stringify(name))}:${toBytes(JSON.stringify(target.body![name]))}`,
  );
  const hostile = `"${chosen}":${other}`;
  // Twice the same name: the last one counts, as JSON.parse has it.
  const body = `{${[...members, hostile].join(',')}}`;
  return toCase(tools, target, `${chosen} is ${other.slice(0, 30)}`, body);
}

function names(tools: Tools, target: Target): Draft {
  const { random } = tools;
  const count = random.pick([10, 1000, 20_000]);
  const body = `{${Array.from({ length: count }, (_, index) => `"k${index % random.int(1, count)}":${index}`).join(',')}}`;
  return toCase(tools, target, `${count} names`, body);
}

function cut(tools: Tools, target: Target): Draft {
  const body = toBytes(JSON.stringify(target.body));
  return toCase(tools, target, 'cut off', body.slice(0, tools.random.int(1, body.length - 1)));
}

function deep(tools: Tools, target: Target): Draft {
  const { random } = tools;
  const depth = random.pick(DEPTHS);
  const [open, close] = random.pick([
    ['[', ']'],
    ['{"a":', '}'],
    ['[{"a":', '}]'],
  ] as const);
  const name = random.pick(Object.keys(target.body!));
  const nested = `${open.repeat(depth)}1${random.chance(0.8) ? close.repeat(depth) : ''}`;
  return toCase(tools, target, `${depth} levels of ${open}`, random.chance(0.5) ? nested : `{"${name}":${nested}}`);
}

/** Texts that make a careless pattern try every way to fail. */
function patterned(tools: Tools, target: Target): Draft {
  const { random } = tools;
  const unit = random.pick(['a', 'https://', 'a.', '-', '@', '0', 'a@', '\\t', '/', '%', 'a-', ' ']);
  const long = unit.repeat(random.pick([100, 5000, 30_000]));
  const name = random.pick(Object.keys(target.body!));
  const sent = { ...target.body, [name]: `{{${name}}}` };
  const body = toBytes(JSON.stringify(sent)).replace(`{{${name}}}`, `${random.pick(['', 'https://'])}${long}!`);
  return toCase(tools, target, `${long.length} of ${unit} in ${name}`, body);
}

function large(tools: Tools, target: Target): Draft {
  const { random } = tools;
  const size = random.pick([600_000, 1_048_500, 1_048_577, 2_000_000, 6_000_000]);
  const [name = 'a'] = Object.keys(target.body!);
  const filling = random.pick([
    `"${'a'.repeat(size)}"`,
    `[${'1,'.repeat(size / 2)}1]`,
    `[${'{},'.repeat(size / 3)}1]`,
    `"${'\\u0000'.repeat(size / 6)}"`,
  ]);
  const what = `${size} bytes of ${filling.slice(0, 4)}`;
  const draft = toCase(tools, target, what, `{"${name}":${filling}}`);
  return { ...draft, ending: 'any' };
}
