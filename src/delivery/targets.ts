/** Which URLs may be dialled: this machine, hosts that the user maps to it, and the public internet where it is wanted. */
import { checkPublicAddress } from '../contract/public-address.ts';
import { HookspecError } from '../errors.ts';
import { isLoopback, type Reach } from './reach.ts';

/** Everything that is registered under the origin `from` is delivered to the origin `to`. */
export interface Forward {
  /** Origin, e.g. `https://hooks.example.com`. */
  readonly from: string;
  /** Loopback origin, e.g. `http://127.0.0.1:3000`. */
  readonly to: string;
}

const EXAMPLE = 'https://hooks.example.com=http://127.0.0.1:3000';

/**
 * Reads a mapping such as `https://hooks.example.com=http://127.0.0.1:3000`.
 * @throws HookspecError Usage, when a side is no origin or the target is not on this machine
 */
export function parseForward(text: string): Forward {
  const at = text.indexOf('=');
  if (at < 0) throw refuse(text, 'has no "=" between the registered origin and the local one');
  const from = toOrigin(text, text.slice(0, at));
  const to = toOrigin(text, text.slice(at + 1));
  if (!isLoopback(to.hostname)) {
    throw refuse(
      text,
      `leads to ${to.hostname}, but deliveries go to this machine only (127.0.0.1, [::1] or localhost)`,
    );
  }
  return { from: from.origin, to: to.origin };
}

/** What is dialled, and how far it may lead. */
export interface Target {
  readonly url: URL;
  readonly reach: Reach;
}

/**
 * What to dial for a registered URL, its path and query kept, or why it may not be dialled. A mapping wins over the address
 * itself.
 * @param reach `loopback` dials this machine alone, `public` everything but special ranges; default `loopback`
 */
export function findTarget(url: string, forward: readonly Forward[], reach: Reach = 'loopback'): Target | string {
  if (!URL.canParse(url)) return 'the URL cannot be read';
  const registered = new URL(url);
  const mapping = forward.find(({ from }) => from === registered.origin);
  // Concatenated, not resolved: a path that begins with // would name another host.
  if (mapping) return { url: new URL(mapping.to + registered.pathname + registered.search), reach: 'loopback' };
  if (!isWeb(registered)) return `${registered.protocol} is no web address`;
  if (reach === 'loopback') {
    return isLoopback(registered.hostname)
      ? { url: registered, reach }
      : `${registered.host} is not on this machine and not forwarded`;
  }
  return checkPublicAddress(url) ?? { url: registered, reach };
}

function toOrigin(text: string, side: string): URL {
  const url = URL.canParse(side) ? new URL(side) : undefined;
  if (!url || !isWeb(url)) throw refuse(text, `has "${side}" where an origin such as https://host:port belongs`);
  if (url.pathname !== '/' || url.search || url.hash || url.username || url.password) {
    throw refuse(text, `maps whole origins, so "${side}" may only have scheme, host and port`);
  }
  return url;
}

function isWeb(url: URL): boolean {
  return url.protocol === 'https:' || url.protocol === 'http:';
}

function refuse(text: string, reason: string): HookspecError {
  return new HookspecError('Usage', `The mapping "${text}" ${reason}`, { hint: `Write it like ${EXAMPLE}.` });
}
