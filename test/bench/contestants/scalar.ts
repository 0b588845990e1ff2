/** Scalar's mock server. */
import { fileURLToPath } from 'node:url';
import type { Contestant } from './contestant.ts';

const server = fileURLToPath(import.meta.resolve('./scalar-server.mjs'));

/** `document` is the path of Lava's OpenAPI document. */
export function createScalar(document: string): Contestant {
  return {
    name: 'Scalar mock server',
    args: (port) => [server, String(port), document],
    basePath: '',
    status: { create: 201, invalid: 422, unauthorised: 401 },
    command: 'node test/bench/contestants/scalar-server.mjs PORT openapi/lava/openapi.json',
    logging: 'Off: `logger: false`; it has no request log.',
  };
}
