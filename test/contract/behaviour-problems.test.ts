import { describe, expect, test } from 'vitest';
import { listProblems } from './support/harbour.ts';

/** Edits → exactly these problems. */
type Row = [name: string, edits: Record<string, unknown>, ...problems: string[]];

const MEMBERS =
  'id, attemptId, eventId, endpointId, event, url, attempt, outcome, error, requestHeaders, requestBody, payload, bodySha256, bodyBytes, responseStatus, responseBody, durationMs, occurredAt, createdAt, signature';

function testRows(rows: Row[]): void {
  test.each(rows)('are told for %s', (_, edits, ...problems) => {
    expect(listProblems(edits)).toEqual(problems);
  });
}

describe('problems of form', () => {
  testRows([
    [
      'a misspelt member',
      { '/x-resource/endpoint/pth': '/a' },
      '/x-resource/endpoint/pth: x-resource/endpoint has no member "pth". Did you mean path?',
    ],
    [
      'an unknown member',
      { '/x-keys/zzzzzz': 1 },
      '/x-keys/zzzzzz: x-keys has no member "zzzzzz". It knows fresh, prefix, scopes, plan, tenant, list.',
    ],
    [
      'a missing member',
      { '/x-outcomes/full': { status: 402 } },
      '/x-outcomes/full: x-outcomes/full lacks "example"; add it.',
    ],
    [
      'a wrong type',
      { '/x-resource/endpoint/limit/max': 'five' },
      '/x-resource/endpoint/limit/max: x-resource/endpoint/limit/max must be an integer, got string.',
    ],
    [
      'no pointer',
      { '/x-resource/endpoint/id/property': 'id' },
      `/x-resource/endpoint/id/property: x-resource/endpoint/id/property must be a JSON pointer to a property such as /url, got "id".`,
    ],
    [
      'a member of another role',
      { '/x-resource/endpoint/operations': { create: { clear: ['/url'] } } },
      '/x-resource/endpoint/operations/create/clear: x-resource/endpoint/operations/create has no member "clear". It knows operation, id, when, body, at, answer, status, example, fill, absent, effects.',
    ],
    [
      'a name that cannot be one',
      { '/x-outcomes/not found': { status: 404, example: 'missing' } },
      '/x-outcomes/not found: x-outcomes has the member "not found", which is not a condition such as notFound.',
    ],
    [
      'evidence anywhere',
      { '/components/schemas/Endpoint/properties/url/x-evidence': { kind: 'guess', source: 'x' } },
      '/components/schemas/Endpoint/properties/url/x-evidence/kind: x-evidence/kind must be one of documented, example, sdk, inferred.',
    ],
  ]);
});

describe('problems of place', () => {
  testRows([
    [
      'an extension of the document on an operation',
      { '/paths/~1attempts/get/x-keys': {} },
      '/paths/~1attempts/get/x-keys: x-keys means nothing here; it stands on the top of the document.',
    ],
    [
      'quotas on a server',
      { '/servers': [{ url: '/', 'x-rate-limit': [] }] },
      '/servers/0/x-rate-limit: x-rate-limit means nothing here; it stands on the top of the document or an operation.',
    ],
    ['a view on the document', { '/x-view': {} }, '/x-view: x-view means nothing here; it stands on an operation.'],
    [
      'an action on the operation of an event',
      { '/webhooks/ship.sailed/post/x-action': {} },
      '/webhooks/ship.sailed/post/x-action: x-action means nothing here; it stands on an operation.',
    ],
    [
      'a public address that is no text',
      { '/components/schemas/Error/x-public-address': true },
      '/components/schemas/Error/x-public-address: x-public-address judges texts; put it beside type: string.',
    ],
    [
      'subscribable on the document',
      { '/x-webhook-delivery': { subscribable: false } },
      '/x-webhook-delivery/subscribable: "subscribable" speaks of one event; move it to the entry of webhooks.',
    ],
    [
      'a policy on an event',
      { '/webhooks/ship.sailed/x-webhook-delivery': { timeout: 'PT1S' } },
      '/webhooks/ship.sailed/x-webhook-delivery/timeout: "timeout" holds for all deliveries; move it to x-webhook-delivery of the document.',
    ],
  ]);
});

