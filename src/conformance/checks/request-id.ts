import { isObject } from '../../contract/value.ts';
import type { Draft } from '../case.ts';
import { nameOf } from '../exchange.ts';
import type { JudgeContext, ResponseCheck } from '../judge.ts';
import type { World } from '../world.ts';

/** Names of the header and of the member under which a server tells the id of a request. */
const HEADER = /^(x-)?(request|correlation|trace)-?id$/i;
const MEMBER = /^(request|correlation|trace)_?id$/i;
/** Names that only the id of a single request has: a trace may be longer. */
const OWN = /^(x-)?request[-_]?id$/i;

/** How many answers have to name the same request: a stored answer that is sent again may name its first one. */
const OFTEN = 3;
/** How often an id was met in a place. */
const met = new WeakMap<World, Map<string, number>>();

/**
 * Where an answer names its request both in a header and in the body, both name the same one, and other answers name
 * other ones.
 */
export const requestId: ResponseCheck = {
  name: 'request-id',
  stops: false,
  check: (context) => [...checkSame(context), ...checkOwn(context)],
};

function checkSame(context: JudgeContext): Draft[] {
  const { exchange, documented } = context;
  const { operation, response } = exchange;
  for (const [at, value] of findMembers(response.json)) {
    const header = documented?.headers.find(({ name }) => HEADER.test(name) && isLike(name, at));
    const name = header?.name ?? findDeclared(context, at);
    const told = name === undefined ? null : response.headers.get(name);
    if (told === null || told === value) continue;
    return [
      {
        code: 'RequestIdDiffers',
        message: `${nameOf(operation)} answered ${response.status} with ${at} ${JSON.stringify(value)} and the header ${name}: ${told}.`,
        contractPointer: header?.pointer ?? '/x-outcomes/always',
        responsePointer: at,
        expected: told,
        received: value,
        key: 'request id',
        proof: { kind: 'differs', at, value },
      },
    ];
  }
  return [];
}

/** An id of a request that several answers name. What the client sent itself may come back. */
function checkOwn(context: JudgeContext): Draft[] {
  const { exchange, world } = context;
  const { operation, response, request } = exchange;
  const counts = met.get(world) ?? new Map<string, number>();
  met.set(world, counts);
  for (const { at, value, contractPointer } of findIds(context)) {
    if (value.length < 4 || Object.values(request.headers).includes(value)) continue;
    const count = (counts.get(`${at} ${value}`) ?? 0) + 1;
    counts.set(`${at} ${value}`, count);
    if (count !== OFTEN) continue;
    return [
      {
        code: 'RequestIdRepeated',
        message: `${nameOf(operation)} answered ${response.status} with ${at} ${value}, which ${OFTEN - 1} answers before it have as well.`,
        contractPointer,
        expected: 'an id of its own',
        received: value,
        key: 'repeated request id',
        replay: false,
      },
    ];
  }
  return [];
}

/** Where an answer names its request: a header of the contract, else a member of an error or beside the data. */
function findIds(context: JudgeContext): { at: string; value: string; contractPointer: string }[] {
  const { exchange, documented } = context;
  const { operation, response } = exchange;
  if (response.headers.has('age') || response.status === 304) return [];
  const headers = (documented?.headers ?? []).filter(({ name }) => OWN.test(name));
  const declared = Object.keys(operation.outcomes.always.headers).filter((name) => OWN.test(name));
  const names = [
    ...headers.map(({ name, pointer }) => ({ name, pointer })),
    ...declared.map((name) => ({ name, pointer: '/x-outcomes/always' })),
  ];
  const told = names.flatMap(({ name, pointer }) => {
    const value = response.headers.get(name);
    return value === null ? [] : [{ at: name, value, contractPointer: pointer }];
  });
  if (told.length > 0) return told.slice(0, 1);
  // What else has such a member may be what is recorded of another request.
  const isAbout = (at: string): boolean => response.status >= 400 || /^\/_?meta(data)?\//.test(at);
  return findMembers(response.json)
    .filter(([at]) => OWN.test(at.replace(/^.*\//, '')) && isAbout(at))
    .map(([at, value]) => ({ at, value, contractPointer: `${operation.pointer}/responses` }));
}

/** A header that every answer has by `x-outcomes`, filled with what fills the member. */
function findDeclared({ exchange }: JudgeContext, at: string): string | undefined {
  const { fill, headers } = exchange.operation.outcomes.always;
  const filled = fill[at];
  return filled === undefined ? undefined : Object.keys(headers).find((name) => headers[name] === filled);
}

/** `X-Request-Id` and `/error/request_id`. */
function isLike(header: string, at: string): boolean {
  const plain = (text: string): string =>
    text
      .toLowerCase()
      .replace(/^x-|^.*\//, '')
      .replaceAll(/[-_]/g, '');
  return plain(header) === plain(at);
}

/** Texts of such a name at the top or in an object below it. */
function findMembers(json: unknown): [pointer: string, value: string][] {
  if (!isObject(json)) return [];
  return Object.entries(json).flatMap(([name, value]): [string, string][] => {
    if (typeof value === 'string') return MEMBER.test(name) ? [[`/${name}`, value]] : [];
    if (!isObject(value)) return [];
    return Object.entries(value).flatMap(([inner, entry]): [string, string][] =>
      typeof entry === 'string' && MEMBER.test(inner) ? [[`/${name}/${inner}`, entry]] : [],
    );
  });
}
