/** Right receivers that differ from each other in all that nothing says: none of them may get a finding. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Change } from './receiver.ts';

/** One way to be right. */
export interface Variant {
  readonly name: string;
  readonly change: Change;
}

/** All of them. */
export const variants: readonly Variant[] = [
  { name: 'the plain one', change: () => ({}) },
  {
    name: 'one that works after it has answered',
    change: (right, { scheme }) => ({
      take(payload, request, body) {
        void delay(40).then(() => right.take(payload, request, body));
        // Where other statuses count, the one that says so.
        return { status: scheme.success === 200 && scheme.contract !== 'lava' ? 202 : 200 };
      },
    }),
  },
  {
    name: 'one that refuses with 403, says nothing and closes each connection',
    change: (right) => ({
      verify(request, body) {
        const refusal = right.verify(request, body);
        return refusal && { status: 403 };
      },
      send(response, { status }, request) {
        response.writeHead(status, { Connection: 'close', 'Content-Length': 0 }).end();
        request.resume();
      },
    }),
  },
  {
    name: 'a strict one: JSON alone, known events alone, bodies with a length and below 100 KiB',
    change: (right, { scheme }) => ({
      greet(request) {
        const refusal = right.greet(request);
        if (refusal) return { status: 404 };
        if (request.headers['content-length'] === undefined) return { status: 411 };
        return /^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '') ? undefined : { status: 415 };
      },
      async read(request) {
        const body = await right.read(request);
        return 'length' in body && body.length > 100 * 1024 ? { status: 413 } : body;
      },
      take: (payload, request, body) =>
        String(scheme.name(payload)).startsWith('hookspec') ? { status: 422 } : right.take(payload, request, body),
    }),
  },
  {
    name: 'one that takes what is signed as it comes, JSON or not, and speaks to monitors',
    change: (right, { scheme }) => ({
      greet(request) {
        if (request.method === 'OPTIONS') return { status: 204, headers: { Allow: 'POST, OPTIONS' } };
        if (request.method === 'HEAD') return { status: 200 };
        return request.method === 'POST' ? undefined : { status: 501 };
      },
      parse(body, request) {
        const parsed = right.parse(body, request);
        return 'payload' in parsed ? parsed : { payload: { type: 'odd', event: 'odd', id: body.toString('hex') } };
      },
      take: (payload, request, body) =>
        payload.type === 'odd' ? { status: scheme.success } : right.take(payload, request, body),
    }),
  },
  {
    name: 'one that is two minutes patient where the contract says nothing, and answers in JSON',
    change: (right, { scheme }) => ({
      verify(request, body) {
        const refusal = right.verify(request, body);
        const age = Math.abs(Date.now() / 1000 - Number(scheme.time?.(request.headers) ?? Date.now() / 1000));
        return refusal ?? (scheme.tolerance === undefined && age > 120 ? { status: 401, text: 'too old' } : undefined);
      },
      send(response, { status, text }) {
        response
          .writeHead(status, { 'Content-Type': 'application/json' })
          .end(JSON.stringify({ ok: status < 300, text }));
      },
    }),
  },
];
