import { describe, expect, test } from 'vitest';
import { checkExtension } from '../../src/contract/extension-schemas.ts';
import { indexOperations } from '../../src/contract/operations.ts';
import { readBehaviour } from '../../src/contract/read-behaviour.ts';
import { listProblems, readHarbour } from './support/harbour.ts';

describe('defaults', () => {
  test('leave a document without extensions with empty behaviour', () => {
    const document = {
      openapi: '3.1.0',
      paths: { '/a': { get: { operationId: 'a', responses: { '200': { description: 'x' } } } } },
      'x-logo': 'theirs',
    };
    expect(readBehaviour(document, indexOperations(document).operations, checkExtension)).toEqual({
      behaviour: {
        resources: [],
        outcomes: { conditions: {}, always: { fill: {}, headers: {}, requestId: '{uuid}' } },
        rateLimits: [],
        unsubscribable: [],
        raw: {},
      },
      perOperation: new Map([
        [
          'a',
          {
            roles: [],
            outcomes: { conditions: {}, always: { fill: {}, headers: {}, requestId: '{uuid}' } },
            rateLimits: [],
          },
        ],
      ]),
      problems: [],
    });
  });

  test('infer roles from the path and fill each of them in', () => {
    const { behaviour, problems } = readHarbour();
    const common = {
      body: '',
      at: '',
      fill: {},
      order: 'oldest',
      absent: {},
      immutable: [],
      clear: [],
      effects: 'created',
    };
    const addressed = { ...common, id: '$request.path.id' };
    expect(problems).toEqual([]);
    expect(behaviour.resources).toEqual([
      {
        name: 'endpoint',
        kind: 'collection',
        schema: '/components/schemas/Endpoint',
        id: { property: '/id', generate: 'ep_{base62:16}' },
        operations: {
          create: { ...common, operation: 'createEndpoint', status: 201, answer: 'resource', mode: 'merge' },
          list: { ...common, operation: 'listEndpoints', status: 200, answer: 'resource', mode: 'merge' },
          read: { ...addressed, operation: 'getEndpoint', status: 200, answer: 'resource', mode: 'merge' },
          update: { ...addressed, operation: 'putEndpoint', status: 200, answer: 'resource', mode: 'replace' },
          delete: { ...addressed, operation: 'deleteEndpoint', status: 204, answer: 'empty', mode: 'merge' },
        },
        set: {},
        derive: {},
        emits: [],
        limit: { max: 5, counts: 'all', outcome: 'full' },
        unique: [],
        notFound: 'notFound',
      },
    ]);
  });

  test('read keys, quotas, views and actions', () => {
    const quota = { name: 'minute', quota: 10, window: 'PT1M' };
    const { behaviour, perOperation, problems } = readHarbour({
      '/x-keys/fresh': 'hb_[a-z]{16,}',
      '/paths/~1attempts/get/x-rate-limit': [quota],
    });
    const read = { anchor: 'first-use', per: 'key', headers: {}, retryAfter: false, outcome: 'rateLimited' };
    expect(problems).toEqual([]);
    expect(behaviour.keys).toEqual({
      fresh: '^(?:hb_[a-z]{16,})$',
      prefix: 'hb_',
      scopes: ['hooks'],
      tenant: {},
      list: [
        {
          name: 'default',
          token: 'hb_1',
          tenant: 'default',
          scopes: ['hooks'],
          status: 'active',
          unmetered: false,
          description: '',
        },
      ],
    });
    expect(perOperation.get('listAttempts')).toMatchObject({
      rateLimits: [{ ...quota, ...read, operations: ['listAttempts'] }],
      view: {
        source: 'attempts',
        row: { id: '$attempt.id' },
        filters: [],
        ranges: [],
        order: 'newest',
        at: '',
        status: 200,
        fill: {},
        notFound: 'notFound',
      },
    });
    expect(perOperation.get('getEndpoint')?.rateLimits).toEqual([]);
    expect(perOperation.get('testEndpoint')?.action).toEqual({
      kind: 'test',
      resource: 'endpoint',
      id: '$request.path.id',
      event: 'ship.sailed',
      mode: 'sync',
      notFound: 'notFound',
      status: 202,
      fill: {},
    });
  });

  test('read the signature and the delivery', () => {
    const { behaviour, problems } = readHarbour({
      '/x-webhook-signature': { header: 'X-Sig', format: { style: 'pairs', signature: 'v1' } },
      '/x-webhook-delivery': { 'x-evidence': { kind: 'inferred', source: 'nobody says' } },
      '/webhooks/ship.sailed/x-webhook-delivery': { subscribable: false },
    });
    expect(problems).toEqual([]);
    expect(behaviour.signature).toEqual({
      header: 'X-Sig',
      algorithm: 'hmac-sha256',
      encoding: 'hex',
      secret: { decode: 'utf8', prefix: '', strip: false },
      format: { style: 'pairs', separator: ',', assign: '=', signature: 'v1' },
      content: ['$body'],
    });
    expect(behaviour.delivery).toEqual({
      success: ['2XX'],
      timeout: 'PT10S',
      retries: [],
      jitter: 0,
      retryAfter: false,
      gone: [],
      headers: { 'Content-Type': 'application/json' },
      id: '{uuid}',
      eventId: '{uuid}',
      stableId: true,
      keys: 'contract',
      fill: {},
      evidence: { kind: 'inferred', source: 'nobody says' },
    });
    expect(behaviour.unsubscribable).toEqual(['ship.sailed']);
  });
});

