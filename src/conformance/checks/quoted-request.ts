import { getAt, toPointer } from '../../contract/pointer.ts';
import type { Draft } from '../case.ts';
import { isSame, isSameWord } from '../compare.ts';
import { type Exchange, isSuccess, nameOf } from '../exchange.ts';
import { readQuery } from '../input.ts';
import type { JudgeContext, ResponseCheck } from '../judge.ts';
import { showValue } from '../received.ts';

/** What a computed answer repeats of the request is what the request said. */
export const quotedRequest: ResponseCheck = {
  name: 'quoted-request',
  stops: false,
  check({ exchange, expectation }: JudgeContext): Draft[] {
    const { operation, response } = exchange;
    if (exchange.request.method === 'HEAD' || expectation.kind !== 'success' || !isSuccess(exchange)) return [];
    const fill = operation.view?.fill ?? {};
    return Object.entries(fill).flatMap(([at, expression]): Draft[] => {
      const said = readQuery(exchange.request.url, toSource(exchange, expression));
      const shown = getAt(response.json, at);
      // What is missing breaks the schema, or nothing.
      if (said === undefined || said === '' || shown === undefined || isAlike(said, shown)) return [];
      return [
        {
          code: 'RequestMisquoted',
          message: `${nameOf(operation)} shows ${showValue(shown)} at ${at}; the request said ${showValue(said)}.`,
          responsePointer: at,
          contractPointer: `${operation.pointer}/x-view/fill${toPointer([at])}`,
          expected: showValue(said),
        },
      ];
    });
  },
};

/** Both ends of a range that counts are those that were asked for. */
function toSource({ operation }: Exchange, expression: unknown): unknown {
  const range = operation.view?.aggregate;
  if (expression === '$page.from') return range?.from;
  return expression === '$page.to' ? range?.to : expression;
}

/** Times may be rounded, as to the minute; that far. */
const ROUNDING = 120_000;

/** Ids may be written in another case, numbers as texts. */
function isAlike(said: unknown, shown: unknown): boolean {
  if (shown !== null && typeof shown === 'object') return true;
  if (isSame(said, shown) || isSameWord(said, shown)) return true;
  const [one, other] = [Date.parse(String(said)), Date.parse(String(shown))];
  return typeof shown === 'string' && /^\d{4}-\d\d-\d\dT/.test(shown) && Math.abs(one - other) <= ROUNDING;
}
