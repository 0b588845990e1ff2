/** The flags of a check that say how much is sent and how the server is reached. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type ConformanceOptions, type Profile, profiles } from '../conformance/options.ts';
import { HookspecError } from '../errors.ts';
import { listFlag, numberFlag, textFlag } from './arguments.ts';
import type { CliIo, Flag, FlagValues } from './command.ts';
import { findProxy } from './proxy.ts';

/** Which cases are run. */
export const selectionFlags: Readonly<Record<string, Flag>> = {
  profile: {
    type: 'string',
    choices: profiles,
    default: 'full',
    group: 'What is sent',
    summary: 'How much; quick: what finds most, with at most 60 requests',
  },
  phase: { type: 'string', value: 'PHASE', multiple: true, group: 'What is sent', summary: 'Run that phase only' },
  only: { type: 'string', value: 'CHECK', multiple: true, group: 'What is sent', summary: 'Run that check only' },
  skip: { type: 'string', value: 'CHECK', multiple: true, group: 'What is sent', summary: 'Leave that check out' },
  fuzz: {
    type: 'string',
    value: 'N',
    default: '50',
    group: 'What is sent',
    summary: 'Requests with generated values',
  },
};

/** How much is sent, and how the server is reached. */
export const connectionFlags: Readonly<Record<string, Flag>> = {
  rate: { type: 'string', value: 'N', group: 'Limits', summary: 'Requests per second; default: no limit' },
  'max-requests': { type: 'string', value: 'N', group: 'Limits', summary: 'Send no more; the clean-up included' },
  workers: {
    type: 'string',
    value: 'N',
    default: '1',
    group: 'Limits',
    summary: 'Run that many independent cases at once',
  },
  header: {
    type: 'string',
    value: "'NAME: VALUE'",
    multiple: true,
    group: 'Connection',
    summary: 'Send it with every request',
  },
  proxy: {
    type: 'string',
    value: 'URL',
    group: 'Connection',
    summary: 'Send through it; default: HTTPS_PROXY, HTTP_PROXY and NO_PROXY',
  },
  ca: { type: 'string', value: 'FILE', group: 'Connection', summary: 'Trust that certificate authority too (PEM)' },
  insecure: { type: 'boolean', group: 'Connection', summary: 'Accept any certificate' },
};

/** @throws HookspecError Usage, UnreadableFile */
export function readSelection(
  flags: FlagValues,
): Pick<ConformanceOptions, 'profile' | 'phases' | 'only' | 'skip' | 'fuzz'> {
  return {
    profile: textFlag(flags, 'profile') as Profile | undefined,
    phases: listFlag(flags, 'phase'),
    only: listFlag(flags, 'only'),
    skip: listFlag(flags, 'skip'),
    fuzz: numberFlag(flags, 'fuzz', { min: 0, max: 1_000_000 }),
  };
}

/**
 * @param server whose address decides about a proxy
 * @throws HookspecError Usage, UnreadableFile
 */
export function readConnection(
  flags: FlagValues,
  io: CliIo,
  server: string,
): Pick<ConformanceOptions, 'rate' | 'maxRequests' | 'workers' | 'headers' | 'connection' | 'timeoutMs'> {
  const seconds = numberFlag(flags, 'timeout', { min: 1, max: 86_400 });
  const ca = textFlag(flags, 'ca');
  return {
    rate: numberFlag(flags, 'rate', { min: 1, max: 10_000 }),
    maxRequests: numberFlag(flags, 'max-requests', { min: 1, max: 1_000_000 }),
    workers: numberFlag(flags, 'workers', { min: 1, max: 64 }),
    timeoutMs: seconds === undefined ? undefined : seconds * 1000,
    headers: readHeaders(listFlag(flags, 'header')),
    connection: {
      proxy: findProxy(server, textFlag(flags, 'proxy'), io.env),
      insecure: flags['insecure'] === true,
      ...(ca !== undefined && { ca: [readCertificates(resolve(io.cwd, ca))] }),
    },
  };
}

/** Headers as `NAME: VALUE`. @throws HookspecError Usage */
export function readHeaders(lines: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    lines.map((line) => {
      const [, name, value] = /^([!#$%&'*+.^_`|~\w-]+):[ \t]*([\t\x20-\x7e]*)$/.exec(line) ?? [];
      if (name !== undefined && value !== undefined) return [name, value.trimEnd()];
      throw new HookspecError('Usage', `--header ${JSON.stringify(line)} is no header`, {
        hint: "Write a name, a colon and a value, e.g. --header 'X-Environment: staging'.",
      });
    }),
  );
}

/** @throws HookspecError Usage, UnreadableFile */
export function readCertificates(file: string): string {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new HookspecError('UnreadableFile', `--ca ${file} cannot be read: ${(error as Error).message}`, {
      cause: error,
    });
  }
  if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
  throw new HookspecError('Usage', `--ca ${file} holds no certificate in PEM form`);
}
