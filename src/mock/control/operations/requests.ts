/** The request log: what came, what was decided and why; for other tools as HAR and as curl lines. */
import { toCurlLine } from '../../log/curl.ts';
import { toHar } from '../../log/har.ts';
import type { RequestFilter } from '../../request-log.ts';
import type { Mount } from '../../mount.ts';
import { toOnlooker } from '../../request-log.ts';
import type { Fields } from '../fields.ts';
import { refuseInput, refuseUnknown } from '../refusal.ts';
import { DONE, toAnswer, type Route } from '../route.ts';
import { findMount } from '../select.ts';

const FILTERS = ['contract', 'operation', 'status', 'condition', 'key', 'since', 'limit'] as const;

const listRequests: Route = {
  operation: 'listRequests',
  method: 'GET',
  path: '/requests',
  query: FILTERS,
  answer: ({ parts, query }) => toAnswer(parts.requests.list(toFilter(parts.mounts, query))),
};

const clearRequests: Route = {
  operation: 'clearRequests',
  method: 'DELETE',
  path: '/requests',
  answer: ({ parts }) => {
    parts.requests.clear();
    return DONE;
  },
};

const readRequest: Route = {
  operation: 'readRequest',
  method: 'GET',
  path: '/requests/{id}',
  answer: ({ parts, path }) => {
    if (!/^[1-9]\d{0,14}$/.test(path.id!)) refuseInput('The id of readRequest must be a whole number above 0');
    return toAnswer(
      parts.requests.get(Number(path.id)) ??
        refuseUnknown(`The log has no request ${path.id!}; it keeps the last 1000 since it was cleared`),
    );
  },
};

const exportHar: Route = {
  operation: 'exportHar',
  method: 'GET',
  path: '/exports/har',
  query: FILTERS,
  answer: ({ parts, query }) =>
    toAnswer(toHar(parts.requests.details(toFilter(parts.mounts, query)).reverse(), parts.origin())),
};

const exportCurl: Route = {
  operation: 'exportCurl',
  method: 'GET',
  path: '/exports/curl',
  query: FILTERS,
  answer: ({ parts, query }) => {
    const details = parts.requests.details(toFilter(parts.mounts, query)).reverse();
    const count = details.length === 1 ? '1 request' : `${details.length} requests`;
    const lines = details.map((detail) => toCurlLine(detail, parts.origin()));
    const body = [`# ${count}, oldest first; HOOKSPEC_TOKEN holds the credentials`, ...lines, ''].join('\n');
    return {
      status: 200,
      headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
      body,
    };
  },
};

/** Routes of this file. */
export const requestRoutes: readonly Route[] = [listRequests, clearRequests, readRequest, exportHar, exportCurl];

function toFilter(mounts: ReadonlyMap<string, Mount>, query: Fields): RequestFilter {
  const status = query.text('status');
  if (status !== undefined && !/^(?:0|[1-5](?:\d\d|XX))$/i.test(status)) {
    refuseInput('The status of a filter must be a status such as 404, a class such as 4XX, or 0 for no answer');
  }
  const contract = query.text('contract');
  if (contract !== undefined) findMount(mounts, contract);
  return {
    contract,
    operation: query.text('operation'),
    status,
    condition: query.text('condition'),
    key: toKeyName(mounts, query.text('key')),
    since: query.time('since'),
    limit: query.whole('limit', 1, 1000),
  };
}

/** A token is as good as the name of its key. */
function toKeyName(mounts: ReadonlyMap<string, Mount>, key: string | undefined): string | undefined {
  if (key === undefined) return undefined;
  const known = [...mounts.values()].flatMap(({ contract }) => toOnlooker(contract).callers!.ofKey(key) ?? []);
  return known.find((caller) => caller.key === key)?.key ?? known[0]?.key ?? key;
}
