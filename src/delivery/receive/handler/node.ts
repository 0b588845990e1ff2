/** The handler for servers of Node. Types are spelt out, so that whoever runs elsewhere needs none of Node's. */
import { RawBodyGone, type Answer, type RawRequest } from './answer.ts';
import { readBody } from './read-body.ts';

/** What is used of an `IncomingMessage`. */
export interface NodeRequest extends AsyncIterable<unknown> {
  readonly method?: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Whether something has read from it. */
  readonly readableDidRead?: boolean;
}

/** What is used of a `ServerResponse`. */
export interface NodeResponse {
  writeHead(status: number, headers: Record<string, string>): unknown;
  end(body: string): unknown;
}

/** Answers a request of `node:http`. */
export type NodeHandler = (request: NodeRequest, response: NodeResponse) => Promise<void>;

/** Answers a request of Express; it never calls `next`. */
export type ExpressHandler = NodeHandler;

/** The form for `node:http`. */
export function toNodeHandler(answer: (request: RawRequest) => Promise<Answer>): NodeHandler {
  return (request, response) => respond(answer, request, response, (maxBody) => readStream(request, maxBody));
}

/**
 * The form for Express. The body is a buffer of `express.raw`, the `rawBody` that some hosts and `verify` functions leave,
 * or still unread.
 */
export function toExpressHandler(answer: (request: RawRequest) => Promise<Answer>): ExpressHandler {
  return (request, response) =>
    respond(answer, request, response, async (maxBody) => {
      const { body, rawBody } = request as { readonly body?: unknown; readonly rawBody?: unknown };
      const raw = [rawBody, body].find((value) => value instanceof Uint8Array);
      if (raw) return raw.length > maxBody ? undefined : raw;
      return readStream(request, maxBody);
    });
}

function readStream(request: NodeRequest, maxBody: number): Promise<Uint8Array | undefined> {
  if (request.readableDidRead)
    throw new RawBodyGone(
      "The raw body is gone: a parser such as express.json() has read it. Mount the handler before the parser, or give its route express.raw({ type: '*/*' })",
    );
  return readBody(request as AsyncIterable<Uint8Array>, maxBody);
}

async function respond(
  answer: (request: RawRequest) => Promise<Answer>,
  { method = 'GET', headers }: NodeRequest,
  response: NodeResponse,
  readBody: RawRequest['readBody'],
): Promise<void> {
  const { status, headers: own, body } = await answer({ method, headers, readBody });
  response.writeHead(status, { ...own });
  response.end(body);
}
