/** What is done to a valid request: odd values, credentials, types, paths and methods. */
import * as fc from 'fast-check';
import { getAt, setAt, toPointer } from '../../../src/contract/pointer.ts';
import type { Contract, Json } from '../../../src/contract/types.ts';
import type { Draft } from './draft.ts';

/** A change of a request; it notes its name there. */
export type Change = (draft: Draft) => void;

const ODD: readonly Json[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e9,
  '',
  ' ',
  'x',
  '1',
  'true',
  'null',
  '2020-01-01',
  'http://example.com/x',
  'https://',
  'a'.repeat(300),
  'ü€😀',
  [],
  [null],
  ['x', 'x'],
  {},
  { x: 1 },
  '00000000-0000-0000-0000-000000000000',
];

const CREDENTIALS = [
  '',
  'Bearer',
  'Bearer ',
  'bearer TOKEN',
  'BEARER TOKEN',
  'Bearer  TOKEN',
  'Basic dTpw',
  'Token TOKEN',
  'Bearer unknown',
  'Basic nonsense',
];
const TYPES = [
  '',
  'text/plain',
  'application/json; charset=utf-8',
  'application/json; charset=latin1',
  'APPLICATION/JSON',
  'application/xml',
  'application/problem+json',
  'application/x-www-form-urlencoded',
  'nonsense',
  'application/',
];
const ACCEPTS = [
  '*/*',
  'application/json',
  'application/xml',
  'text/html',
  'application/*',
  'application/json;q=0',
  'text/html, */*;q=0.1',
  'nonsense',
  '',
];
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE'];

/** Draws one change. */
export function drawChange(contract: Contract): fc.Arbitrary<Change> {
  const odd = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...ODD) },
    { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json> },
  );
  const names = [...new Set(contract.operations.flatMap(({ parameters }) => parameters.map(({ name }) => name)))];
  const number = fc.nat(1000);
  return fc.oneof(
    { weight: 6, arbitrary: fc.tuple(number, odd).map(([at, value]) => changeBody('body value', at, () => value)) },
    { weight: 3, arbitrary: number.map((at) => changeBody('body member dropped', at, undefined)) },
    { weight: 1, arbitrary: odd.map((value) => addMember(value)) },
    {
      weight: 1,
      arbitrary: odd.map((value) => named('whole body', (draft) => draft.body && (draft.body = { json: value }))),
    },
    { weight: 1, arbitrary: fc.constant(named('no body', (draft) => (draft.body = undefined))) },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom('', '{', '{"a":1,}', 'a=b', '[1', '"x"')
        .map((text) => named('body text', (draft) => (draft.body = { text }))),
    },
    { weight: 2, arbitrary: fc.constantFrom(...TYPES).map((type) => setHeader('content-type', type)) },
    { weight: 2, arbitrary: fc.constantFrom(...ACCEPTS).map((type) => setHeader('accept', type)) },
    { weight: 2, arbitrary: fc.constantFrom(...CREDENTIALS).map((text) => credentials(text)) },
    {
      weight: 3,
      arbitrary: fc
        .tuple(fc.constantFrom('limit', ...names), fc.constantFrom(...ODD))
        .map(([name, value]) => addQuery(name, value)),
    },
    { weight: 4, arbitrary: number.map(repeatQuery) },
    {
      weight: 1,
      arbitrary: number.map((at) =>
        named('query dropped', (draft) => draft.query.splice(at % (draft.query.length || 1), 1)),
      ),
    },
    {
      weight: 2,
      arbitrary: fc.constantFrom('x', '0', '%20', 'a%2Fb', '%zz', 'ü', '..', '').map((text) => changeSegment(text)),
    },
    { weight: 1, arbitrary: fc.constant(named('trailing slash', (draft) => (draft.path += '/'))) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(...METHODS).map((method) => named('method', (draft) => (draft.method = method))),
    },
  );
}

function named(name: string, change: (draft: Draft) => unknown): Change {
  return (draft) => {
    change(draft);
    draft.changes.push(name);
  };
}

function changeBody(name: string, at: number, next: (() => Json) | undefined): Change {
  return named(name, (draft) => {
    if (!draft.body || !('json' in draft.body)) return;
    const pointers = list(draft.body.json, []);
    if (pointers.length === 0) return;
    const tokens = pointers[at % pointers.length]!;
    const json = structuredClone(draft.body.json);
    const parent = getAt(json, toPointer(tokens.slice(0, -1))) as Record<string, Json> | Json[];
    if (next) setAt(json, toPointer(tokens), next());
    else if (Array.isArray(parent)) parent.splice(Number(tokens.at(-1)), 1);
    else delete parent[tokens.at(-1)!];
    draft.body = { json };
  });
}

function list(value: Json, tokens: string[]): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => [
    [...tokens, key],
    ...list(member as Json, [...tokens, key]),
  ]);
}

function addMember(value: Json): Change {
  return named('body member added', (draft) => {
    if (!draft.body || !('json' in draft.body)) return;
    const { json } = draft.body;
    if (typeof json === 'object' && json !== null && !Array.isArray(json))
      draft.body = { json: { ...json, added: value } };
  });
}

function setHeader(name: string, value: string): Change {
  return named(`${name}: ${value}`, (draft) => {
    if (value === '') delete draft.headers[name];
    else draft.headers[name] = value;
  });
}

function credentials(text: string): Change {
  return named(`credentials "${text}"`, (draft) => {
    const token = /\s(\S+)$/.exec(draft.headers.authorization ?? '')?.[1] ?? 'token';
    if (text === '') delete draft.headers.authorization;
    else draft.headers.authorization = text.replace('TOKEN', token);
  });
}

function addQuery(name: string, value: Json): Change {
  return named(`query ${name}`, (draft) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    if (draft.query.some(([known]) => known === name) && text.length % 2 === 0) {
      draft.query = draft.query.map(([known, old]) => [known, known === name ? text : old]);
    } else draft.query.push([name, text]);
  });
}

function repeatQuery(at: number): Change {
  return named('query repeated', (draft) => {
    const pair = draft.query[at % (draft.query.length || 1)];
    if (pair) draft.query.push([...pair]);
  });
}

function changeSegment(text: string): Change {
  return named(`segment "${text}"`, (draft) => {
    const segments = draft.path.split('/');
    segments[segments.length - 1] = text;
    draft.path = segments.join('/');
  });
}
