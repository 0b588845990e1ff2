/** How far a request may go. */

/** Where requests may go: `loopback` is this machine, `public` every address that is in no special range. */
export type Reach = 'loopback' | 'public';

/** Code of the error of a connection that was not made because of where it leads. */
export const NOT_REACHED = 'ERR_HOOKSPEC_NOT_REACHED';

/** Whether a host as `URL.hostname` has it (addresses normalised) is `localhost` or a loopback address. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname);
}
