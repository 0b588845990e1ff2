/** Other limits than the right server's, everything else as it was. */
import { inside, isSuccess, type Wrong, withHeader } from './fault.ts';
import { type Dialect, pick, put, roleOf } from './dialect.ts';

/** Beyond the limit webhooks go to a second tenant, so that everything else stays right. */
export function raiseLimit(api: Dialect): Wrong['wrap'] {
  return (handle) => {
    const elsewhere = new Set<string>();
    return async (request) => {
      const other = withHeader(request, 'authorization', `${request.headers['authorization']}Other`);
      const role = roleOf(api, request);
      if (elsewhere.has(request.path.split('/').at(-1)!)) return await handle(other);
      const response = await handle(request);
      const more = role === 'list' && isSuccess(response) ? await inside(api, handle, other).list() : [];
      if (more.length > 0)
        return {
          ...response,
          json: put(response.json, api.many, (rows: unknown[]) => [
            ...rows,
            ...more.filter((row) => elsewhere.has(row[api.id])),
          ]),
        };
      if (role !== 'create' || !/limit_?\w*(reached|exceeded)/i.test(JSON.stringify(response.json))) return response;
      const created = await handle(other);
      elsewhere.add(pick(created.json, api.one)[api.id]);
      return created;
    };
  };
}

/** One webhook that nobody asked for takes a place. */
export function lowerLimit(api: Dialect): Wrong['wrap'] {
  return (handle) => {
    const hidden = new Map<string, string>();
    return async (request) => {
      const key = request.headers['authorization'] ?? '';
      const role = roleOf(api, request);
      if (role === 'create' && !hidden.has(key)) {
        const created = await handle(request);
        if (!isSuccess(created)) return created;
        hidden.set(key, pick(created.json, api.one)[api.id]);
      }
      const response = await handle(request);
      if (role !== 'list' || !isSuccess(response)) return response;
      return {
        ...response,
        json: put(response.json, api.many, (rows: any[]) => rows.filter((row) => row[api.id] !== hidden.get(key))),
      };
    };
  };
}
