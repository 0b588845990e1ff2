/** Servers that answer HEAD, or whoever accepts anything, otherwise than they should. */
import { toHead } from './caller.ts';
import { answers, fault, isSuccess } from './fault.ts';

/** The faults of this group. */
export const headFaults = [
  ...fault('protocol', 'head-body', 'sends a body for HEAD', ['lava', 'agentmessage', 'leadlex'], (api) => ({
    finds: ['HeadDiffers *'],
    wrap: (handle) => async (request) => {
      if (request.method !== 'HEAD' || !request.path.endsWith('/webhooks')) return await handle(request);
      const response = await handle({ ...request, method: 'GET' });
      return {
        ...response,
        takeOver: (socket) => {
          const text = JSON.stringify(response.json);
          socket.end(
            `HTTP/1.1 ${response.status} OK\r\nContent-Type: application/json\r\nContent-Length: ${text.length}\r\nConnection: close\r\n\r\n${text}`,
          );
        },
      };
    },
    isWrong: async (call) => (await call.raw(toHead(call, `HEAD ${api.path}`))).split('\r\n\r\n')[1] !== '',
  })),
  ...fault('protocol', 'head-length', 'says of HEAD that there are no bytes', ['lava', 'leadlex'], (api) => ({
    finds: ['HeadDiffers *'],
    wrap: (handle) => async (request) => {
      if (request.method !== 'HEAD') return await handle(request);
      const response = await handle({ ...request, method: 'GET' });
      const head = `HTTP/1.1 ${response.status} OK\r\nContent-Type: application/json\r\nContent-Length: 0\r\n`;
      return { ...response, takeOver: (socket) => void socket.end(`${head}Connection: close\r\n\r\n`) };
    },
    isWrong: async (call) => /content-length: 0/i.test(await call.raw(toHead(call, `HEAD ${api.path}`))),
  })),
  ...fault('protocol', 'html-for-any', 'shows a page to whoever accepts anything', ['encrata', 'lava'], (api) => ({
    finds: [`ContentTypeWrong ${api.operations.list}`],
    wrap: answers(api, 'list', (response, request) =>
      request.headers['accept'] === '*/*' && isSuccess(response)
        ? {
            status: 200,
            headers: { ...response.headers, 'Content-Type': 'text/html' },
            text: `<pre>${JSON.stringify(response.json)}</pre>`,
          }
        : response,
    ),
    isWrong: async (call) => (await call.list('', { headers: { Accept: '*/*' } })).text.startsWith('<pre>'),
  })),
  ...fault('protocol', 'head-500', 'fails on HEAD', ['encrata', 'lava'], (api) => ({
    finds: ['ServerError|HeadDiffers *'],
    wrap: (handle) => async (request) => (request.method === 'HEAD' ? { status: 500 } : await handle(request)),
    isWrong: async (call) => (await call.ask(`HEAD ${api.path}`)).status === 500,
  })),
];
