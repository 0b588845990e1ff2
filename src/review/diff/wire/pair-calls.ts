/** Pairs the calls of two versions. */
import { toShape } from './read-api.ts';
import type { CallPair, WireApi, WireCall } from './api.ts';

/**
 * Each call of both versions once, in the order of the base; what only the head has comes last. A call that was found
 * under its own name is paired first; one that stands at another path and is served at the same URL is the same too, and at
 * last an event that is sent with another method.
 */
export function pairCalls(base: WireApi, head: WireApi): CallPair[] {
  const left = new Map(head.calls.map((call) => [call.key, call]));
  const take = (call: WireCall | undefined): WireCall | undefined => {
    if (call !== undefined) left.delete(call.key);
    return call;
  };
  const found = new Map(base.calls.map((call) => [call, take(left.get(call.key))]));
  for (const isSame of [isSameCallback, isServedAt, isSentOtherwise]) {
    for (const call of base.calls) {
      if (found.get(call) === undefined) found.set(call, take([...left.values()].find((other) => isSame(call, other))));
    }
  }
  const paired = base.calls.map((call) => {
    const other = found.get(call);
    return other === undefined ? { base: call } : { base: call, head: other };
  });
  return [...paired, ...[...left.values()].map((call) => ({ head: call }))];
}

// The name of a callback is no part of a message, its expression and its operation are.
function isSameCallback(call: WireCall, other: WireCall): boolean {
  const place = ({ key }: WireCall): string => key.slice(0, key.lastIndexOf(' '));
  return call.kind === 'callback' && other.kind === 'callback' && place(call) === place(other);
}

// A subscriber knows an event by its name, or by the URL that it gave for it.
function isSentOtherwise(call: WireCall, other: WireCall): boolean {
  const place = ({ key, method }: WireCall): string => key.replace(` ${method} `, ' ');
  return call.kind !== 'operation' && call.kind === other.kind && place(call) === place(other);
}

// `/v1` may move from the server's URL into the paths, or back.
function isServedAt(call: WireCall, other: WireCall): boolean {
  if (call.kind !== 'operation' || other.kind !== 'operation' || call.method !== other.method) return false;
  const urls = toUrls(other);
  return toUrls(call).every((url) => urls.includes(url));
}

function toUrls({ servers, path }: WireCall): string[] {
  const shape = toShape(path);
  return servers.map((server) => server + shape);
}
