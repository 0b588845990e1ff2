/** Runs a check against the first of the invented provider's wrong servers that it has to catch. */
import { join } from 'node:path';
import { wrongAuth } from '../auth/wrong.ts';
import { createHooks, loadHooks } from './hooks.ts';
import { judge, judgeAt } from './judge.ts';
import { listenRaw } from './net-server.ts';
import { wrongHandlers, wrongServers } from './wrong.ts';
import { addHeaders, wrongHeaders } from './wrong-headers.ts';

const cwd = join(import.meta.dirname, '../../..');

/** @throws Error when no wrong server is known for the check */
export async function judgeWrong(check: string) {
  const options = { only: [check], cwd };
  const handler = wrongHandlers.find(([name]) => name === check);
  if (handler) return judge(handler[2], options);
  const caller = wrongAuth.find(([name]) => name === check);
  if (caller) return judge((same) => same, { ...options, ...caller[4] }, undefined, caller[2]);
  const header = wrongHeaders.find(([name]) => name === check);
  if (header) return judge(header[2], { ...options, destructive: true }, await loadHooks(addHeaders));
  const wrong = wrongServers.find(([name]) => name === check);
  if (!wrong) throw new Error(`no wrong server is known for ${check}`);
  await using server = await listenRaw(createHooks(), wrong[2]);
  return await judgeAt(server.origin, options);
}
