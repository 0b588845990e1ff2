/** Prism's command line, as shipped and with its log off. */
import { join } from 'node:path';
import type { Contestant } from './contestant.ts';

/** `prism mock` with its defaults; `document` is the path of Lava's OpenAPI document. */
export function createPrismCli(root: string, document: string): Contestant {
  return toPrism(root, document, {
    name: 'Prism CLI',
    flags: [],
    logging: 'As shipped: several lines per request on stdout, which goes to /dev/null.',
  });
}

/** The same with `--verboseLevel silent`. */
export function createSilentPrismCli(root: string, document: string): Contestant {
  return toPrism(root, document, {
    name: 'Prism CLI, silent',
    flags: ['--verboseLevel', 'silent'],
    logging: 'Off: `--verboseLevel silent`.',
  });
}

function toPrism(
  root: string,
  document: string,
  { name, flags, logging }: { name: string; flags: readonly string[]; logging: string },
): Contestant {
  const bin = join(root, 'node_modules/@stoplight/prism-cli/dist/index.js');
  return {
    name,
    args: (port) => [bin, 'mock', '--port', String(port), ...flags, document],
    basePath: '',
    status: { create: 201, invalid: 400, unauthorised: 401 },
    command: `prism mock --port PORT ${[...flags, 'openapi/lava/openapi.json'].join(' ')}`,
    logging,
  };
}
