/** Receivers that do not bear odd bodies. */
import { all, fault, hasFailed, isFine } from './fault.ts';

const MEGABYTE = 1024 * 1024;

/** What is wrong about bodies. */
export const bodyFaults = [
  ...fault('malformed-json', 'fails at a body that is not JSON', ['MalformedBodyFails'], all, (scheme) => ({
    change: (right) => ({
      parse(body, request) {
        const payload = JSON.parse(body.toString()) as unknown;
        return payload === null || typeof scheme.name(payload) !== 'string' ? right.parse(body, request) : { payload };
      },
    }),
    isWrong: async (sender) => hasFailed(await sender.deliver({ body: 'no json' })),
  })),
  ...fault('empty-body', 'fails at an empty body', ['EmptyBodyFails'], ['leadlex', 'till'], () => ({
    change: (right) => ({
      parse(body, request) {
        if (body.length === 0) throw new TypeError('undefined has no members');
        return right.parse(body, request);
      },
    }),
    isWrong: async (sender) => hasFailed(await sender.deliver({ body: '' })),
  })),
  ...fault('null', 'fails at the JSON null', ['OddPayloadFails'], all, (scheme) => ({
    change: (right) => ({
      parse(body, request) {
        const parsed = right.parse(body, request);
        return 'payload' in parsed || body.toString() !== 'null' ? parsed : { payload: scheme.name(null) };
      },
    }),
    isWrong: async (sender) => hasFailed(await sender.deliver({ body: 'null' })),
  })),
  ...fault(
    'not-utf-8',
    'fails at bytes that are not UTF-8',
    ['InvalidUtf8Fails'],
    ['encrata', 'agentmessage', 'till'],
    () => ({
      change: (right) => ({
        parse: (body, request) =>
          right.parse(Buffer.from(new TextDecoder('utf-8', { fatal: true }).decode(body)), request),
      }),
      isWrong: async (sender) => hasFailed(await sender.deliver({ body: Buffer.from([0x22, 0xff, 0x22]) })),
    }),
  ),
  ...fault('deep', 'walks through the payload by recursion', ['DeepNestingFails'], ['lava', 'leadlex', 'till'], () => {
    const walk = (value: unknown): number =>
      value !== null && typeof value === 'object' ? 1 + Math.max(0, ...Object.values(value).map(walk)) : 0;
    return {
      change: (right) => ({
        parse(body, request) {
          const parsed = right.parse(body, request);
          if ('payload' in parsed) walk(parsed.payload);
          return parsed;
        },
      }),
      isWrong: async (sender) =>
        hasFailed(
          await sender.deliver({
            body: sender
              .payload((payload) => ({ ...payload, more: 0 }))
              .replace('"more":0', `"more":${'['.repeat(20_000)}${']'.repeat(20_000)}`),
          }),
        ),
    };
  }),
  ...fault(
    'other-type',
    'has no body where the content type is not JSON, and fails',
    ['WrongContentTypeFails'],
    all,
    () => ({
      change: (right) => ({
        verify(request, body) {
          if (!/json/.test(request.headers['content-type'] ?? '') && request.method === 'POST')
            throw new TypeError('the body is undefined');
          return right.verify(request, body);
        },
      }),
      isWrong: async (sender) =>
        hasFailed(await sender.deliver({ edit: (headers) => ({ ...headers, 'Content-Type': 'text/plain' }) })),
    }),
  ),
  ...fault('exact-type', 'compares the whole content type', ['CharsetRefused'], ['lava', 'leadlex'], () => ({
    change: (right) => ({
      verify: (request, body) =>
        request.headers['content-type'] === 'application/json'
          ? right.verify(request, body)
          : { status: 415, text: 'JSON only' },
    }),
    isWrong: async (sender) =>
      !isFine(
        await sender.deliver({
          edit: (headers) => ({ ...headers, 'Content-Type': 'application/json; charset=utf-8' }),
        }),
      ),
  })),
  ...fault(
    'short-bodies',
    'refuses bodies above 16 KiB with 400',
    ['LargePayloadRefused'],
    ['encrata', 'agentmessage', 'till'],
    () => ({
      change: (right) => ({
        async read(request) {
          const body = await right.read(request);
          return 'length' in body && body.length > 16_384 ? { status: 400, text: 'bad request' } : body;
        },
      }),
      isWrong: async (sender) =>
        (await sender.deliver({ body: `${' '.repeat(20_000)}${sender.payload()}` })).status === 400,
    }),
  ),
  ...fault(
    'hangs-on-huge',
    'never answers a body above a megabyte',
    ['HugeBodyFails'],
    ['lava', 'till'],
    () => ({
      change: (right) => ({
        async read(request) {
          const body = await right.read(request);
          if ('status' in body) await new Promise(() => {});
          return body;
        },
      }),
      isWrong: async (sender) => hasFailed(await sender.deliver({ body: ' '.repeat(2 * MEGABYTE) })),
    }),
    { timeoutMs: 2000 },
  ),
  ...fault(
    'hangs-up-on-huge',
    'hangs up where a body is above a megabyte',
    ['HugeBodyFails'],
    ['encrata', 'leadlex'],
    () => ({
      change: () => ({
        async read(request) {
          const chunks: Buffer[] = [];
          let length = 0;
          for await (const chunk of request as AsyncIterable<Buffer>) {
            length += chunk.length;
            chunks.push(chunk);
            if (length > MEGABYTE) request.socket.destroy();
          }
          return Buffer.concat(chunks);
        },
      }),
      isWrong: async (sender) => hasFailed(await sender.deliver({ body: ' '.repeat(2 * MEGABYTE) })),
    }),
  ),
];
