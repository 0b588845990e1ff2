/** Serves a route file of Next.js over plain Node, as Next does: the export named after the method, else 405. */
import { createServer } from 'node:http';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';

type Route = Record<string, ((request: Request) => Promise<Response>) | undefined>;
const route = (await import(pathToFileURL(process.argv[2]!).href)) as Route;

const server = createServer(async (incoming, response) => {
  const { method = 'GET' } = incoming;
  const hasBody = method !== 'GET' && method !== 'HEAD';
  const request = new Request(`http://127.0.0.1${incoming.url}`, {
    method,
    headers: incoming.headers as Record<string, string>,
    ...(hasBody && { body: Readable.toWeb(incoming) as ReadableStream, duplex: 'half' as const }),
  });
  const answer = (await route[method]?.(request)) ?? new Response(null, { status: 405 });
  response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
});
server.listen(Number(process.env['PORT']), '127.0.0.1', () => {
  process.stdout.write(`listening on ${JSON.stringify(server.address())}\n`);
});
