/** Flags of `hookspec mock` that do at the start what the control API does later. */
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { HookspecError } from '../errors.ts';
import { parseFault, parseLatency } from '../mock/faults/parse-fault.ts';
import { readSnapshot } from '../mock/read-snapshot.ts';
import type { Mock } from '../mock/start.ts';
import type { SteeringOptions } from '../mock/steering.ts';
import { listFlag, textFlag } from './arguments.ts';
import type { CliIo, Flag, FlagValues } from './command.ts';

/** The flags. */
export const steeringFlags: Readonly<Record<string, Flag>> = {
  latency: {
    type: 'string',
    value: 'MS',
    group: 'Steering',
    summary: 'Time before each answer: 200, 100-300 or p50:20/p99:800',
  },
  fault: {
    type: 'string',
    value: 'FAULT',
    multiple: true,
    group: 'Steering',
    summary: 'Let something go wrong, e.g. createWebhook:status=503,rate=0.2 or reset,count=1',
  },
  time: {
    type: 'string',
    value: 'INSTANT[,frozen]',
    group: 'Steering',
    summary: 'Start the clock there, e.g. 2026-01-31T12:00:00Z; frozen stops it',
  },
  'time-scale': {
    type: 'string',
    value: 'N',
    default: '1',
    group: 'Steering',
    summary: 'Let the clock go N times as fast: quotas, expiry and retries come sooner',
  },
  state: { type: 'string', value: 'FILE', group: 'Steering', summary: 'Begin with a snapshot' },
  har: { type: 'string', value: 'FILE', group: 'Steering', summary: 'Write the request log there at the end' },
  'control-token': {
    type: 'string',
    value: 'TOKEN',
    group: 'Steering',
    summary: 'Token of the control API; else HOOKSPEC_CONTROL_TOKEN',
  },
};

/** @throws HookspecError Usage, FileNotFound, UnreadableFile */
export async function readSteering(flags: FlagValues, { cwd, env }: CliIo): Promise<SteeringOptions> {
  const latency = textFlag(flags, 'latency');
  const faults = listFlag(flags, 'fault').map(parseFault);
  const time = textFlag(flags, 'time');
  const file = textFlag(flags, 'state');
  const har = textFlag(flags, 'har');
  // Found out now: at the end the log would be lost.
  if (har !== undefined) await appendFile(resolve(cwd, har), '').catch((error: unknown) => refuseHar(har, error));
  return {
    faults: latency === undefined ? faults : [parseLatency(latency), ...faults],
    time: time === undefined ? undefined : parseTime(time),
    controlToken: textFlag(flags, 'control-token') ?? (env.HOOKSPEC_CONTROL_TOKEN || undefined),
    state: file === undefined ? undefined : await readState(file, cwd),
  };
}

/** Writes the request log where `--har` wants it. @throws HookspecError UnreadableFile */
export async function writeHar(flags: FlagValues, mock: Mock, cwd: string): Promise<void> {
  const file = textFlag(flags, 'har');
  if (file === undefined) return;
  const text = `${JSON.stringify(mock.toHar(), undefined, 2)}\n`;
  await writeFile(resolve(cwd, file), text).catch((error: unknown) => refuseHar(file, error));
}

function refuseHar(file: string, error: unknown): never {
  const { code = 'unknown reason' } = error as NodeJS.ErrnoException;
  throw new HookspecError('UnreadableFile', `--har ${file} cannot be written (${code})`);
}

const TIME = /^(?:(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)),)?(frozen)$/;

function parseTime(text: string): SteeringOptions['time'] {
  const match = TIME.exec(text) ?? TIME.exec(`${text},frozen`);
  const at = match?.[1] === undefined ? undefined : Date.parse(match[1]);
  const frozen = /(?:^|,)frozen$/.test(text);
  if (match && !Number.isNaN(at ?? 0) && (at !== undefined || frozen)) return { at, frozen };
  throw new HookspecError(
    'Usage',
    `--time ${text} is no time: write 2026-01-31T12:00:00Z, the same with ",frozen", or frozen`,
  );
}

async function readState(file: string, cwd: string): Promise<SteeringOptions['state']> {
  const text = await readFile(resolve(cwd, file), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new HookspecError('FileNotFound', `--state ${file} does not exist`);
    throw new HookspecError('UnreadableFile', `--state ${file} cannot be read (${error.code})`);
  });
  const snapshot = readSnapshot(parse(text));
  if (typeof snapshot === 'string') throw new HookspecError('Usage', `--state ${file}: ${snapshot}`);
  return snapshot;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
