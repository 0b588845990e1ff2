/** Pairs the answers of a call in two versions. */
import type { BothCalls, WireReply } from './api.ts';
import { findReply } from './status.ts';

/** An answer that both versions know, under the narrower of their two statuses. */
export interface ReplyPair {
  readonly status: string;
  readonly base: WireReply;
  readonly head: WireReply;
}

/**
 * Each status of either version with the answer that holds for it in both, if there is one: 201 of one version may be
 * covered by `2XX` or `default` of the other.
 */
export function pairReplies(base: BothCalls['base'], head: BothCalls['head']): ReplyPair[] {
  const statuses = new Set([...base.replies, ...head.replies].map(({ status }) => status));
  const pairs: ReplyPair[] = [];
  for (const status of statuses) {
    const was = findReply(base.replies, status);
    const is = findReply(head.replies, status);
    if (was === undefined || is === undefined) continue;
    // A default covers what nobody named; it promises nothing of a status that one version describes by itself.
    if (was.status !== is.status && (was.status === 'default' || is.status === 'default')) continue;
    pairs.push({ status, base: was, head: is });
  }
  return pairs;
}
