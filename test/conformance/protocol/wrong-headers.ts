/** Servers of the invented provider that are wrong in headers which its document gets for them. */
import { createHash } from 'node:crypto';
import type { Handle, ReferenceRequest, ReferenceResponse } from '../../servers/reference/support/http.ts';
import { findByHeader } from './hooks.ts';
import { after, instead } from './wrong.ts';

const text = { schema: { type: 'string' } };

/** Gives the document an `ETag`, a `Location`, an id of each request, and a secret of the account. */
export function addHeaders(document: any): void {
  const { '/hooks': many, '/hooks/{id}': one } = document.paths;
  for (const method of ['get', 'patch']) one[method].responses['200'].headers = { ETag: text };
  many.post.responses['201'].headers = { Location: text };
  many.get.responses['200'].headers = { 'X-Request-Id': text };
  document.paths['/secret/rotate'] = {
    post: {
      operationId: 'rotateSecret',
      responses: {
        200: {
          description: 'the new secret',
          content: {
            'application/json': {
              schema: { type: 'object', required: ['secret'], properties: { secret: { type: 'string' } } },
            },
          },
        },
        401: many.get.responses['401'],
      },
    },
  };
}

const isHook = ({ method, path }: ReferenceRequest): boolean =>
  /\/hooks\/hook\d+$/.test(path) && ['GET', 'PATCH'].includes(method);
const versionOf = ({ json }: ReferenceResponse): string =>
  `"${createHash('sha256').update(JSON.stringify(json)).digest('base64url')}"`;
const put = (response: ReferenceResponse, headers: Record<string, string>): ReferenceResponse => ({
  ...response,
  headers: { ...response.headers, ...headers },
});

/** A correct server of that document. */
export const addsHeaders = (handle: Handle): Handle => {
  let count = 0;
  const whole = instead((request) =>
    request.method === 'POST' && request.path === '/v1/secret/rotate' && findByHeader(request)
      ? { status: 200, json: { secret: `sec_${(count += 1)}4711` } }
      : undefined,
  );
  return after((response, request) => {
    const { status } = response;
    if (status === 201) return put(response, { Location: `/v1/hooks/${(response.json as { id: string }).id}` });
    if (status === 200 && isHook(request)) return put(response, { ETag: versionOf(response) });
    return put(response, { 'X-Request-Id': `req_${(count += 1)}` });
  })(whole(handle));
};

const wrong =
  (change: (response: ReferenceResponse, request: ReferenceRequest) => ReferenceResponse) =>
  (handle: Handle): Handle =>
    after(change)(addsHeaders(handle));

/** Check, what the server does, what is found. */
export const wrongHeaders: readonly (readonly [string, string, (handle: Handle) => Handle, readonly string[]])[] = [
  [
    'location',
    'says a place where there is nothing',
    wrong((response) => (response.status === 201 ? put(response, { Location: '/v1/hooks/hook4711' }) : response)),
    ['error LocationWrong createHook'],
  ],
  [
    'location',
    'says where another one is',
    wrong((response) => {
      if (response.status !== 201) return response;
      const { id } = response.json as { id: string };
      return id === 'hook1' ? response : put(response, { Location: '/v1/hooks/hook1' });
    }),
    ['error LocationWrong createHook'],
  ],
  [
    'location',
    'forgets its base path',
    wrong((response) =>
      response.status === 201
        ? put(response, { Location: response.headers!['Location']!.toString().replace('/v1', '') })
        : response,
    ),
    ['error LocationWrong createHook'],
  ],
  [
    'location',
    'names no URL',
    wrong((response) => (response.status === 201 ? put(response, { Location: 'http://' }) : response)),
    ['error LocationWrong createHook'],
  ],
  [
    'entity-tag',
    'answers an update with the version before it',
    wrong((response, request) => (request.method === 'PATCH' ? put(response, { ETag: '"before"' }) : response)),
    ['error EntityTagWrong updateHook'],
  ],
  [
    'entity-tag',
    'never changes its tag',
    wrong((response, request) => (isHook(request) ? put(response, { ETag: '"one"' }) : response)),
    ['error EntityTagWrong getHook'],
  ],
  [
    'account-secret',
    'keeps the secret',
    wrong((response, { path }) =>
      path.endsWith('/rotate') ? { ...response, json: { secret: 'sec_always_0000' } } : response,
    ),
    ['error SecretNotDistinct rotateSecret'],
  ],
  [
    'request-id',
    'gives every request the same id',
    wrong((response) =>
      response.headers?.['X-Request-Id'] === undefined ? response : put(response, { 'X-Request-Id': 'req_0' }),
    ),
    ['error RequestIdRepeated listHooks'],
  ],
];
