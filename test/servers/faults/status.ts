/** Servers that answer with a wrong status. */
import { nowhere } from './caller.ts';
import { roleOf } from './dialect.ts';
import { answers, fault, isSuccess, refusals, targetOf } from './fault.ts';

/** The faults of this group. */
export const statusFaults = [
  ...fault('status', 'create-200', 'answers a create with 200', ['lava'], (api) => ({
    finds: [`StatusUndocumented ${api.operations.create}`],
    place: '200',
    wrap: answers(api, 'create', (response) => (response.status === 201 ? { ...response, status: 200 } : response)),
    isWrong: async (call) => (await call.create()).status === 200,
  })),
  ...fault(
    'status',
    'create-202',
    'says that a create is only accepted',
    ['encrata', 'agentmessage', 'leadlex'],
    (api) => ({
      finds: [`StatusUndocumented ${api.operations.create}`],
      place: '202',
      wrap: answers(api, 'create', (response) => (response.status === 201 ? { ...response, status: 202 } : response)),
      isWrong: async (call) => (await call.create()).status === 202,
    }),
  ),
  ...fault('status', 'delete-204', 'deletes with 204 and no body', ['lava', 'leadlex'], (api) => ({
    finds: [`StatusUndocumented|WrongOutcome ${api.operations.remove}`],
    place: '204',
    wrap: answers(api, 'remove', (response) => {
      const { json: _, ...rest } = response;
      return isSuccess(response) ? { ...rest, status: 204 } : response;
    }),
    isWrong: async (call) => {
      const { item } = await call.create();
      return (await call.remove(item[api.id])).status === 204;
    },
  })),
  ...fault('status', 'delete-accepted', 'says that a delete is only accepted', ['encrata'], (api) => ({
    finds: [`StatusUndocumented ${api.operations.remove}`],
    place: '202',
    wrap: answers(api, 'remove', (response) => (response.status === 204 ? { ...response, status: 202 } : response)),
    isWrong: async (call) => {
      const { item } = await call.create();
      return (await call.remove(item.id)).status === 202;
    },
  })),
  ...fault('status', 'delete-205', 'deletes with 205', ['agentmessage'], (api) => ({
    finds: [`StatusUndocumented ${api.operations.remove}`],
    place: '205',
    wrap: answers(api, 'remove', (response) => (response.status === 204 ? { ...response, status: 205 } : response)),
    isWrong: async (call) => {
      const { item } = await call.create();
      return (await call.remove(item.id)).status === 205;
    },
  })),
  ...fault(
    'status',
    'unknown-read-400',
    'answers a read of an unknown id with 400',
    ['lava', 'encrata', 'agentmessage'],
    (api) => ({
      finds: [`StatusUndocumented|WrongOutcome ${api.operations.read}`],
      place: '400',
      wrap: answers(api, 'read', (response) => (response.status === 404 ? { ...response, status: 400 } : response)),
      isWrong: async (call) => (await call.read(nowhere)).status === 400,
    }),
  ),
  ...fault(
    'status',
    'unknown-delete-409',
    'answers a delete of an unknown id with 409',
    ['leadlex', 'lava'],
    (api) => ({
      finds: [`StatusUndocumented|WrongOutcome ${api.operations.remove}`],
      place: '409',
      wrap: answers(api, 'remove', (response) => (response.status === 404 ? { ...response, status: 409 } : response)),
      isWrong: async (call) => (await call.remove(nowhere)).status === 409,
    }),
  ),
  ...fault('status', 'unknown-500', 'fails on an unknown id', ['lava', 'encrata'], (api) => ({
    finds: [...new Set([api.operations.read, api.operations.update, api.operations.remove])].map(
      (operation) => `ServerError ${operation}`,
    ),
    place: '500',
    wrap: answers(api, ['read', 'update', 'remove'], (response) =>
      response.status === 404 ? { status: 500, text: 'TypeError: cannot read id' } : response,
    ),
    isWrong: async (call) => (await call.read(nowhere)).status === 500,
  })),
  ...fault(
    'status',
    'unknown-update-200',
    'says that an unknown webhook was updated',
    ['encrata', 'agentmessage'],
    (api) => ({
      finds: [`UnknownIdAccepted ${api.operations.update}`],
      wrap: (handle) => async (request) => {
        const response = await handle(request);
        if (roleOf(api, request) !== 'update' || response.status !== 404) return response;
        const time = new Date(0).toISOString();
        const webhook = {
          id: targetOf(api, request),
          org_id: nowhere,
          url: 'https://hooks.example.com/',
          active: true,
        };
        const more = { events: ['brand.vetted'], api_version: '2026-04-01', deleted_at: null };
        const json = api.flat ? { status: 'updated' } : { ...webhook, ...more, created_at: time, updated_at: time };
        return { ...response, status: 200, json };
      },
      isWrong: async (call) => (await call.update(nowhere, {})).status === 200,
    }),
  ),
  ...fault(
    'status',
    'unknown-delete-2xx',
    'says that an unknown webhook was deleted',
    ['leadlex', 'encrata'],
    (api) => ({
      finds: [`UnknownIdAccepted ${api.operations.remove}`],
      wrap: answers(api, 'remove', (response, request) => {
        if (response.status !== 404) return response;
        const { json: _, ...rest } = response;
        return api.flat
          ? { ...rest, status: 204 }
          : { ...rest, status: 200, json: { data: { deleted: true, id: targetOf(api, request) } } };
      }),
      isWrong: async (call) => isSuccess(await call.remove(nowhere)),
    }),
  ),
  ...fault('status', 'no-key-403', 'answers a request without credentials with 403', ['lava', 'agentmessage'], () => ({
    finds: ['WrongOutcome|StatusUndocumented *'],
    place: '403',
    wrap: refusals([401], (response) => ({ ...response, status: 403 })),
    isWrong: async (call) => (await call.list('', { token: null })).status === 403,
  })),
  ...fault('status', 'no-key-302', 'sends whoever has no key to a login page', ['leadlex', 'encrata'], (api) => ({
    finds: ['StatusUndocumented|WrongOutcome *'],
    place: '302',
    wrap: refusals([401], (response) => ({
      status: 302,
      headers: { ...response.headers, Location: '/login' },
    })),
    isWrong: async (call) => {
      const answer = await call.raw(
        `GET ${new URL(call.url + api.path).pathname} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`,
      );
      return answer.startsWith('HTTP/1.1 302');
    },
  })),
  ...fault('status', 'invalid-422', 'refuses an invalid body with 422', ['lava', 'encrata', 'leadlex'], (api) => ({
    finds: ['WrongOutcome|StatusUndocumented *'],
    place: '422',
    wrap: answers(api, ['create', 'update'], (response) =>
      response.status === 400 && !JSON.stringify(response.json).includes('limit')
        ? { ...response, status: 422 }
        : response,
    ),
    isWrong: async (call) => (await call.create({ url: 7 })).status === 422,
  })),
  ...fault('status', 'invalid-400', 'refuses invalid input with 400', ['agentmessage'], () => ({
    finds: ['WrongOutcome|StatusUndocumented *'],
    place: '400',
    wrap: refusals([422], (response) => ({ ...response, status: 400 })),
    isWrong: async (call) => (await call.create({ url: 7 })).status === 400,
  })),
  ...fault('status', 'list-206', 'calls a whole list partial content', ['agentmessage', 'leadlex'], (api) => ({
    finds: [`StatusUndocumented ${api.operations.list}`],
    place: '206',
    wrap: answers(api, 'list', (response) => (response.status === 200 ? { ...response, status: 206 } : response)),
    isWrong: async (call) => (await call.list()).status === 206,
  })),
  ...fault('status', 'rotate-202', 'answers a rotation with 202', ['agentmessage'], (api) => ({
    finds: ['StatusUndocumented rotateWebhookEndpointSecret'],
    place: '202',
    wrap: answers(api, 'POST /rotate-secret', (response) =>
      response.status === 200 ? { ...response, status: 202 } : response,
    ),
    isWrong: async (call) => {
      const { item } = await call.create();
      return (await call.ask(`POST ${api.path}/${item.id}/rotate-secret`)).status === 202;
    },
  })),
  ...fault('status', 'test-202', 'answers a test with 202', ['encrata'], (api) => ({
    finds: ['StatusUndocumented testWebhook'],
    place: '202',
    wrap: answers(api, 'POST /webhooks/test', (response) =>
      response.status === 200 ? { ...response, status: 202 } : response,
    ),
    isWrong: async (call) => {
      const { item } = await call.create();
      return (await call.ask(`POST ${api.path}/test`, { body: { id: item.id } })).status === 202;
    },
  })),
  ...fault('status', 'limit-403', 'answers one webhook too many with 403', ['lava'], (api) => ({
    finds: ['WrongOutcome|StatusUndocumented createWebhook'],
    place: '403',
    wrap: answers(api, 'create', (response) =>
      JSON.stringify(response.json).includes('limit_reached') ? { ...response, status: 403 } : response,
    ),
    isWrong: async (call) => {
      for (const _ of [1, 2, 3]) await call.create();
      return (await call.create()).status === 403;
    },
  })),
  ...fault('status', 'duplicate-400', 'answers a duplicate with 400', ['leadlex'], (api) => ({
    finds: ['WrongOutcome createWebhook'],
    place: '400',
    wrap: answers(api, 'create', (response) => (response.status === 409 ? { ...response, status: 400 } : response)),
    isWrong: async (call) => {
      const { item } = await call.create();
      return (await call.create({ url: item.url })).status === 400;
    },
  })),
  ...fault(
    'status',
    'error-200',
    'answers an unknown id with an error under status 200',
    ['lava', 'agentmessage'],
    (api) => ({
      finds: [`UnknownIdAccepted|SchemaViolation ${api.operations.read}`],
      wrap: answers(api, 'read', (response) => (response.status === 404 ? { ...response, status: 200 } : response)),
      isWrong: async (call) => (await call.read(nowhere)).status === 200,
    }),
  ),
  ...fault('status', 'logs-of-nothing', 'has logs for a webhook that does not exist', ['leadlex'], (api) => ({
    finds: ['UnknownIdAccepted listDeliveryLogs'],
    wrap: answers(api, 'GET /logs', (response) =>
      response.status === 404
        ? { ...response, status: 200, json: { data: { logs: [] }, meta: { page: 1, per_page: 50, total: 0 } } }
        : response,
    ),
    isWrong: async (call) => (await call.ask(`GET ${api.path}/${nowhere}/logs`)).status === 200,
  })),
];
