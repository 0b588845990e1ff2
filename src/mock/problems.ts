/** What the mock answers where a contract declares nothing: status, title, and a condition that may stand in. */
export const FALLBACKS: Readonly<
  Record<
    string,
    {
      readonly status: number;
      readonly title: string;
      readonly condition?: string;
      /** Documented responses that may say it, best first (Prism's order where Prism has one). */
      readonly statuses?: readonly number[];
    }
  >
> = {
  unauthenticated: { status: 401, title: 'Unauthorized', statuses: [401] },
  forbidden: { status: 403, title: 'Forbidden', statuses: [403] },
  invalid: { status: 422, title: 'Unprocessable Content', statuses: [422, 400] },
  malformed: { status: 400, title: 'Bad Request', condition: 'invalid', statuses: [422, 400] },
  mediaType: { status: 415, title: 'Unsupported Media Type', statuses: [415, 422, 400] },
  notAcceptable: { status: 406, title: 'Not Acceptable' },
  tooLarge: { status: 413, title: 'Content Too Large', statuses: [413] },
  notFound: { status: 404, title: 'Not Found' },
  methodNotAllowed: { status: 405, title: 'Method Not Allowed' },
  rateLimited: { status: 429, title: 'Too Many Requests' },
};
