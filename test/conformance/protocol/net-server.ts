/** HTTP over a plain socket, as far as the checks need it, so that it can be wrong in what node:http does right. */
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import type { Handle, ReferenceResponse } from '../../servers/reference/support/http.ts';

/** What the server does wrong. */
export interface Wrong {
  /** Answers HEAD with the body of GET. */
  readonly headWithBody?: boolean;
  /** Takes a body in chunks for none. */
  readonly ignoresChunks?: boolean;
  /** Knows header names in small letters and with a capital at the start alone. */
  readonly caseSensitive?: boolean;
  /** Answers requests without Host. */
  readonly noHost?: boolean;
  /** Answers everything in chunks. */
  readonly alwaysChunked?: boolean;
  /** Refuses before the body is read, and takes the body for the next request. */
  readonly leavesBody?: boolean;
  /** Reads heads of any length. */
  readonly longHeads?: boolean;
  /** Answers long heads with 500. */
  readonly failsOnLong?: boolean;
  /** Answers 500 where `Authorization` comes twice. */
  readonly failsOnTwice?: boolean;
  /** Refuses every expectation with 400. */
  readonly noExpectation?: boolean;
  /** Stops listening after a body of more bytes than this. */
  readonly diesAfter?: number;
}

/** Serves a handler on a free port. */
export async function listenRaw(handle: Handle, wrong: Wrong = {}, tls?: TlsOptions) {
  const sockets = new Set<Socket>();
  let isDead = false;
  const accept = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => {});
    let input: Buffer = Buffer.alloc(0);
    let busy = false;
    socket.on('data', (chunk: Buffer) => {
      input = Buffer.concat([input, chunk]);
      if (!busy) void work();
    });
    const work = async (): Promise<void> => {
      busy = true;
      for (let used = await serve(input); used > 0; used = await serve(input)) input = input.subarray(used);
      busy = false;
    };
    const serve = async (bytes: Buffer): Promise<number> => {
      const headEnd = bytes.indexOf('\r\n\r\n');
      if (headEnd < 0 || isDead) return 0;
      const [line, ...lines] = bytes.toString('latin1', 0, headEnd).split('\r\n') as [string, ...string[]];
      const pairs = lines.map((entry) => [
        entry.slice(0, entry.indexOf(':')),
        entry.slice(entry.indexOf(':') + 1).trim(),
      ]);
      const headers = Object.fromEntries(
        pairs.map(([name, value]) => [
          wrong.caseSensitive && name === name!.toUpperCase() ? name! : name!.toLowerCase(),
          value!,
        ]),
      ) as Record<string, string>;
      const match = /^([A-Z]+) (\/\S*) HTTP\/(1\.[01])$/.exec(line);
      if (!match) return end(400, bytes.length);
      const [, method, target, version] = match as unknown as [string, string, string, string];
      if (version === '1.1' && headers['host'] === undefined && !wrong.noHost) return end(400, bytes.length);
      if (headEnd > 16_000 && !wrong.longHeads) return end(431, bytes.length);
      if (headEnd > 16_000 && wrong.failsOnLong) return end(500, bytes.length);
      const keys = pairs.filter(([name]) => name!.toLowerCase() === 'authorization');
      if (keys.length > 1 && wrong.failsOnTwice) return end(500, bytes.length);
      if (headers['expect'] && wrong.noExpectation) return end(400, bytes.length);
      if (headers['expect'] && bytes.length === headEnd + 4) socket.write('HTTP/1.1 100 Continue\r\n\r\n');
      const body = readBody(bytes.subarray(headEnd + 4), headers, wrong);
      const request = {
        method,
        headers,
        path: target.split('?')[0]!,
        query: new URLSearchParams(target.split('?')[1]),
      };
      const early = wrong.leavesBody ? await handle({ ...request, body: Buffer.alloc(0) }) : undefined;
      const isEarly = early !== undefined && (early.status === 401 || early.status === 404);
      if (!body && !isEarly) return 0;
      const answer = isEarly ? early : await handle({ ...request, body: body!.bytes });
      const used = headEnd + 4 + (isEarly ? 0 : body!.used);
      const closes = version === '1.0' || /close/i.test(headers['connection'] ?? '');
      socket.write(toBytes(answer, method, closes, wrong));
      if (wrong.diesAfter !== undefined && body && body.used > wrong.diesAfter) stop();
      if (closes) socket.end();
      return closes ? bytes.length : used;
    };
    const end = (status: number, used: number): number => {
      socket.end(`HTTP/1.1 ${status} No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
      return used;
    };
  };
  const server = tls ? createTlsServer(tls, accept) : createServer(accept);
  const stop = (): void => {
    isDead = true;
    server.close();
    for (const socket of sockets) socket.destroySoon();
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `${tls ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

function readBody(
  rest: Buffer,
  headers: Record<string, string>,
  { ignoresChunks }: Wrong,
): { bytes: Buffer; used: number } | undefined {
  if (headers['transfer-encoding'] === 'chunked') {
    const end = rest.indexOf('0\r\n\r\n');
    if (end < 0) return undefined;
    if (ignoresChunks) return { bytes: Buffer.alloc(0), used: end + 5 };
    const parts: Buffer[] = [];
    for (let at = 0; at < end;) {
      const lineEnd = rest.indexOf('\r\n', at);
      const size = Number.parseInt(rest.toString('latin1', at, lineEnd), 16);
      parts.push(rest.subarray(lineEnd + 2, lineEnd + 2 + size));
      at = lineEnd + 4 + size;
    }
    return { bytes: Buffer.concat(parts), used: end + 5 };
  }
  const length = Number(headers['content-length'] ?? 0);
  return rest.length < length ? undefined : { bytes: rest.subarray(0, length), used: length };
}

function toBytes(answer: ReferenceResponse, method: string, closes: boolean, wrong: Wrong): string {
  const text = answer.text ?? (answer.json === undefined ? '' : JSON.stringify(answer.json));
  const size = Buffer.byteLength(text);
  const isEmpty = answer.status === 204;
  const framing = wrong.alwaysChunked ? 'Transfer-Encoding: chunked' : `Content-Length: ${size}`;
  const body = wrong.alwaysChunked ? `${size.toString(16)}\r\n${text}\r\n0\r\n\r\n` : text;
  const lines = [
    `HTTP/1.1 ${answer.status} Yes`,
    ...Object.entries(answer.headers ?? {}).map(([name, value]) => `${name}: ${value}`),
    ...(answer.json === undefined ? [] : ['Content-Type: application/json']),
    ...(isEmpty ? [] : [framing]),
    ...(closes ? ['Connection: close'] : []),
  ];
  const shown = isEmpty || (method === 'HEAD' && !wrong.headWithBody) ? '' : body;
  return `${lines.join('\r\n')}\r\n\r\n${shown}`;
}
