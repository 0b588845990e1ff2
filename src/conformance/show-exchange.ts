/** A request and its answer as a report shows them: without secrets, and cut where they are long. */
import type { Contract, SecurityScheme } from '../contract/types.ts';
import type { FindingRequest, FindingResponse } from '../report/finding.ts';
import type { Draft } from './case.ts';
import { findScheme } from './credentials.ts';
import { placeCredentials, toCurl } from './curl.ts';
import type { Arrival } from './inbound/arrival.ts';
import type { Exchange, Sent } from './exchange.ts';
import type { SecretNames } from './secret-names.ts';

/** Characters shown of a body. */
const MOST = 4000;

/** What showing needs to know. */
export interface ShowOptions {
  readonly names: SecretNames;
  readonly mainToken: string;
  hide(text: string): string;
}

/** Shows what a fault was met with: its request, the answer, and the line that repeats it. */
export function createShow(options: ShowOptions & { readonly contract: Contract }) {
  return ({ exchange, sent = exchange, delivery }: Draft) => {
    if (delivery && !sent) return { request: showDelivery(delivery.arrival, options) };
    if (!sent) return {};
    const scheme = findScheme(options.contract, sent.operation);
    return {
      reproduce: options.hide(toCurl(sent.request, scheme, sent.credentials, options.mainToken)),
      request: showRequest(sent, scheme, options),
      ...(exchange && { response: showResponse(exchange, options) }),
    };
  };
}

/** The request, with a variable of the shell in the place of its credentials. */
export function showRequest(sent: Sent, scheme: SecurityScheme | undefined, options: ShowOptions): FindingRequest {
  const { request, place } = placeCredentials(sent.request, scheme, sent.credentials, options.mainToken);
  const { names, hide } = options;
  const headers = Object.entries(request.headers).map(([name, value]) => {
    const isPlaced = place(value) !== value || value === '' || /^(?:Bearer|Basic)\s?$/i.test(value);
    return [name, isPlaced || !names.isSecretHeader(name) ? hide(place(value)) : '[secret]'] as const;
  });
  return {
    method: request.method,
    url: hide(place(request.url)),
    headers: Object.fromEntries(headers),
    ...(request.body !== undefined && { body: showBody(request.body, options) }),
  };
}

/** A delivery as it came; what belongs to the connection alone is left out. */
function showDelivery({ method, target, rawHeaders, body }: Arrival, options: ShowOptions): FindingRequest {
  const { names, hide } = options;
  const shown = rawHeaders.filter(([name]) => !/^(?:host|connection|accept.*|transfer-encoding)$/i.test(name));
  return {
    method,
    url: hide(target),
    headers: Object.fromEntries(
      shown.map(([name, value]) => [name, names.isSecretHeader(name) ? '[secret]' : hide(value)]),
    ),
    ...(body.length > 0 && { body: showBody(Buffer.from(body).toString(), options) }),
  };
}

/** The answer. */
export function showResponse({ response }: Exchange, options: ShowOptions): FindingResponse {
  const { names, hide } = options;
  const headers = [...response.headers].map(([name, value]) => {
    if (name === 'set-cookie') return [name, hide(value.replace(/=[^;]*/, '=[secret]'))] as const;
    return [name, names.isSecretHeader(name) ? '[secret]' : hide(value)] as const;
  });
  return {
    status: response.status,
    headers: Object.fromEntries(headers),
    body: showBody(response.text, options),
  };
}

/** A body; secrets in JSON are known by their names, too. */
export function showBody(text: string, { names, hide }: ShowOptions): string {
  const shown = hide(maskMembers(text, names));
  if (shown.length <= MOST) return shown;
  return `${shown.slice(0, MOST)}… (${shown.length - MOST} more characters)`;
}

/** The text as it was, but for the values of secret members: what is wrong with it must stay visible. */
function maskMembers(text: string, names: SecretNames): string {
  return text.replace(/"((?:[^"\\]|\\.){1,100})"(\s*:\s*)"(?:[^"\\]|\\.)+"/g, (whole, name: string, colon: string) =>
    names.isSecret(name) ? `"${name}"${colon}"[secret]"` : whole,
  );
}
