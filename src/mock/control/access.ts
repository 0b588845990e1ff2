/** Who may use the control API. A page of another site could otherwise steer the mock through its visitor's browser. */
import { toProblem, type PlainRequest, type PlainResponse } from '../message.ts';

/** How the mock listens. */
export interface Access {
  /** Whether only programs of this machine reach the mock. */
  readonly loopback: boolean;
  /** Demanded with every call but health. Without one nobody gets in on an address that others reach. */
  readonly token?: string | undefined;
  /** Name or address that the mock listens on. */
  readonly host?: string | undefined;
}

const HOST =
  'The control API is called by an address, by localhost or by a name of the local network: the Host of this request is none of them';
const ORIGIN = 'The control API answers to no page of another site: the Origin of this request is no loopback address';
const CLOSED = 'The control API is closed: the mock listens on an address that others reach and has no control token';
const TOKEN =
  'The control API of this mock wants its token: send "Authorization: Bearer TOKEN"; it is printed at the start';

/** Why a call is refused before anything else is looked at; undefined when Host and Origin are right. */
export function refuseForeign(access: Access, request: PlainRequest): PlainResponse | undefined {
  const { headers } = request;
  if (!isKnownHost(access, headers.host ?? '')) return toProblem(403, 'Forbidden', HOST);
  return headers.origin === undefined || isLocalOrigin(headers.origin)
    ? undefined
    : toProblem(403, 'Forbidden', ORIGIN);
}

/** Why a call without the token is refused; undefined when none is demanded or it is right. */
export function refuseStranger(access: Access, request: PlainRequest): PlainResponse | undefined {
  const { token, loopback } = access;
  if (token === undefined) return loopback ? undefined : toProblem(403, 'Forbidden', CLOSED);
  const sent = /^bearer\s+(.*)$/i.exec(request.headers.authorization ?? '')?.[1]?.trim() ?? '';
  return isSameSecret(sent, token)
    ? undefined
    : toProblem(401, 'Unauthorized', TOKEN, { 'WWW-Authenticate': 'Bearer realm="hookspec control"' });
}

/** Whether a host name means this machine: `localhost`, `127.x.x.x` or `[::1]`. */
export function isLoopbackName(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host);
}

/** Whether a page comes from this machine. */
export function isLocalOrigin(origin: string): boolean {
  return URL.canParse(origin) && isLoopbackName(new URL(origin).hostname);
}

/**
 * DNS rebinding needs a name that somebody can register: addresses and names without a dot are none. A mock that only this
 * machine reaches has no need of them.
 */
function isKnownHost({ loopback, host: own }: Access, header: string): boolean {
  const name = header.replace(/:\d+$/, '').toLowerCase();
  if (isLoopbackName(name)) return true;
  if (loopback || name === '') return false;
  return name === own?.toLowerCase() || /^\[[\da-f:.]+\]$|^\d{1,3}(?:\.\d{1,3}){3}$|^[a-z\d_-]+$/.test(name);
}

/** Takes the same time wherever the two differ; the length of the right one shows at most. */
function isSameSecret(sent: string, right: string): boolean {
  let difference = sent.length ^ right.length;
  for (let index = 0; index < right.length; index++) {
    difference |= right.charCodeAt(index) ^ sent.charCodeAt(index % Math.max(1, sent.length));
  }
  return difference === 0;
}
