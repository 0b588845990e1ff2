/** fastify with ajv: a hand-written server of one operation. */
import { fileURLToPath } from 'node:url';
import type { Contestant } from './contestant.ts';

const server = fileURLToPath(import.meta.resolve('./fastify-server.mjs'));

/** `document` is the path of Lava's OpenAPI document. */
export function createFastify(document: string): Contestant {
  return {
    name: 'fastify + ajv',
    args: (port) => [server, String(port), document],
    basePath: '/lava/v1',
    status: { create: 201, invalid: 400, unauthorised: 401 },
    command: 'node test/bench/contestants/fastify-server.mjs PORT openapi/lava/openapi.json',
    logging: 'Off: `logger: false`, its default.',
  };
}
