/** Serves a function from plain request to plain response on a port of its own, with nothing of the mock around it. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PlainRequest, PlainResponse } from '../../../src/mock/message.ts';

/** A function on a port. */
export interface Serving extends AsyncDisposable {
  readonly url: string;
}

/** Starts serving on any free port. */
export async function serve(
  answer: (request: PlainRequest) => PlainResponse | Promise<PlainResponse>,
): Promise<Serving> {
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
    const [path = '/', query = ''] = (incoming.url ?? '/').split(/\?(.*)/s);
    const headers = Object.fromEntries(
      Object.entries(incoming.headers).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(', ') : (value ?? ''),
      ]),
    );
    const response = await answer({ method: incoming.method!, path, query, headers, body: Buffer.concat(chunks) });
    outgoing.writeHead(response.status, response.headers);
    outgoing.end(response.body);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