test('follows an entry of webhooks to a shared path item', () => {
  const { behaviour, problems } = readHarbour({
    '/webhooks/ship.tested': { $ref: '#/components/pathItems/tested' },
    '/components/pathItems': { tested: { post: {}, 'x-webhook-delivery': { subscribable: false } } },
  });
  expect({ problems, names: behaviour.unsubscribable }).toEqual({ problems: [], names: ['ship.tested'] });
});

describe('overlaying', () => {
  test('lets the outcomes of an operation replace those of the document by name', () => {
    const { perOperation, problems } = readHarbour({
      '/x-outcomes/always': { fill: { '/error/id': '$requestId' }, requestId: '{ulid}' },
      '/paths/~1endpoints~1{id}/get/x-outcomes': {
        notFound: [{ status: 404, example: 'missing', headers: { 'X-Why': '$reason' } }],
        always: { headers: { 'X-Id': '$requestId' } },
      },
    });
    const general = { match: {}, status: 404, example: 'missing', fill: {}, headers: {} };
    expect(problems).toEqual([]);
    expect(perOperation.get('getEndpoint')?.outcomes).toMatchObject({
      conditions: { full: [{ status: 402 }], notFound: [{ ...general, headers: { 'X-Why': '$reason' } }] },
      always: { fill: { '/error/id': '$requestId' }, requestId: '{ulid}', headers: { 'X-Id': '$requestId' } },
    });
    expect(perOperation.get('putEndpoint')?.outcomes.conditions['notFound']).toEqual([general]);
  });

  test('takes one selector or several', () => {
    const { behaviour } = readHarbour({
      '/x-outcomes/invalid': [
        { at: '/url', keyword: ['format', 'pattern'], status: 422, example: 'invalid' },
        { status: 422, example: 'invalid' },
      ],
    });
    expect(behaviour.outcomes.conditions['invalid']?.map(({ match }) => match)).toEqual([
      { at: ['/url'], keyword: ['format', 'pattern'] },
      {},
    ]);
  });

  test('lets one operation serve two roles that the request tells apart', () => {
    const operations = {
      list: { at: '/data', when: { absent: '$request.query.limit' } },
      read: { operation: 'listEndpoints', id: '$request.query.limit', when: { present: '$request.query.limit' } },
    };
    const { perOperation, problems } = readHarbour({ '/x-resource/endpoint/operations': operations });
    expect(problems).toEqual([]);
    expect(perOperation.get('listEndpoints')?.roles).toEqual([
      { resource: 'endpoint', role: 'list' },
      { resource: 'endpoint', role: 'read' },
    ]);
    const both = { read: { operation: 'listEndpoints', id: '$request.query.limit' } };
    expect(listProblems({ '/x-resource/endpoint/operations': both })).toEqual([
      '/x-resource/endpoint/operations/read: listEndpoints serves both "list" and "read"; give one of them a "when".',
    ]);
  });
});
