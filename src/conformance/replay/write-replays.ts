/** Writes a file for each finding. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toShownFile } from '../../contract/source/shown-place.ts';
import { HookspecError } from '../../errors.ts';
import type { Finding } from '../../report/finding.ts';
import type { OpenSession } from '../open-session.ts';
import { toReplay } from './to-replay.ts';

/**
 * @param folder made when it is not there; files of the same findings are written over
 * @returns the findings, each with its file
 * @throws HookspecError UnreadableFile
 */
export function writeReplays(
  session: OpenSession,
  findings: readonly Finding[],
  { folder, cwd }: { readonly folder: string; readonly cwd: string },
): Finding[] {
  try {
    if (findings.length > 0) mkdirSync(folder, { recursive: true });
    return findings.map((finding) => {
      const replay = toReplay(session, finding);
      if (!replay) return finding;
      const file = join(folder, `${finding.code}-${finding.fingerprint}.json`);
      writeFileSync(file, `${JSON.stringify(replay, null, 2)}\n`);
      return { ...finding, replay: toShownFile(file, cwd) };
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    throw new HookspecError('UnreadableFile', `No replay can be written to ${folder}: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
