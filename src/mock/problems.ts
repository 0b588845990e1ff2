/** What the mock answers where a contract declares nothing: status, title, and a condition that may stand in. */
export const FALLBACKS: Readonly<
  Record<string, { readonly status: number; readonly title: string; readonly condition?: string }>
> = {
  unauthenticated: { status: 401, title: 'Unauthorized' },
  forbidden: { status: 403, title: 'Forbidden' },
  invalid: { status: 422, title: 'Unprocessable Content' },
  malformed: { status: 400, title: 'Bad Request', condition: 'invalid' },
  mediaType: { status: 415, title: 'Unsupported Media Type' },
  notAcceptable: { status: 406, title: 'Not Acceptable' },
  tooLarge: { status: 413, title: 'Content Too Large' },
  notFound: { status: 404, title: 'Not Found' },
  methodNotAllowed: { status: 405, title: 'Method Not Allowed' },
  rateLimited: { status: 429, title: 'Too Many Requests' },
};
