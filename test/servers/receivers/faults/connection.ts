/** Receivers that do not speak HTTP as others do. */
import { request as open } from 'node:http';
import { Agent } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { all, fault, hasFailed, isFine } from './fault.ts';

/** What is wrong about connections and methods. */
export const connectionFaults = [
  ...fault('get-200', 'answers 200 to GET', ['WrongMethodAccepted'], all, () => ({
    change: (right) => ({
      greet: (request) => (request.method === 'GET' ? { status: 200, text: 'hello' } : right.greet(request)),
    }),
    isWrong: async (sender) => isFine(await sender.deliver({ method: 'GET', body: '' })),
  })),
  ...fault('any-method', 'takes a delivery with any method', ['WrongMethodAccepted'], ['lava', 'till'], () => ({
    change: () => ({ greet: () => undefined }),
    isWrong: async (sender) => isFine(await sender.deliver({ method: 'PUT' })),
  })),
  ...fault('get-500', 'fails at GET', ['MethodFails'], ['encrata', 'leadlex'], () => ({
    change: (right) => ({
      greet(request) {
        if (request.method === 'GET') throw new TypeError('no body');
        return right.greet(request);
      },
    }),
    isWrong: async (sender) => hasFailed(await sender.deliver({ method: 'GET', body: '' })),
  })),
  ...fault('options-500', 'fails at OPTIONS', ['MethodFails'], ['agentmessage'], () => ({
    change: (right) => ({
      greet(request) {
        if (request.method === 'OPTIONS') throw new TypeError('no origin');
        return right.greet(request);
      },
    }),
    isWrong: async (sender) => hasFailed(await sender.deliver({ method: 'OPTIONS', body: '' })),
  })),
  ...fault(
    'header-case',
    'looks for the header name as the provider writes it',
    ['HeaderCaseSensitive'],
    all,
    (scheme) => ({
      change: (right) => ({
        verify(request, body) {
          const names = Object.keys(scheme.write([''], 0, ''));
          const written = names.find((name) => name.toLowerCase() === scheme.header)!;
          const isThere = request.rawHeaders.some((entry, index) => index % 2 === 0 && entry === written);
          return isThere ? right.verify(request, body) : { status: 401, text: 'no signature' };
        },
      }),
      isWrong: async (sender) =>
        !isFine(
          await sender.deliver({
            edit: (headers) =>
              Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toUpperCase(), value])),
          }),
        ),
    }),
  ),
  ...fault(
    'needs-length',
    'answers 400 where the length is missing',
    ['ChunkedBodyNotRead'],
    ['lava', 'leadlex', 'till'],
    () => ({
      change: (right) => ({
        greet: (request) =>
          request.method === 'POST' && request.headers['content-length'] === undefined
            ? { status: 400, text: 'no length' }
            : right.greet(request),
      }),
      isWrong: async (sender) =>
        (await sender.deliver({ edit: (headers) => ({ ...headers, 'transfer-encoding': 'chunked' }) })).status === 400,
    }),
  ),
  ...fault(
    'impatient',
    'gives up where a body takes longer than a fifth of a second',
    ['SlowSenderRefused'],
    ['encrata', 'agentmessage', 'till'],
    () => ({
      change: (right) => ({
        async read(request) {
          const body = await Promise.race([right.read(request), delay(200)]);
          return body ?? { status: 408, text: 'too slow', headers: { Connection: 'close' } };
        },
      }),
      isWrong: async (sender) => !isFine(await sender.deliver({ pause: 400 })),
    }),
  ),
  ...fault(
    'no-continue',
    'answers 400 to a delivery that waits for 100 Continue',
    ['ContinueNotSent'],
    ['lava', 'till'],
    () => ({
      change: () => ({
        setUp: (server) =>
          void server.on('checkContinue', (_, response) => response.writeHead(400, { Connection: 'close' }).end()),
      }),
      isWrong: async (sender, { url }) =>
        new Promise((resolve) => {
          const outgoing = open(url, {
            method: 'POST',
            headers: { Expect: '100-continue', 'Content-Length': 2 },
            agent: false,
          });
          outgoing.on('continue', () => resolve(false));
          outgoing.on('response', () => resolve(true));
          outgoing.on('continue', () => outgoing.end('{}'));
          outgoing.on('error', () => {});
          outgoing.flushHeaders();
          void sender;
        }),
    }),
  ),
  ...fault(
    'one-per-connection',
    'hangs up on the second delivery of a connection that it keeps',
    ['ConnectionBroken'],
    ['leadlex', 'till'],
    () => ({
      change: (right, { notes }) => ({
        greet(request) {
          const { remotePort } = request.socket;
          if (notes.get(String(remotePort)) === true) request.socket.destroy();
          notes.set(String(remotePort), true);
          return right.greet(request);
        },
      }),
      async isWrong(_, { url }) {
        const agent = new Agent({ keepAlive: true, maxSockets: 1 });
        const ask = () =>
          new Promise<boolean>((resolve) => {
            const outgoing = open(url, { method: 'POST', agent }, (response) =>
              response.resume().on('end', () => resolve(true)),
            );
            outgoing.on('error', () => resolve(false)).end('{}');
          });
        await ask();
        const isServed = await ask();
        agent.destroy();
        return !isServed;
      },
    }),
  ),
  ...fault(
    'few-at-once',
    'answers 503 where more than three arrive at once',
    ['BurstRefused'],
    ['lava', 'agentmessage', 'till'],
    () => ({
      change: (right, { notes }) => ({
        async take(payload, request, body) {
          const busy = ((notes.get('busy') as number | undefined) ?? 0) + 1;
          notes.set('busy', busy);
          // As long as a busy machine may take to send the others.
          await delay(80);
          const answer = busy > 3 ? { status: 503, text: 'busy' } : await right.take(payload, request, body);
          notes.set('busy', (notes.get('busy') as number) - 1);
          return answer;
        },
      }),
      isWrong: async (sender) =>
        (await Promise.all(Array.from({ length: 8 }, () => sender.deliver()))).some((reply) => reply.status === 503),
    }),
  ),
  ...fault('redirects', 'sends everybody to another address', ['RedirectAnswered'], ['lava', 'till'], () => ({
    change: () => ({
      greet: ({ method }) =>
        method === 'POST' ? { status: 308, headers: { Location: '/webhooks/' } } : { status: 405 },
    }),
    isWrong: async (sender) => (await sender.deliver()).status === 308,
  })),
  ...fault(
    'slow',
    'does its work before it answers, and takes too long',
    ['AnswerTooSlow'],
    ['encrata', 'leadlex'],
    () => ({
      change: (right) => ({
        async take(payload, request, body) {
          await delay(900);
          return right.take(payload, request, body);
        },
      }),
      isWrong: async (sender) => (await sender.deliver()).milliseconds > 600,
    }),
    { timeoutMs: 400 },
  ),
  ...fault('ends-after-answer', 'answers an empty body and ends', ['ReceiverCrashed'], ['lava', 'till'], () => ({
    change: (right, state) => ({
      parse(body, request) {
        state.notes.set('ends', body.length === 0);
        return right.parse(body, request);
      },
      send(response, answer, request) {
        if (state.notes.get('ends') !== true) return right.send(response, answer, request);
        response.writeHead(answer.status, { Connection: 'close' }).end(() => {
          state.server?.close();
          state.server?.closeAllConnections();
        });
      },
    }),
    async isWrong(sender) {
      await sender.deliver({ body: '' });
      await delay(60);
      return hasFailed(await sender.deliver());
    },
  })),
  ...fault('locks-up', 'accepts nothing any more after a forgery', ['NotRecovered'], ['encrata', 'till'], () => ({
    change: (right, { notes }) => ({
      verify(request, body) {
        if (notes.has('locked')) return { status: 403, text: 'locked' };
        const refusal = right.verify(request, body);
        if (refusal) notes.set('locked', true);
        return refusal;
      },
    }),
    async isWrong(sender) {
      await sender.deliver({ edit: () => ({}) });
      return !isFine(await sender.deliver());
    },
  })),
];
