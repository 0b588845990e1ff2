/** Where results are kept between runs. */
import { join, resolve } from 'node:path';

/**
 * The folder of the cache: `HOOKSPEC_CACHE`, else the place the system has for caches of a user.
 * @returns undefined when it is switched off (`HOOKSPEC_CACHE=off`), or the user has no home
 */
export function findCacheFolder(
  env: Readonly<Record<string, string | undefined>> = process.env,
  platform: string = process.platform,
): string | undefined {
  const { HOOKSPEC_CACHE: chosen = '' } = env;
  if (chosen === 'off') return undefined;
  if (chosen !== '') return resolve(chosen);
  if (platform === 'win32') return env.LOCALAPPDATA ? join(env.LOCALAPPDATA, 'hookspec', 'Cache') : undefined;
  const home = env.HOME || findHome();
  if (platform === 'darwin') return home && join(home, 'Library', 'Caches', 'hookspec');
  if (env.XDG_CACHE_HOME) return join(env.XDG_CACHE_HOME, 'hookspec');
  return home && join(home, '.cache', 'hookspec');
}

function findHome(): string | undefined {
  try {
    return process.getBuiltinModule('node:os').homedir();
  } catch {
    // A user without an entry in the password file.
    return undefined;
  }
}