describe('problems of meaning', () => {
  testRows([
    [
      'an unknown operation',
      { '/x-resource/endpoint/operations': { rotate: { operation: 'getEndpont' } } },
      '/x-resource/endpoint/operations/rotate/operation: There is no operation "getEndpont". Did you mean getEndpoint?',
    ],
    [
      'an event nobody sends',
      { '/x-resource/endpoint/emits': { 'ship.saild': { on: ['create'], at: '' } } },
      '/x-resource/endpoint/emits/ship.saild: There is no event "ship.saild" in webhooks. Did you mean ship.sailed?',
    ],
    [
      'an event without a place for the resource, set off by what cannot happen',
      { '/x-resource/endpoint/emits': { 'ship.sailed': { on: ['create', 'rotate'], at: '/data' } } },
      '/x-resource/endpoint/emits/ship.sailed/on: No operation plays the role "rotate".',
      '/x-resource/endpoint/emits/ship.sailed/at: The body of the event "ship.sailed" has no place "/data" for the resource.',
    ],
    [
      'a role nobody can infer',
      { '/x-resource/endpoint/operations': { rotate: {} } },
      '/x-resource/endpoint/operations/rotate: No operation for "rotate" can be inferred; name it: operation: operationId.',
    ],
    [
      'an unknown path',
      { '/x-resource/endpoint/path': '/endpoint', '/x-resource/endpoint/limit': undefined },
      '/x-resource/endpoint/path: No operation has the path "/endpoint". Did you mean /endpoints?',
    ],
    [
      'no operations at all',
      { '/x-resource/endpoint/path': undefined },
      '/x-resource/endpoint: The resource "endpoint" has no operations; give its "path", or name them under "operations".',
    ],
    [
      'no place for an id',
      { '/x-resource/endpoint/operations': { read: { operation: 'listAttempts' } } },
      '/x-resource/endpoint/operations/read: listAttempts has no path parameter; say where the id travels, e.g. id: $request.query.id.',
      '/paths/~1attempts/get: listAttempts has a role of x-resource and x-view; it can do only one of them.',
    ],
    [
      'an unknown schema',
      { '/x-resource/endpoint/schema': '#/components/schemas/Gone' },
      '/x-resource/endpoint/schema: There is no schema "#/components/schemas/Gone"; add it, or mend the reference.',
    ],
    [
      'unknown properties',
      {
        '/x-resource/endpoint/unique': [{ by: ['/uri'], outcome: 'full' }],
        '/x-resource/endpoint/set': { create: { '/at': '$now' } },
      },
      '/x-resource/endpoint/set/create/~1at: Neither the schema #/components/schemas/Endpoint nor an answer has the property "/at"; add it, or mend the pointer.',
      '/x-resource/endpoint/unique/0/by: Neither the schema #/components/schemas/Endpoint nor an answer has the property "/uri"; add it, or mend the pointer.',
    ],
    [
      'a pointer that no response has',
      { '/x-resource/endpoint/operations': { list: { at: '/items', fill: { '/count': '$page.total' } } } },
      '/x-resource/endpoint/operations/list/at: The 200 response of listEndpoints has no "/items"; mend the pointer, or add the property to its schema.',
      '/x-resource/endpoint/operations/list/fill/~1count: The 200 response of listEndpoints has no "/count"; mend the pointer, or add the property to its schema.',
    ],
    [
      'a status nobody documents',
      { '/x-resource/endpoint/operations': { create: { status: 200 } } },
      '/x-resource/endpoint/operations/create/status: createEndpoint documents no 200 response; add it, or mend "status".',
    ],
    [
      'an unknown example',
      { '/x-resource/endpoint/operations': { create: { example: 'two' } } },
      '/x-resource/endpoint/operations/create/example: The 201 response of createEndpoint has no example "two".',
    ],
    [
      'an unknown outcome',
      { '/x-resource/endpoint/limit/outcome': 'ful' },
      '/x-resource/endpoint/limit/outcome: x-outcomes has no "ful" that holds for createEndpoint; add it. Did you mean full?',
    ],
    [
      'an unknown outcome of a view',
      { '/paths/~1attempts/get/x-view/retention': { period: 'P30D', outcome: 'gone' } },
      '/paths/~1attempts/get/x-view/retention/outcome: x-outcomes has no "gone" that holds for listAttempts; add it.',
    ],
    [
      'an outcome without its example',
      { '/x-outcomes/full/example': 'ful' },
      '/x-outcomes/full/example: There is no example "ful"; add it to a 402 response of an operation, or to components.examples. Did you mean full?',
    ],
    [
      'a fill without a place',
      { '/x-outcomes/invalid/fill': { '/eror/text': '$reason' } },
      '/x-outcomes/invalid/fill/~1eror~1text: The example "invalid" has no object at "/eror" to fill; mend the pointer or the example.',
    ],
    [
      'an outcome nobody reaches',
      {
        '/x-outcomes/invalid': [
          { status: 422, example: 'invalid' },
          { in: 'path', status: 422, example: 'invalid' },
        ],
      },
      '/x-outcomes/invalid/1: "invalid" has entries after one that always matches; move that one to the end.',
    ],
    [
      'a selector out of place',
      { '/x-outcomes/full/keyword': 'format' },
      '/x-outcomes/full/keyword: "keyword" only makes sense in "invalid"; remove it.',
    ],
    [
      'an unknown resource',
      { '/paths/~1attempts/get/x-view/parent': { resource: 'endpont', id: 1 } },
      '/paths/~1attempts/get/x-view/parent/resource: x-resource has no "endpont". Did you mean endpoint?',
    ],
    [
      'an unknown event',
      { '/paths/~1endpoints~1{id}~1test/post/x-action/event': 'ship.sails' },
      '/paths/~1endpoints~1{id}~1test/post/x-action/event: There is no event "ship.sails" in webhooks. Did you mean ship.sailed?',
    ],
    [
      'a filter of nothing',
      { '/paths/~1attempts/get/x-view/filters': [{ value: '$request.query.status', property: 'state' }] },
      `/paths/~1attempts/get/x-view/filters/0/property: Rows have no "state" to filter by; they have ${MEMBERS}.`,
    ],
  ]);
});

