/** What the tests use of Express, which has no types of its own. */
declare module 'express' {
  import type { IncomingMessage, ServerResponse } from 'node:http';
  type Handler = (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void) => unknown;
  interface Express {
    (request: IncomingMessage, response: ServerResponse): void;
    use(handler: Handler): Express;
    post(path: string, ...handlers: Handler[]): Express;
    listen(port: number, host: string, ready: () => void): import('node:http').Server;
  }
  function express(): Express;
  namespace express {
    function json(options?: { verify?: (request: object, response: unknown, body: Buffer) => void }): Handler;
    function raw(options?: { type?: string }): Handler;
  }
  // oxlint-disable-next-line import/no-default-export
  export default express;
}
