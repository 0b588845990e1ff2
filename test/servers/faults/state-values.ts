/** Servers that keep something else than they were sent, or change what they should leave alone. */
import { bodiesIn, fault, inside, isSuccess, requests, targetOf, withBody, without } from './fault.ts';
import { roleOf } from './dialect.ts';
import type { Caller } from './caller.ts';

/** A webhook before and after an update, as it is read. */
export async function changed(call: Caller, fields: Record<string, unknown>): Promise<{ before: any; after: any }> {
  const { item } = await call.create();
  const id: string = item[call.dialect.id];
  const before = (await call.read(id)).item;
  call.pass(5000);
  await call.update(id, { ...(call.dialect.flat && { url: before.url }), ...fields });
  return { before, after: (await call.read(id)).item };
}

/** The faults of this group. */
export const valueFaults = [
  ...fault('state', 'forgets', 'confirms an update and forgets it', ['lava', 'leadlex'], (api) => ({
    finds: ['ValueNotKept *'],
    wrap: (handle) => async (request) => {
      if (roleOf(api, request) !== 'update') return await handle(request);
      const before = await inside(api, handle, request).find(targetOf(api, request));
      const response = await handle(request);
      if (!isSuccess(response) || before === undefined) return response;
      const { url: address, events, active } = before;
      await handle(
        withBody(request, () => ({ url: address, [api.text]: before[api.text], ...(events && { events, active }) })),
      );
      return response;
    },
    isWrong: async (call) => (await changed(call, { [api.text]: 'changed' })).after[api.text] !== 'changed',
  })),
  ...fault('state', 'no-update', 'says updated and changes nothing', ['encrata', 'agentmessage'], (api) => ({
    finds: ['ValueNotKept *'],
    wrap: requests(api, 'update', (request) =>
      withBody(request, (json) => {
        const isValid = Object.entries(json).every(
          ([, value]) => value !== null && value !== '' && typeof value !== 'number',
        );
        if (!isValid || Array.isArray(json) || JSON.stringify(json).length < 12) return json;
        const { description: _, ...rest } = json;
        return rest;
      }),
    ),
    isWrong: async (call) => (await changed(call, { description: 'changed' })).after.description !== 'changed',
  })),
  ...fault('state', 'no-switch', 'does not switch a webhook off', ['agentmessage', 'leadlex', 'encrata'], (api) => {
    const name = api.flat ? 'is_active' : 'active';
    return {
      finds: ['ValueNotKept *'],
      place: name,
      wrap: bodiesIn(api, 'update', (json) => (json[name] === false ? { ...json, [name]: true } : json)),
      isWrong: async (call) => (await changed(call, { [name]: false })).after[name],
    };
  }),
  ...fault('state', 'immutable', 'changes the immutable version', ['agentmessage'], (api) => ({
    // The contract knows one version only; without its extensions another one breaks the schema.
    finds: ['ImmutablePropertyChanged|SchemaViolation patchWebhookEndpoint'],
    wrap: (handle) => {
      const versions = new Map<string, string>();
      return async (request) => {
        const role = roleOf(api, request);
        if (role !== 'update' && role !== 'read') return await handle(request);
        const id = targetOf(api, request);
        const sent =
          role === 'update' ? (/"api_version":"([^"]*)"/.exec(request.body.toString())?.[1] ?? undefined) : undefined;
        if (sent !== undefined) versions.set(id, sent);
        const response = await handle(
          role === 'update' ? withBody(request, (json) => without(json, 'api_version')) : request,
        );
        const version = versions.get(id);
        return version === undefined || response.status !== 200
          ? response
          : { ...response, json: { ...(response.json as object), api_version: version } };
      };
    },
    isWrong: async (call) => {
      const { item } = await call.create();
      return (await call.update(item.id, { api_version: '2027-01-01' })).item?.api_version === '2027-01-01';
    },
  })),
  ...fault('state', 'removes', 'removes what an update does not name', ['agentmessage', 'leadlex'], (api) => ({
    finds: [`UpdateNotMerged ${api.operations.update}`],
    place: 'description',
    wrap: bodiesIn(api, 'update', (json) => (Array.isArray(json) ? json : { description: '', ...json })),
    isWrong: async (call) => !(await changed(call, { url: 'https://hooks.example.com/moved' })).after.description,
  })),
  ...fault('state', 'resets', 'names a webhook anew when its URL changes', ['lava'], (api) => ({
    finds: ['UpdateNotMerged updateWebhook'],
    place: 'name',
    wrap: bodiesIn(api, 'update', (json) => (typeof json.url === 'string' ? { name: 'unnamed', ...json } : json)),
    isWrong: async (call) => (await changed(call, { url: 'https://hooks.example.com/moved' })).after.name === 'unnamed',
  })),
  ...fault(
    'state',
    'adds-events',
    'adds events to the ones it has instead of replacing them',
    ['agentmessage', 'leadlex'],
    (api) => ({
      finds: ['ValueNotKept|UpdateNotReplaced *'],
      place: 'events',
      wrap: (handle) => async (request) => {
        if (roleOf(api, request) !== 'update') return await handle(request);
        const before = await inside(api, handle, request).find(targetOf(api, request));
        return await handle(
          withBody(request, (json) => {
            const isValid =
              Array.isArray(json.events) && json.events.length > 0 && new Set(json.events).size === json.events.length;
            return before && isValid ? { ...json, events: [...new Set([...before.events, ...json.events])] } : json;
          }),
        );
      },
      isWrong: async (call) => {
        const { before, after } = await changed(call, {
          events: [call.dialect.provider === 'leadlex' ? 'task.created' : 'campaign.shared'],
        });
        return after.events.length > before.events.length;
      },
    }),
  ),
  ...fault(
    'state',
    'half-update',
    'keeps the valid half of an update that it refuses',
    ['lava', 'agentmessage', 'leadlex', 'encrata'],
    (api) => ({
      finds: [`FailedUpdateApplied ${api.operations.update}`],
      wrap: (handle) => async (request) => {
        const response = await handle(request);
        if (roleOf(api, request) !== 'update' || ![400, 422].includes(response.status)) return response;
        const keep = ['url', api.text, 'events', 'active', 'is_active'];
        let json: Record<string, unknown> = {};
        try {
          json = (JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(request.body)) ?? {}) as Record<
            string,
            unknown
          >;
        } catch {}
        const before = await inside(api, handle, request).find(targetOf(api, request));
        for (const name of keep)
          if (before && json[name] !== undefined)
            await inside(api, handle, request).update(targetOf(api, request), {
              ...(api.flat && { url: before.url }),
              [name]: json[name],
            });
        return response;
      },
      isWrong: async (call) => {
        const other = call.dialect.provider === 'lava' ? { name: 'half', url: 7 } : { description: 'half', url: 7 };
        const { item } = await call.create();
        await call.update(item[api.id], other);
        return (await call.read(item[api.id])).item[api.text] === 'half';
      },
    }),
  ),
];
