/** Lets pages of other origins call the mock, as a browser asks (Fetch standard, CORS protocol). */
import type { PlainRequest, PlainResponse } from './message.ts';

/** The answer to a preflight, or undefined when the request is none. */
export function answerPreflight(request: PlainRequest): PlainResponse | undefined {
  const { headers } = request;
  if (request.method !== 'OPTIONS' || !headers.origin || !headers['access-control-request-method']) return undefined;
  return {
    status: 204,
    headers: {
      'Access-Control-Allow-Origin': headers.origin,
      'Access-Control-Allow-Methods': headers['access-control-request-method'],
      'Access-Control-Allow-Headers': headers['access-control-request-headers'] ?? '*',
      'Access-Control-Max-Age': '600',
      Vary: 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers',
      ...(headers['access-control-request-private-network'] && { 'Access-Control-Allow-Private-Network': 'true' }),
    },
  };
}

/** Adds what a page needs to read the answer; does nothing for callers that are no browser. */
export function allowOrigin(request: PlainRequest, response: PlainResponse): PlainResponse {
  const { origin } = request.headers;
  if (!origin) return response;
  const exposed = Object.keys(response.headers).join(', ');
  return {
    ...response,
    headers: {
      ...response.headers,
      'Access-Control-Allow-Origin': origin,
      'Access-Control-Expose-Headers': exposed,
      Vary: 'Origin',
    },
  };
}
