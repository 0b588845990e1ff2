import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { findCacheFolder } from '../../../src/contract/cache/cache-folder.ts';

const home = { HOME: '/home/pat' };

test.each([
  ['the chosen folder', { ...home, HOOKSPEC_CACHE: 'kept' }, 'linux', resolve('kept')],
  ['nothing when it is switched off', { ...home, HOOKSPEC_CACHE: 'off' }, 'linux', undefined],
  ['the cache folder of the user', home, 'linux', '/home/pat/.cache/hookspec'],
  ['the default for an empty choice', { ...home, HOOKSPEC_CACHE: '' }, 'linux', '/home/pat/.cache/hookspec'],
  ['XDG_CACHE_HOME', { ...home, XDG_CACHE_HOME: '/var/cache/pat' }, 'linux', '/var/cache/pat/hookspec'],
  ['the place of macOS', home, 'darwin', '/home/pat/Library/Caches/hookspec'],
  ['the place of Windows', { ...home, LOCALAPPDATA: '/local' }, 'win32', '/local/hookspec/Cache'],
  ['nothing on Windows without LOCALAPPDATA', home, 'win32', undefined],
])('is %s', (_, env, platform, folder) => {
  expect(findCacheFolder(env, platform)).toBe(folder);
});
