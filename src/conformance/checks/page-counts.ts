import { getAt } from '../../contract/pointer.ts';
import type { Draft } from '../case.ts';
import { isSuccess, nameOf } from '../exchange.ts';
import { readQuery, toRequestPlace } from '../input.ts';
import type { JudgeContext, ResponseCheck } from '../judge.ts';
import { defaultPage, pagesKey } from '../listing.ts';
import { findRowList, type RowList } from '../row-lists.ts';
import { readTold, type Told } from '../told.ts';

/** No page is longer than asked, and what it says of itself, of its length and of all entries is right. */
export const pageCounts: ResponseCheck = {
  name: 'page-counts',
  stops: false,
  check(context): Draft[] {
    const { contract, exchange, expectation } = context;
    const { operation, request, response, variant } = exchange;
    if (request.method !== 'GET' || expectation.kind !== 'success' || !isSuccess(exchange)) return [];
    const list = findRowList(contract, variant);
    const rows = list && getAt(response.json, list.at);
    if (!list || !Array.isArray(rows)) return [];
    const told = readTold(list, operation, exchange);
    const fault = findFault(context, list, rows.length, told);
    if (!fault) return [];
    return [
      {
        code: 'PageWrong',
        message: `${nameOf(operation)} ${fault.text}.`,
        responsePointer: fault.at ?? list.at,
        contractPointer: operation.pointer,
        ...(list.isDeclared && { restsOn: [list.contractPointer] }),
        received: fault.received,
        key: pagesKey(operation),
        // The names are all that is known of a plain list, and of what any undeclared one says of itself.
        ...((variant.use === 'plain' || (!list.isDeclared && fault.at !== undefined)) && { severity: 'warning' }),
      },
    ];
  },
};

interface CountFault {
  readonly text: string;
  readonly received: string;
  readonly at?: string;
}

function findFault(context: JudgeContext, list: RowList, count: number, told: Told): CountFault | undefined {
  const asked = readNumber(context, list.page?.size);
  const { size, total, number } = told;
  const page = list.page?.style === 'number' ? readNumber(context, list.page.from) : undefined;
  if (asked !== undefined && count > asked)
    return { text: `answered ${count} entries where ${asked} were asked for`, received: `${count} entries` };
  if (asked !== undefined && size !== undefined && size.value !== asked)
    return {
      text: `says that a page has ${size.value} entries at most, where ${asked} were asked for`,
      received: String(size.value),
      at: size.at,
    };
  if (page !== undefined && number !== undefined && number.value !== page)
    return {
      text: `says that it is page ${number.value}, where page ${page} was asked for`,
      received: String(number.value),
      at: number.at,
    };
  if (!total) return undefined;
  const isWrong = total.value < count || (isWhole(context, list, count, told) && total.value !== count);
  if (!isWrong) return undefined;
  const text = `counts ${total.value} entries where ${count} were shown`;
  return { text, received: String(total.value), at: total.at };
}

/** Whether the answer shows everything: its first page is its last one. */
function isWhole(context: JudgeContext, list: RowList, count: number, { hasMore, cursor }: Told): boolean {
  const { page, view } = list;
  if (view?.cap !== undefined || (!list.isDeclared && isFiltered(context, list))) return false;
  if (!page) return list.isDeclared;
  const from = readQuery(context.exchange.request.url, page.from);
  if (from !== undefined && from !== (page.style === 'number' ? '1' : '0')) return false;
  if (page.style === 'cursor' && from !== undefined) return false;
  if (hasMore !== undefined || cursor !== undefined) return hasMore !== true && (cursor?.value ?? '') === '';
  const { contract, exchange } = context;
  const size = readNumber(context, page.size) ?? defaultPage(contract, exchange.operation, page.size);
  return size !== undefined && count < size;
}

function isFiltered({ exchange }: JudgeContext, { page }: RowList): boolean {
  const paging = [page?.size, page?.from].map((at) => toRequestPlace(at));
  const names = paging.flatMap((place) => (place && place.in !== 'body' ? [place.name] : []));
  return [...new URL(exchange.request.url).searchParams.keys()].some((name) => !names.includes(name));
}

/** A page has a length that is a plain number; what else is asked for is no matter of pages. */
function readNumber({ exchange }: JudgeContext, expression: unknown): number | undefined {
  const text = readQuery(exchange.request.url, expression);
  return text !== undefined && /^[1-9]\d{0,5}$/.test(text) ? Number(text) : undefined;
}
