/** A connection to a server: TCP, or TLS that speaks HTTP/1.1. */
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { Skip } from '../case.ts';
import type { ConnectionOptions } from '../transport.ts';

/**
 * Opens a connection.
 * @throws Skip where TLS, or a server that speaks no HTTP/1.1, does not allow it; Error with the `code` of node:net
 */
export function openSocket(
  url: string,
  { ca, insecure = false }: ConnectionOptions,
  signal: AbortSignal,
): Promise<Socket> {
  const { protocol, hostname, port } = new URL(url);
  const isSecure = protocol === 'https:';
  const host = hostname.replace(/^\[|\]$/g, '');
  const address = { host, port: Number(port || (isSecure ? 443 : 80)) };
  return new Promise((resolve, reject) => {
    const socket = isSecure
      ? connectTls({
          ...address,
          ...(/^[\d.]+$|:/.test(host) ? {} : { servername: host }),
          rejectUnauthorized: !insecure,
          ALPNProtocols: ['http/1.1'],
          ...(ca && { ca: [...ca] }),
        })
      : connectTcp(address);
    const abort = (): void => {
      socket.destroy();
      reject(signal.reason as Error);
    };
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    socket.once(isSecure ? 'secureConnect' : 'connect', () => {
      signal.removeEventListener('abort', abort);
      socket.removeAllListeners('error');
      socket.setNoDelay(true);
      resolve(socket);
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      signal.removeEventListener('abort', abort);
      const isTls = isSecure && error.code !== 'ECONNREFUSED' && error.code !== 'ECONNRESET';
      reject(isTls ? new Skip(`no connection of its own: ${error.message}`) : error);
    });
  });
}
