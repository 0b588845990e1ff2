/** What the roots of runtime expressions have inside, so that a typing error is found when a contract is loaded. */

/** Members of `$attempt` and `$latest`: one attempt to deliver an event. */
export const attemptMembers = [
  'id',
  'attemptId',
  'eventId',
  'endpointId',
  'event',
  'url',
  'attempt',
  'outcome',
  'error',
  'requestHeaders',
  'requestBody',
  'payload',
  'bodySha256',
  'bodyBytes',
  'responseStatus',
  'responseBody',
  'durationMs',
  'occurredAt',
  'createdAt',
  'signature',
] as const;

/** Members of `$event`: an event of the catalog. */
export const eventMembers = [
  'name',
  'summary',
  'description',
  'tags',
  'category',
  'schema',
  'dataSchema',
  'example',
] as const;

/** Members by root; a root that is absent has none, or whatever the contract gives it. */
export const expressionMembers: Readonly<Record<string, readonly string[]>> = {
  request: ['body', 'query', 'path', 'header', 'cookie', 'method'],
  violations: ['byField', 'byProperty'],
  limit: ['max', 'used'],
  unique: ['by'],
  rate: ['limit', 'remaining', 'reset', 'retryAfter'],
  page: ['total', 'limit', 'offset', 'number', 'hasMore', 'nextCursor', 'from', 'to'],
  attempt: attemptMembers,
  latest: attemptMembers,
  event: eventMembers,
  delivery: ['id', 'eventId', 'timestamp', 'attempt'],
  secret: ['value', 'previousValidUntil'],
  bucket: ['start', 'count'],
};
