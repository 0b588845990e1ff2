/** What `sign` and `verify` read from their command line: scheme, secrets, body, headers, times. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { loadContract } from '../contract/load.ts';
import { didYouMean } from '../contract/nearest.ts';
import { HookspecError } from '../errors.ts';
import { presetNames, presets, type PresetName } from '../signing/presets.ts';
import type { SignatureScheme } from '../signing/scheme.ts';
import { listFlag, textFlag } from './arguments.ts';
import type { CliIo, Flag, FlagValues } from './command.ts';
import { contractFlags } from './select-contracts.ts';

/** Flags that both commands have. */
export const signingFlags: Readonly<Record<string, Flag>> = {
  scheme: {
    type: 'string',
    value: 'NAME',
    summary: 'How it is signed: a preset, or a contract with x-webhook-signature',
  },
  secret: {
    type: 'string',
    value: 'SECRET',
    multiple: true,
    summary: 'Secret or public key; default: the variable HOOKSPEC_SECRET',
  },
  header: { type: 'string', value: "'NAME: VALUE'", multiple: true, summary: 'Header of the delivery' },
  url: { type: 'string', value: 'URL', summary: 'Address of the receiver, where the scheme signs it' },
  id: { type: 'string', value: 'ID', summary: 'Id of the delivery, where the scheme signs one that no header holds' },
  format: { type: 'string', choices: ['text', 'json'], default: 'text', summary: 'Form of the output' },
  ...contractFlags,
};

/** @throws HookspecError Usage, UnknownContract, or whatever keeps a contract from loading */
export async function readScheme(flags: FlagValues, cwd: string): Promise<SignatureScheme> {
  const name = textFlag(flags, 'scheme');
  const hint = 'Give a preset (docs/signature-schemes.md), a name from `hookspec list`, or a path to an OpenAPI file.';
  if (name === undefined) throw new HookspecError('Usage', 'Say how it is signed: --scheme NAME', { hint });
  if ((presetNames as readonly string[]).includes(name)) return presets[name as PresetName];
  const contract = await loadContract(name, {
    cwd,
    overlays: listFlag(flags, 'overlay'),
    allowExternalRefs: flags['allow-external-refs'] === true,
  }).catch((error: unknown) => {
    if (!(error instanceof HookspecError) || error.code !== 'UnknownContract') throw error;
    const nearest = didYouMean(name, presetNames);
    throw new HookspecError('UnknownContract', `No preset and no contract is named "${name}".${nearest}`, { hint });
  });
  if (contract.behaviour.signature) return contract.behaviour.signature;
  throw new HookspecError('Usage', `${contract.name} does not say how deliveries are signed`, {
    hint: 'Add x-webhook-signature to the document or to an overlay: docs/extensions/x-webhook-signature.md.',
  });
}

/** @throws HookspecError Usage when there is none */
export function readSecrets(flags: FlagValues, env: CliIo['env']): readonly string[] {
  const given = listFlag(flags, 'secret');
  const secrets = given.length > 0 ? given : [env.HOOKSPEC_SECRET ?? ''];
  if (!secrets.includes('')) return secrets;
  throw new HookspecError('Usage', 'There is no secret', { hint: 'Pass --secret SECRET or set HOOKSPEC_SECRET.' });
}

/** Headers of the command line; one name may come several times. @throws HookspecError Usage */
export function readHeaders(flags: FlagValues): Record<string, string[]> {
  const headers: Record<string, string[]> = {};
  for (const line of listFlag(flags, 'header')) {
    const match = /^([\w!#$%&'*+.^`|~-]+):(.*)$/s.exec(line);
    if (!match) throw new HookspecError('Usage', `--header ${line} has no form of 'NAME: VALUE'`);
    (headers[match[1]!.toLowerCase()] ??= []).push(match[2]!.trim());
  }
  return headers;
}

/**
 * The bytes of a file, or of stdin where no file or `-` is named.
 * @throws HookspecError FileNotFound, or Usage where stdin is a terminal
 */
export async function readBody(file: string | undefined, cwd: string): Promise<Uint8Array> {
  if (file !== undefined && file !== '-') {
    return readFile(resolve(cwd, file)).catch((error: unknown) => {
      throw new HookspecError('FileNotFound', `${file} cannot be read`, { cause: error });
    });
  }
  if (process.stdin.isTTY) {
    throw new HookspecError('Usage', 'There is no body', { hint: 'Name a file, or pipe the raw body in.' });
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

/** A time as ISO 8601, or in seconds or milliseconds since 1970. @throws HookspecError Usage */
export function readTime(flags: FlagValues, name: string): Date | undefined {
  const text = textFlag(flags, name);
  if (text === undefined) return undefined;
  const isNumber = /^\d{9,14}$/.test(text);
  const time = new Date(isNumber ? Number(text) * (text.length < 12 ? 1000 : 1) : text);
  if (!Number.isNaN(time.getTime())) return time;
  throw new HookspecError('Usage', `--${name} ${text} is no time; write it as 2026-04-26T12:00:00Z or 1777204800`);
}
