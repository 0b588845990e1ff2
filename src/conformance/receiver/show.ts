/** A delivery and its answer as a report shows them: without secrets, and cut where they are long. */
import { isUtf8 } from 'node:buffer';
import type { FindingRequest, FindingResponse } from '../../report/finding.ts';
import type { ReceiverExchange } from './receiver-check.ts';

/** Characters shown of a body. */
const MOST = 4000;

/** @param hide takes secrets out of a text */
export function showDelivery(
  { delivery }: ReceiverExchange,
  url: string,
  hide: (text: string) => string,
): FindingRequest {
  const { method, headers, body } = delivery;
  const shown = Object.entries(headers).map(([name, value]) => [name, hide(value)] as const);
  return {
    method,
    url: hide(url),
    headers: Object.fromEntries(shown),
    ...(body.length > 0 && { body: cut(hide(toText(body))) }),
  };
}

/** The answer. */
export function showAnswer(
  response: NonNullable<ReceiverExchange['response']>,
  hide: (text: string) => string,
): FindingResponse {
  const headers = [...response.headers].map(([name, value]) => [
    name,
    name === 'set-cookie' ? value.replace(/=[^;]*/, '=[secret]') : hide(value),
  ]);
  return {
    status: response.status,
    headers: Object.fromEntries(headers) as FindingResponse['headers'],
    body: cut(hide(response.text)),
  };
}

/** Bytes that are no UTF-8 are shown one by one. */
function toText(body: Uint8Array): string {
  return Buffer.from(body).toString(isUtf8(body) ? 'utf8' : 'latin1');
}

function cut(text: string): string {
  return text.length <= MOST ? text : `${text.slice(0, MOST)}… (${text.length - MOST} more characters)`;
}
