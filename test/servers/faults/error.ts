/** Servers whose refusals do not have the documented form or reason. */
import { nowhere } from './caller.ts';
import { answers, fault, refusals, withoutBody } from './fault.ts';

const stack =
  'TypeError: Cannot read properties of undefined (reading "url")\n    at createWebhook (/srv/app/dist/webhooks.js:41:17)';

/** The faults of this group. */
export const errorFaults = [
  ...fault('error', 'own-shape', 'words errors in its own shape', ['lava', 'leadlex'], () => ({
    finds: ['SchemaViolation *'],
    wrap: (handle) => async (request) => {
      const response = await handle(request);
      return response.status >= 400 ? { ...response, json: { message: 'no', code: 'no' } } : response;
    },
    isWrong: async (call) => !('error' in (await call.list('', { token: null })).json),
  })),
  ...fault('error', 'problem', 'sends problem details instead of its own errors', ['agentmessage'], () => ({
    finds: ['SchemaViolation|ContentTypeWrong *'],
    wrap: (handle) => async (request) => {
      const response = await handle(request);
      if (response.status < 400) return response;
      const headers = { ...response.headers, 'Content-Type': 'application/problem+json' };
      return { ...response, headers, json: { type: 'about:blank', title: 'Refused', status: response.status } };
    },
    isWrong: async (call) => 'title' in (await call.list('', { token: null })).json,
  })),
  ...fault('error', 'as-object', 'words an error as an object', ['encrata'], () => ({
    finds: ['SchemaViolation *'],
    place: 'error',
    wrap: refusals([400, 401, 404], (response) => ({ ...response, json: { error: { text: response.json.error } } })),
    isWrong: async (call) => typeof (await call.read(nowhere)).json.error === 'object',
  })),
  ...fault('error', 'as-text', 'words an error as a text', ['leadlex', 'lava'], () => ({
    finds: ['SchemaViolation *'],
    place: 'error',
    wrap: refusals([404], (response) => ({ ...response, json: { error: response.json.error.message } })),
    isWrong: async (call) => typeof (await call.remove(nowhere)).json.error === 'string',
  })),
  ...fault('error', 'html-404', 'shows a page when something is not found', ['lava', 'leadlex', 'encrata'], (api) => ({
    finds: ['ContentTypeWrong *'],
    wrap: answers(api, ['read', 'update', 'remove'], (response) =>
      response.status === 404
        ? {
            status: 404,
            headers: { ...response.headers, 'Content-Type': 'text/html' },
            text: '<!doctype html><title>404</title><h1>Not found</h1>',
          }
        : response,
    ),
    isWrong: async (call) => (await call.remove(nowhere)).text.startsWith('<'),
  })),
  ...fault(
    'error',
    'empty-401',
    'refuses a missing key without a body',
    ['encrata', 'agentmessage', 'leadlex'],
    () => ({
      finds: ['BodyMissing *'],
      place: '401',
      wrap: refusals([401], withoutBody),
      isWrong: async (call) => (await call.list('', { token: null })).text === '',
    }),
  ),
  ...fault('error', 'empty-400', 'refuses an invalid body without a word', ['lava'], (api) => ({
    finds: ['BodyMissing *'],
    place: '400',
    wrap: answers(api, ['create', 'update'], ({ json, ...response }) =>
      response.status === 400 ? response : { ...response, json },
    ),
    isWrong: async (call) => (await call.create({ url: 7 })).text === '',
  })),
  ...fault(
    'error',
    'stack',
    'shows a stack trace to whoever sends an invalid body',
    ['lava', 'agentmessage', 'leadlex'],
    (api) => ({
      finds: ['InternalsLeaked *'],
      wrap: answers(api, ['create', 'update'], (response) =>
        response.status === 400 || response.status === 422
          ? {
              ...response,
              json: { ...(response.json as any), error: { ...(response.json as any).error, message: stack } },
            }
          : response,
      ),
      isWrong: async (call) => (await call.create({ url: 7 })).json.error.message.includes('at createWebhook (/srv'),
    }),
  ),
  ...fault('error', 'stack-404', 'shows a stack trace to whoever asks for an unknown id', ['encrata'], () => ({
    finds: ['InternalsLeaked *'],
    wrap: refusals([404], (response) => ({ ...response, json: { error: stack } })),
    isWrong: async (call) => (await call.read(nowhere)).json.error.includes('at createWebhook (/srv'),
  })),
  ...fault('error', 'status-500', 'writes status 500 into every error', ['lava'], () => ({
    finds: ['ErrorStatusWrong *'],
    place: 'status',
    wrap: refusals([400, 401, 404], (response) => ({
      ...response,
      json: { error: { ...response.json.error, status: 500 } },
    })),
    isWrong: async (call) => {
      const { status, json } = await call.read(nowhere);
      return status !== json.error.status;
    },
  })),
  ...fault('error', 'status-text', 'writes the status of an error as a text', ['lava'], () => ({
    finds: ['SchemaViolation *'],
    place: 'status',
    wrap: refusals([400, 401, 404], (response) => ({
      ...response,
      json: { error: { ...response.json.error, status: String(response.status) } },
    })),
    isWrong: async (call) => typeof (await call.read(nowhere)).json.error.status === 'string',
  })),
  ...fault('error', 'success-true', 'calls errors a success', ['agentmessage'], () => ({
    finds: ['SchemaViolation *'],
    place: 'success',
    wrap: refusals([401, 404, 422], (response) => ({ ...response, json: { ...response.json, success: true } })),
    isWrong: async (call) => (await call.read(nowhere)).json.success === true,
  })),
  ...fault('error', 'no-message', 'leaves the message out', ['leadlex', 'agentmessage'], () => ({
    finds: ['SchemaViolation *'],
    place: 'message',
    wrap: refusals([404], (response) => {
      const { message: _, ...error } = response.json.error;
      return { ...response, json: { ...response.json, error } };
    }),
    isWrong: async (call) => !('message' in (await call.remove(nowhere)).json.error),
  })),
  ...fault('error', 'no-code', 'leaves the code out', ['lava'], (api) => ({
    finds: ['SchemaViolation *'],
    place: 'code',
    wrap: answers(api, ['create', 'update'], (response) => {
      if (response.status !== 400) return response;
      const { code: _, ...error } = (response.json as any).error;
      return { ...response, json: { error } };
    }),
    isWrong: async (call) => !('code' in (await call.create({ url: 7 })).json.error),
  })),
  ...fault('error', 'no-request-id', 'does not name the request in its errors', ['agentmessage'], () => ({
    finds: ['SchemaViolation *'],
    place: 'request_id',
    wrap: refusals([422, 404, 401], (response) => {
      const { request_id: _, ...error } = response.json.error;
      return { ...response, json: { ...response.json, error } };
    }),
    isWrong: async (call) => !('request_id' in (await call.read(nowhere)).json.error),
  })),
  ...fault(
    'error',
    'other-request-id',
    'names another request in the body than in the header',
    ['agentmessage'],
    () => ({
      finds: ['RequestIdDiffers *'],
      place: 'request_id',
      wrap: refusals([401, 403, 404, 409, 422], (response) => ({
        ...response,
        json: { ...response.json, error: { ...response.json.error, request_id: '01JTBQH2FZ8K1RXC0WJ4Z9P3VM' } },
      })),
      isWrong: async (call) => {
        const { headers, json } = await call.read(nowhere);
        return headers.get('x-request-id') !== json.error.request_id;
      },
    }),
  ),
  ...fault(
    'error',
    'details-array',
    'lists what is wrong instead of naming it by property',
    ['agentmessage', 'leadlex'],
    (api) => ({
      finds: ['SchemaViolation *'],
      place: 'details',
      wrap: answers(api, ['create', 'update'], (response) => {
        const error = (response.json as any)?.error;
        const fields = error?.details?.fields ?? error?.details;
        if (fields === undefined || response.status === 201) return response;
        const list = Object.entries(fields).map(([name, message]) => ({ name, message }));
        const details = api.provider === 'leadlex' ? { fields: list } : list;
        return { ...response, json: { ...(response.json as object), error: { ...error, details } } };
      }),
      isWrong: async (call) => {
        const { details } = (await call.create({ url: 7 })).json.error;
        return Array.isArray(details.fields ?? details);
      },
    }),
  ),
  ...fault('error', 'no-details', 'refuses without saying which property', ['agentmessage'], () => ({
    finds: ['SchemaViolation *'],
    place: 'details',
    wrap: refusals([422], (response) => {
      const { details: _, ...error } = response.json.error;
      return { ...response, json: { ...response.json, error } };
    }),
    isWrong: async (call) => !('details' in (await call.create({ url: 7 })).json.error),
  })),
  ...fault('error', 'issue-path', 'writes the path of an issue as a text', ['lava'], () => ({
    finds: ['SchemaViolation *'],
    place: 'path',
    wrap: refusals([400], (response) => {
      const { issues, ...error } = response.json.error;
      const texts = issues?.map((issue: any) => ({ ...issue, path: issue.path.join('.') }));
      return { ...response, json: { error: { ...error, ...(texts && { issues: texts }) } } };
    }),
    isWrong: async (call) => typeof (await call.create({ url: 7 })).json.error.issues[0].path === 'string',
  })),
  ...fault('error', 'lower-codes', 'writes its codes in lower case', ['agentmessage'], () => ({
    finds: ['SchemaViolation|WrongOutcome *'],
    place: 'code',
    wrap: refusals([401, 404, 422], (response) => ({
      ...response,
      json: { ...response.json, error: { ...response.json.error, code: response.json.error.code.toLowerCase() } },
    })),
    isWrong: async (call) => (await call.read(nowhere)).json.error.code === 'not_found',
  })),
  ...fault('error', 'not-found-code', 'has another code for what is not found', ['leadlex'], () => ({
    finds: ['SchemaViolation|WrongOutcome *'],
    place: 'code',
    wrap: refusals([404], (response) => ({
      ...response,
      json: { error: { ...response.json.error, code: 'not_found' } },
    })),
    isWrong: async (call) => (await call.remove(nowhere)).json.error.code === 'not_found',
  })),
  ...fault('error', 'limit-code', 'gives the limit the code of something else', ['agentmessage'], (api) => ({
    finds: ['SchemaViolation|WrongOutcome createWebhookEndpoint'],
    place: 'code',
    wrap: answers(api, 'create', (response) =>
      response.status === 409
        ? {
            ...response,
            json: { ...(response.json as any), error: { ...(response.json as any).error, code: 'VALIDATION_FAILED' } },
          }
        : response,
    ),
    isWrong: async (call) => {
      for (let made = 0; made < 50; made++) await call.create();
      return (await call.create()).json.error.code === 'VALIDATION_FAILED';
    },
  })),
  ...fault('error', 'duplicate-code', 'gives a duplicate the code of an invalid URL', ['leadlex'], (api) => ({
    finds: ['SchemaViolation|WrongOutcome createWebhook'],
    place: 'code',
    wrap: answers(api, 'create', (response) =>
      response.status === 409
        ? { ...response, json: { error: { ...(response.json as any).error, code: 'invalid_url' } } }
        : response,
    ),
    isWrong: async (call) => {
      const { item } = await call.create();
      return (await call.create({ url: item.url })).json.error.code === 'invalid_url';
    },
  })),
  ...fault('error', 'events-code', 'gives unknown events the code of an invalid URL', ['leadlex'], (api) => ({
    finds: ['WrongOutcome *'],
    place: 'code',
    wrap: answers(api, ['create', 'update'], (response) =>
      JSON.stringify(response.json).includes('invalid_events')
        ? { ...response, json: { error: { ...(response.json as any).error, code: 'invalid_url' } } }
        : response,
    ),
    isWrong: async (call) => (await call.create({ events: ['no.such'] })).json.error.code === 'invalid_url',
  })),
  ...fault('error', 'bare-text', 'writes an error as a bare JSON text', ['encrata'], (api) => ({
    finds: ['SchemaViolation *'],
    wrap: answers(api, ['create', 'update'], (response) =>
      response.status === 400 ? { ...response, json: (response.json as any).error } : response,
    ),
    isWrong: async (call) => typeof (await call.create({ url: 7 })).json === 'string',
  })),
  ...fault('error', 'message-key', 'calls the text of its errors message', ['encrata'], () => ({
    finds: ['SchemaViolation *'],
    place: 'error',
    wrap: refusals([404], (response) => ({ ...response, json: { message: response.json.error } })),
    isWrong: async (call) => 'message' in (await call.read(nowhere)).json,
  })),
];
