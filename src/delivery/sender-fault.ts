/** Deliveries that are wrong on purpose: what a receiver has to live with. */
import type { Outgoing, Reply, Send } from './send.ts';

/** What a right receiver does: takes the delivery (2xx), refuses it (4xx), or either. */
export type Expected = 'accepted' | 'refused' | 'accepted or refused';

/** A way of being wrong. */
export interface SenderFault {
  /** What it does, for a list. */
  readonly summary: string;
  readonly expected: Expected;
}

/** Name of a fault. */
export type SenderFaultName = keyof typeof senderFaults;

/** The faults that can be asked for. */
export const senderFaults = {
  duplicate: { summary: 'sends each delivery twice, byte for byte', expected: 'accepted' },
  reorder: { summary: 'sends several deliveries in the wrong order', expected: 'accepted' },
  'bad-signature': { summary: 'alters the last character of the signature', expected: 'refused' },
  stale: { summary: 'signs with a time beyond what the contract tolerates', expected: 'refused' },
  truncated: { summary: 'leaves the second half of the body out', expected: 'refused' },
  oversize: { summary: 'adds a megabyte to the payload', expected: 'accepted or refused' },
  delay: { summary: 'pauses for three seconds in the middle of the body', expected: 'accepted' },
} as const satisfies Readonly<Record<string, SenderFault>>;

/** Milliseconds of the pause of `delay`. */
const PAUSE = 3000;

/** A sender that alters what another one sends. Faults that concern time or order are not made here. */
export function withFault(send: Send, fault: SenderFaultName, signatureHeader: string | undefined): Send {
  return async (outgoing) => {
    if (fault === 'bad-signature') return send({ ...outgoing, headers: alter(outgoing.headers, signatureHeader) });
    if (fault === 'truncated') return send({ ...outgoing, body: halve(outgoing.body) });
    if (fault === 'delay') return send({ ...outgoing, pause: PAUSE });
    if (fault === 'duplicate') return worse(await send(outgoing), await send(outgoing));
    return send(outgoing);
  };
}

/** A sender that waits for so many requests and then sends them one after the other, the last one first. */
export function inReverse(send: Send, count: number): Send {
  const waiting: { readonly outgoing: Outgoing; settle(reply: Promise<Reply>): void }[] = [];
  return (outgoing) =>
    new Promise((settle) => {
      waiting.push({ outgoing, settle });
      if (waiting.length === count) void release();
    });

  async function release(): Promise<void> {
    for (const { outgoing: next, settle } of waiting.splice(0).reverse()) {
      const reply = send(next);
      settle(reply);
      await reply.catch(() => {});
    }
  }
}

function alter(headers: Outgoing['headers'], name: string | undefined): Outgoing['headers'] {
  const key = Object.keys(headers).find((candidate) => candidate.toLowerCase() === name?.toLowerCase());
  if (key === undefined) return headers;
  const value = headers[key]!;
  // The last character of base64 may carry padding bits alone; one in front of it always counts.
  const at = value.replace(/=+$/, '').length - 2;
  const other = value[at] === '0' ? '1' : '0';
  return { ...headers, [key]: value.slice(0, at) + other + value.slice(at + 1) };
}

function halve(body: Uint8Array): Uint8Array {
  return body.subarray(0, Math.floor(body.length / 2));
}

/** The answer that tells more: a receiver that takes the first and not the second is not right. */
function worse(first: Reply, second: Reply): Reply {
  const isFine = 'status' in first && first.status >= 200 && first.status < 300;
  return isFine ? second : first;
}
