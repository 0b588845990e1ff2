/** hookspec as users run it: the built package. */
import { join } from 'node:path';
import type { Contestant } from './contestant.ts';

/** Folders that one run of hookspec may use. */
export interface HookspecCaches {
  /** Folder of the plan cache, or `off`. */
  readonly plan: string;
  /** Node makes its compile cache below this folder, as it does below the system's temporary folder. */
  readonly compile: string;
}

/** hookspec from `build`, the folder of a built package; `flags` are further flags of `mock`, `contract` what it serves. */
export function createHookspec(
  build: string,
  caches: HookspecCaches,
  flags: readonly string[] = [],
  contract = 'lava',
): Contestant {
  return {
    name: 'hookspec',
    args: (port) => [join(build, 'dist/cli/bin.js'), 'mock', contract, '--quiet', '--port', String(port), ...flags],
    env: { HOOKSPEC_CACHE: caches.plan, TMPDIR: caches.compile },
    basePath: '/lava/v1',
    status: { create: 201, invalid: 400, unauthorised: 401 },
    command: [`hookspec mock ${contract} --quiet --port PORT`, ...flags].join(' '),
    logging: 'No line per request: `--quiet`. The ring of the last requests cannot be switched off and is filled.',
  };
}
