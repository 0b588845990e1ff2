/** Status codes and ranges of them. */
import type { WireReply } from './api.ts';

/** Whether a documented status means success: `2XX` and all in it. */
export function isSuccess(status: string): boolean {
  return status.startsWith('2');
}

/** The answer that holds for a status: of that code, of its range, or the default one. */
export function findReply(replies: readonly WireReply[], status: string): WireReply | undefined {
  const find = (wanted: string): WireReply | undefined => replies.find((reply) => reply.status === wanted);
  return find(status) ?? find(`${status[0]}XX`) ?? find('default');
}

/** Whether a list of statuses, codes or ranges, covers one: `2XX` covers 204, and nothing but itself covers `default`. */
export function coversStatus(statuses: readonly string[], status: string): boolean {
  return statuses.some(
    (one) => one === status || (status !== 'default' && (one === 'default' || one === `${status[0]}XX`)),
  );
}
