import { isObject } from '../../contract/value.ts';
import { nameOf } from '../exchange.ts';
import type { JudgeContext, ResponseCheck } from '../judge.ts';

/** Names of the header and of the member under which a server tells the id of a request. */
const HEADER = /^(x-)?(request|correlation|trace)-?id$/i;
const MEMBER = /^(request|correlation|trace)_?id$/i;

/** Where an answer names its request both in a header and in the body, both name the same one. */
export const requestId: ResponseCheck = {
  name: 'request-id',
  stops: false,
  check(context) {
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
  },
};

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
