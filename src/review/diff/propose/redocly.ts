/** Asks `redocly diff` what it holds to be a break. Only this file knows how it is called and what it answers. */
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { JsonObject } from '../../../contract/types.ts';
import { asArray, asObject, asText } from '../../../contract/value.ts';

/** One verdict of Redocly's differ; pointers are those of the documents it was given. */
export interface RedoclyVerdict {
  /** Its rule, e.g. `enum-values-removed`. */
  readonly ruleId: string;
  readonly message: string;
  /** Where the changed node stands; absent in the version that has it not. */
  readonly base?: string;
  readonly head?: string;
}

/** What came of asking: verdicts, or why there are none. */
export type RedoclyAnswer = { readonly verdicts: readonly RedoclyVerdict[] } | { readonly failure: string };

const TIME_LIMIT_MS = 60_000;
const MOST_OUTPUT_BYTES = 256 * 1024 * 1024;

/**
 * Compares two normalised documents in a process of its own, so that it works while we do.
 * @param findProgram gives the path of its program
 * @returns what it would answer with a major version; never throws
 */
export async function askRedocly(
  base: JsonObject,
  head: JsonObject,
  findProgram: () => Promise<string> = findBin,
): Promise<RedoclyAnswer> {
  let folder: string | undefined;
  try {
    folder = await mkdtemp(join(tmpdir(), 'hookspec-diff-'));
    await Promise.all([
      writeFile(join(folder, 'base.json'), JSON.stringify(base)),
      writeFile(join(folder, 'head.json'), JSON.stringify(head)),
    ]);
    return { verdicts: readVerdicts(JSON.parse(await run(await findProgram(), folder))) };
  } catch (error) {
    return {
      failure: `redocly diff could not be asked (${toReason(error)}); our own rules and the prover went on without it.`,
    };
  } finally {
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  }
}

async function findBin(): Promise<string> {
  const manifest = createRequire(import.meta.url).resolve('@redocly/cli/package.json');
  const { bin } = JSON.parse(await readFile(manifest, 'utf8')) as { bin: { redocly: string } };
  return join(dirname(manifest), bin.redocly);
}

function run(bin: string, folder: string): Promise<string> {
  const args = [bin, 'diff', 'base.json', 'head.json', '--format=json', '--fail-on=none', '--lint-config=off'];
  // It starts in a folder without redocly.yaml, and is to ask nobody for updates.
  const env = {
    ...process.env,
    NODE_OPTIONS: '',
    REDOCLY_TELEMETRY: 'off',
    REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true',
  };
  const options = { cwd: folder, env, timeout: TIME_LIMIT_MS, maxBuffer: MOST_OUTPUT_BYTES };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, options, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(stderr.trim().split('\n')[0] || error.message, { cause: error }));
    });
  });
}

function readVerdicts(report: unknown): RedoclyVerdict[] {
  return asArray(asObject(report)['changes']).flatMap((entry) => {
    const change = asObject(entry);
    const at = asText(change['path']).replace(/^#/, '');
    const base = asObject(change['base'])['pointer'];
    const head = asObject(change['revision'])['pointer'];
    return asArray(change['verdicts'])
      .map(asObject)
      .filter((verdict) => verdict['impact'] === 'major')
      .map((verdict) => ({
        ruleId: asText(verdict['ruleId']),
        message: asText(verdict['message']),
        ...pointerMember('base', base, change['base'] === undefined ? undefined : at),
        ...pointerMember('head', head, change['revision'] === undefined ? undefined : at),
      }));
  });
}

function pointerMember(
  side: 'base' | 'head',
  written: unknown,
  otherwise: string | undefined,
): { base?: string; head?: string } {
  const pointer = typeof written === 'string' ? written.replace(/^#/, '') : otherwise;
  return pointer === undefined ? {} : { [side]: pointer };
}

function toReason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (/Cannot find module|MODULE_NOT_FOUND/.test(message)) return '@redocly/cli is not installed';
  return message.replaceAll(/\s+/g, ' ').slice(0, 200).replace(/\.$/, '');
}