describe('problems of keys, quotas and signatures', () => {
  testRows([
    [
      'a pattern that does not compile',
      { '/x-keys/fresh': 'a[' },
      '/x-keys/fresh: "fresh" is not a pattern: Invalid regular expression: /^(?:a[)$/u: Unterminated character class.',
    ],
    [
      'keys that are not distinct',
      { '/x-keys/list/1': { name: 'second', token: 'hb_1' } },
      '/x-keys/list/1/token: Two keys have the token "hb_1"; each needs its own.',
    ],
    [
      'a key without the prefix',
      { '/x-keys/list/0/token': 'xy_1' },
      '/x-keys/list/0/token: The key "default" does not begin with the prefix "hb_"; mend one of them.',
    ],
    [
      'scopes that are not listed',
      { '/x-keys/scopes': ['hook'], '/x-keys/list/0/scopes': ['other'] },
      '/security/0/bearer/0: The scope "hooks" is not listed in x-keys/scopes; add it there, or mend it. Did you mean hook?',
      '/x-keys/list/0/scopes/0: The scope "other" is not listed in x-keys/scopes; add it there, or mend it.',
    ],
    [
      'plans without a quota',
      { '/x-keys/plan': 'fre', '/x-rate-limit': [{ name: 'a', quota: { free: 1 }, window: 'PT1M' }] },
      '/x-keys/list/0/plan: The key "default" has the plan "fre", but the quota "a" is for free; mend one of them. Did you mean free?',
    ],
    [
      'quotas of one name',
      {
        '/x-rate-limit': [
          { name: 'a', quota: 1, window: 'PT1M' },
          { name: 'a', quota: 2, window: 'P1M' },
        ],
      },
      '/x-rate-limit/1/window: "P1M" is not a duration such as PT10S, PT5M or P30D.',
      '/x-rate-limit/1/name: Two quotas are called "a"; each needs its own name.',
    ],
    [
      'a time that is signed but not sent',
      { '/x-webhook-signature': { header: 'X', content: ['$timestamp', '.', '$boddy'] } },
      '/x-webhook-signature/content/0: The time is signed but not described; add "timestamp".',
      '/x-webhook-signature/content/2: "$boddy" cannot be signed; there are $body, $form, $timestamp, $id, $url and $header.Name.',
    ],
  ]);
});

describe('problems of expressions', () => {
  const at = '/paths/~1attempts/get/x-view/row';
  testRows([
    ['an unknown root', { [at]: '$atempt.id' }, `${at}: "$atempt.id" begins with no known root. Did you mean attempt?`],
    [
      'an unknown member',
      { [at]: { id: 'n-{$attempt.idd}' } },
      `${at}/id: "$attempt.idd" does not exist: $attempt has ${MEMBERS}. Did you mean id?`,
    ],
    [
      'an undeclared parameter',
      { [at]: '$request.query.statu' },
      `${at}: listAttempts has no query parameter "statu". Did you mean status?`,
    ],
    [
      'text that only looks like one',
      { [at]: '$ 5' },
      `${at}: "$ 5" is not a runtime expression; write $$ for a dollar sign that means itself.`,
    ],
    [
      'an unknown operator',
      { [at]: { $swich: 'a' } },
      `${at}: "$swich" is no operator; there are $generate, $each, $switch. Did you mean $switch?`,
    ],
    [
      'an incomplete operator',
      { [at]: { $each: '$attempt.payload', in: 1 } },
      `${at}/in: "in" does not belong to $each.`,
      `${at}: $each needs "as".`,
    ],
    ['a broken template', { [at]: { $generate: 'a{hex}' } }, `${at}/$generate: "{hex}" needs a length, e.g. {hex:16}.`],
  ]);
});
