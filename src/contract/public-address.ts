/** Which URLs a provider may call back: hosts on the public internet, judged without asking any resolver. */
import { describeIp } from './addresses.ts';

/**
 * Names of this machine and of private networks: RFC 6761, 6762 and 8375, `.internal` as ICANN reserved it in
 * 2024, and the `localdomain` of many hosts files. Names that only never resolve (`.test`, `.invalid`) are harmless.
 */
const RESERVED = ['localhost', 'localdomain', 'local', 'internal', 'home.arpa'];

/**
 * A web URL whose host is a name in plain ASCII, as nearly all are: the group is the host. No parser changes anything
 * about such a name. Its last label begins with a letter, so it is no address in disguise; `xn--` is left to the parser.
 */
const PLAIN_HOST = /^https?:\/\/((?:(?!xn--)[a-z\d][a-z\d-]*\.)*(?!xn--)[a-z][a-z\d-]*)(?::\d{1,4})?(?:[/?#]|$)/;

/**
 * Why a URL may not be called back, as a sentence without its place; null when it may. IP addresses are judged
 * in every spelling a URL parser understands (decimal, octal, hex, short, full-width, IPv4 in IPv6, trailing
 * dot); names only by their ending, so one that merely does not resolve is accepted.
 * @param url any text; what is not a URL with a host is left to other keywords (`format`, `pattern`) and accepted
 */
export function checkPublicAddress(url: string): string | null {
  const plain = PLAIN_HOST.exec(url);
  if (plain) return describeName(plain[1]!);
  if (!URL.canParse(url)) return null;
  const host = toHost(new URL(url));
  if (host === '') return null;
  if (host.startsWith('[')) return refuse(describeIp(host.slice(1, -1)));
  if (/^\d+\.\d+\.\d+\.\d+$/.test(host)) return refuse(describeIp(host));
  return describeName(host);
}

/** The host as a web URL has it, lower case, without trailing dots. */
function toHost(url: URL): string {
  // Only "special" schemes get their host normalised, so that ftp-like or own schemes cannot hide an address.
  const web = URL.canParse(`http://${url.host}`) ? new URL(`http://${url.host}`) : url;
  return web.hostname.toLowerCase().replace(/\.+$/, '');
}

function describeName(host: string): string | null {
  const reserved = RESERVED.find((name) => host === name || host.endsWith(`.${name}`));
  if (reserved !== undefined) return `must have a public host, but names under "${reserved}" never are`;
  if (!host.includes('.')) return `must have a public host, but "${host}" is a name without a domain`;
  return null;
}

function refuse(reason: string | null): string | null {
  return reason === null ? null : `must have a public host, but ${reason}`;
}
