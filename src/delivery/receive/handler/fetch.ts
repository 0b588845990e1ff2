/** The handler for servers that speak the fetch API. */
import { RawBodyGone, type Answer, type RawRequest } from './answer.ts';
import { readBody } from './read-body.ts';

/** Answers a request of the fetch API. Further arguments, such as the context of a framework, are ignored. */
export type FetchHandler = (request: Request) => Promise<Response>;

/** The fetch form of a handler. */
export function toFetchHandler(answer: (request: RawRequest) => Promise<Answer>): FetchHandler {
  return async (request) => {
    const { status, headers, body } = await answer({
      method: request.method,
      headers: request.headers,
      readBody(maxBody) {
        if (request.bodyUsed)
          throw new RawBodyGone(
            'The raw body is gone: request.json() or request.text() has read it. Give the handler the request first, or a clone of it',
          );
        return request.body ? readBody(toIterable(request.body), maxBody) : Promise.resolve(new Uint8Array());
      },
    });
    return new Response(body, { status, headers });
  };
}

/** Not every browser can iterate over a stream. */
async function* toIterable(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel();
  }
}
