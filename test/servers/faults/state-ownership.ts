/** Servers that keep no order between clients: uniqueness, and properties that are the server's own. */
import { fault, inside, isSuccess, shown, targetOf, withBody } from './fault.ts';
import { pick, put, roleOf } from './dialect.ts';

/** The faults of this group. */
export const ownershipFaults = [
  ...fault('state', 'twice', 'accepts a URL twice', ['leadlex'], (api) => ({
    finds: ['UniquenessNotEnforced createWebhook'],
    wrap: (handle) => {
      let copies = 0;
      return async (request) => {
        if (roleOf(api, request) !== 'create')
          return shown(api, ['list', 'update'], (webhook) => ({
            ...webhook,
            url: webhook.url.replace(/[?&]copy=\d+$/, ''),
          }))(handle)(request);
        const first = await handle(request);
        if (first.status !== 409) return first;
        const url = (JSON.parse(request.body.toString()) as { url: string }).url;
        const second = await handle(
          withBody(request, (json) => ({ ...json, url: `${url}${url.includes('?') ? '&' : '?'}copy=${++copies}` })),
        );
        return { ...second, json: put(second.json, api.one, (webhook) => ({ ...webhook, url })) };
      };
    },
    isWrong: async (call) => {
      const { item } = await call.create();
      return isSuccess(await call.create({ url: item.url }));
    },
  })),
  ...fault('state', 'url-kept', 'refuses the URL of a deleted webhook', ['leadlex'], (api) => ({
    finds: ['UniquenessNotFreed|ValidRequestRefused createWebhook'],
    wrap: (handle) => {
      const gone = new Set<string>();
      return async (request) => {
        const before =
          roleOf(api, request) === 'remove'
            ? await inside(api, handle, request).find(targetOf(api, request))
            : undefined;
        const response = await handle(request);
        if (before && isSuccess(response)) gone.add(before.url);
        if (roleOf(api, request) !== 'create' || !isSuccess(response)) return response;
        const { id, url } = pick(response.json, api.one);
        if (!gone.has(url)) return response;
        await inside(api, handle, request).remove(id);
        return {
          ...response,
          status: 409,
          json: { error: { code: 'duplicate_webhook', message: 'A webhook with this URL already exists' } },
        };
      };
    },
    isWrong: async (call) => {
      const { item } = await call.create();
      await call.remove(item.id);
      return !isSuccess(await call.create({ url: item.url }));
    },
  })),
  ...fault('state', 'url-host', 'allows one webhook per host', ['leadlex'], (api) => ({
    finds: ['UniquenessTooStrict|ValidRequestRefused createWebhook'],
    wrap: (handle) => async (request) => {
      const others = roleOf(api, request) === 'create' ? await inside(api, handle, request).list() : [];
      const response = await handle(request);
      if (roleOf(api, request) !== 'create' || !isSuccess(response)) return response;
      const { id, url } = pick(response.json, api.one);
      if (!others.some((other) => new URL(other.url).host === new URL(url).host)) return response;
      await inside(api, handle, request).remove(id);
      return {
        ...response,
        status: 409,
        json: { error: { code: 'duplicate_webhook', message: 'A webhook with this URL already exists' } },
      };
    },
    isWrong: async (call) => {
      await call.create();
      return !isSuccess(await call.create());
    },
  })),
  ...fault('state', 'owned-id', 'lets the client choose the id', ['encrata', 'lava'], (api) => ({
    finds: [`ServerOwnedPropertyAccepted ${api.operations.create}`],
    place: api.id,
    wrap: (handle) => async (request) => {
      const response = await handle(request);
      if (roleOf(api, request) !== 'create' || !isSuccess(response)) return response;
      const sent = JSON.parse(request.body.toString()) as Record<string, unknown>;
      return sent[api.id] === undefined
        ? response
        : { ...response, json: { ...(response.json as object), [api.id]: sent[api.id] } };
    },
    isWrong: async (call) => {
      const id = '11111111-1111-4111-8111-111111111111';
      return (await call.create({ [api.id]: id })).item[api.id] === id;
    },
  })),
  ...fault(
    'state',
    'owned-time',
    'lets the client choose when it was created',
    ['agentmessage', 'leadlex', 'lava'],
    (api) => ({
      finds: [`ServerOwnedPropertyAccepted ${api.operations.create}`],
      place: 'created_at',
      wrap: (handle) => async (request) => {
        const response = await handle(request);
        if (roleOf(api, request) !== 'create' || !isSuccess(response)) return response;
        const { created_at: time } = JSON.parse(request.body.toString()) as Record<string, unknown>;
        return time === undefined
          ? response
          : { ...response, json: put(response.json, api.one, (webhook) => ({ ...webhook, created_at: time })) };
      },
      isWrong: async (call) =>
        (await call.create({ created_at: '2001-01-01T00:00:00Z' })).item.created_at.startsWith('2001'),
    }),
  ),
  ...fault('state', 'owned-secret', 'lets the client choose the secret', ['leadlex', 'lava'], (api) => ({
    finds: [`ServerOwnedPropertyAccepted ${api.operations.create}`],
    place: api.secret,
    wrap: (handle) => async (request) => {
      const response = await handle(request);
      if (roleOf(api, request) !== 'create' || !isSuccess(response)) return response;
      const secret = (JSON.parse(request.body.toString()) as Record<string, unknown>)[api.secret];
      return secret === undefined
        ? response
        : { ...response, json: put(response.json, api.one, (webhook) => ({ ...webhook, [api.secret]: secret })) };
    },
    isWrong: async (call) => {
      const secret = `whsec_${'0123456789ab'.repeat(4)}`;
      return (await call.create({ [api.secret]: secret })).item[api.secret] === secret;
    },
  })),
];
