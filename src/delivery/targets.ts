/** Which URLs may be dialled: this machine, and hosts that the user maps to this machine. */
import { HookspecError } from '../errors.ts';

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

/**
 * The URL to dial for a registered one, its path and query kept; undefined when it may not be dialled. A
 * mapping wins over the address itself.
 */
export function findTarget(url: string, forward: readonly Forward[]): URL | undefined {
  if (!URL.canParse(url)) return undefined;
  const registered = new URL(url);
  const mapping = forward.find(({ from }) => from === registered.origin);
  // Concatenated, not resolved: a path that begins with // would name another host.
  if (mapping) return new URL(mapping.to + registered.pathname + registered.search);
  return isWeb(registered) && isLoopback(registered.hostname) ? registered : undefined;
}

/** Whether a host as `URL.hostname` has it (addresses normalised) is `localhost` or a loopback address. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname);
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
