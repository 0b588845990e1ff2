/** Right servers with other heads and other connections. */
import { gzipSync } from 'node:zlib';
import type { ReferenceResponse } from '../reference/support/http.ts';
import { everyAnswer, everyHead, type Variant } from './variant.ts';

const typed = (response: ReferenceResponse, type: string): ReferenceResponse =>
  response.json === undefined ? response : { ...response, headers: { 'Content-Type': type, ...response.headers } };
const textOf = ({ json }: ReferenceResponse): string => (json === undefined ? '' : JSON.stringify(json));

/** The variants. */
export const headVariants: readonly Variant[] = [
  {
    id: 'charset',
    name: 'names a charset and writes its media type in other letters',
    wrap: everyAnswer((response) => typed(response, 'Application/JSON; charset=UTF-8')),
  },
  {
    id: 'extra-headers',
    name: 'sends many headers that nobody documents',
    wrap: everyHead({
      'X-Powered-By': 'anything',
      'Strict-Transport-Security': 'max-age=63072000',
      'Set-Cookie': 'session=1; Path=/; HttpOnly',
      'Access-Control-Allow-Origin': '*',
      ETag: '"abc"',
      Vary: 'Origin',
      Server: 'nginx',
    }),
  },
  { id: 'connection-close', name: 'closes every connection', wrap: everyHead({ Connection: 'close' }) },
  {
    id: 'hang-up',
    name: 'ends connections without saying so',
    wrap: (handle) => {
      let count = 0;
      return async (request) => ({ ...(await handle(request)), hangUp: ++count % 5 === 0 });
    },
  },
  {
    id: 'chunked',
    name: 'sends its bodies in chunks',
    wrap: everyAnswer((response) => ({ ...response, inPieces: response.status !== 204 })),
  },
  {
    id: 'gzip',
    name: 'compresses its bodies for whoever does not rule it out',
    wrap: (handle) => async (request) => {
      const response = await handle(request);
      const asked = request.headers['accept-encoding'];
      if (response.json === undefined || (asked !== undefined && !/gzip|\*/.test(asked))) return response;
      return {
        ...response,
        text: gzipSync(textOf(response)),
        headers: { ...response.headers, 'Content-Encoding': 'gzip', Vary: 'Accept-Encoding' },
      };
    },
  },
  {
    id: 'header-case',
    name: 'writes the names of its headers in lower case',
    wrap: everyAnswer((response) => ({
      ...response,
      headers: Object.fromEntries(
        Object.entries({
          ...(response.json !== undefined && { 'Content-Type': 'application/json' }),
          ...response.headers,
        }).map(([name, value]) => [name.toLowerCase(), value]),
      ),
      ...(response.json !== undefined && { text: textOf(response), json: undefined }),
    })),
  },
  {
    id: 'http-1.0',
    name: 'answers as HTTP/1.0 did, its bodies ended by the end of the connection',
    wrap: (handle) => async (request) => {
      const response = await handle(request);
      return {
        ...response,
        takeOver: (socket) => {
          const type = response.json === undefined ? {} : { 'Content-Type': 'application/json' };
          const lines = Object.entries({ ...type, ...response.headers }).map(
            ([name, value]) => `${name}: ${value}\r\n`,
          );
          const body = request.method === 'HEAD' ? '' : textOf(response);
          socket.end(`HTTP/1.0 ${response.status} Answer\r\n${lines.join('')}Connection: close\r\n\r\n${body}`);
        },
      };
    },
  },
  { id: 'no-date', name: 'sends no date', wrap: everyAnswer((response) => ({ ...response, undated: true })) },
  {
    id: 'www-authenticate',
    name: 'says how to authenticate',
    wrap: everyAnswer((response) =>
      response.status === 401
        ? {
            ...response,
            headers: { 'WWW-Authenticate': 'Bearer realm="api", error="invalid_token"', ...response.headers },
          }
        : response,
    ),
  },
  {
    id: 'slow',
    name: 'takes its time now and then',
    wrap: (handle) => {
      let count = 0;
      return async (request) => {
        if (++count % 4 === 0) await new Promise((resolve) => setTimeout(resolve, 15));
        return await handle(request);
      };
    },
  },
  {
    id: 'busy',
    name: 'refuses every twelfth request for a moment',
    wrap: (handle) => {
      let count = 0;
      return (request) =>
        ++count % 12 === 0 ? { status: 429, headers: { 'Retry-After': '2' }, json: { busy: true } } : handle(request);
    },
  },
  {
    id: 'head',
    name: 'answers HEAD as it answers GET',
    wrap: (handle) => async (request) => handle(request.method === 'HEAD' ? { ...request, method: 'GET' } : request),
  },
  {
    id: 'slash',
    name: 'takes a slash at the end of a path for nothing',
    wrap: (handle) => (request) => handle({ ...request, path: request.path.replace(/(?<=.)\/+$/, '') }),
  },
  {
    id: 'any-type',
    name: 'reads JSON whatever the content type says',
    wrap: (handle) => (request) =>
      handle(
        request.body.length === 0
          ? request
          : { ...request, headers: { ...request.headers, 'content-type': 'application/json' } },
      ),
  },
  {
    id: 'too-large',
    name: 'refuses bodies above 64 kB with 413',
    wrap: (handle) => async (request) => {
      if (request.body.length <= 65_536) return await handle(request);
      const like = await handle({ ...request, headers: { ...request.headers, authorization: '' } });
      return { ...like, status: 413 };
    },
  },
];
