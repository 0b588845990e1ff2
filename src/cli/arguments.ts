/** Reads a command's arguments strictly: an unknown flag or a missing value is a sentence, never ignored. */
import { parseArgs } from 'node:util';
import { didYouMean } from '../contract/nearest.ts';
import { HookspecError } from '../errors.ts';
import type { Command, FlagValues } from './command.ts';

/** Positional arguments and flags of a command line. */
export interface ParsedArguments {
  readonly positionals: readonly string[];
  readonly flags: FlagValues;
}

/** @throws HookspecError Usage */
export function parseFlags(command: Command, argv: readonly string[]): ParsedArguments {
  const options = Object.fromEntries(
    Object.entries(command.flags).map(([name, flag]) => [name, { type: flag.type, multiple: flag.multiple ?? false }]),
  );
  const { tokens } = parseArgs({ args: [...argv], options, strict: false, allowPositionals: true, tokens: true });
  const flags: Record<string, string | boolean | string[]> = {};
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind === 'option') take(command, token, flags);
  }
  const { min, max } = command.arguments;
  if (positionals.length < min || positionals.length > max) {
    const count = positionals.length < min ? 'too few' : 'too many';
    throw usage(command, `${count} arguments for ${command.name}`);
  }
  return { positionals, flags };
}

function take(
  command: Command,
  token: { name: string; rawName: string; value?: string | undefined },
  flags: Record<string, string | boolean | string[]>,
): void {
  const flag = Object.hasOwn(command.flags, token.name) ? command.flags[token.name] : undefined;
  if (!flag) {
    const known = Object.keys(command.flags).map((name) => `--${name}`);
    throw usage(command, `${command.name} has no flag ${token.rawName}.${didYouMean(token.rawName, known)}`);
  }
  if (flag.type === 'boolean') {
    if (token.value !== undefined) throw usage(command, `--${token.name} takes no value`);
    flags[token.name] = true;
    return;
  }
  if (token.value === undefined)
    throw usage(command, `--${token.name} needs a value, e.g. --${token.name} ${flag.value ?? 'VALUE'}`);
  if (flag.choices && !flag.choices.includes(token.value)) {
    throw usage(command, `--${token.name} ${token.value} is not possible; choose ${flag.choices.join(', ')}`);
  }
  if (flag.multiple) flags[token.name] = [...((flags[token.name] as string[] | undefined) ?? []), token.value];
  else flags[token.name] = token.value;
}

function usage(command: Command, message: string): HookspecError {
  return new HookspecError('Usage', message, {
    hint: `Usage: hookspec ${command.name} ${command.usage}\nRun \`hookspec ${command.name} --help\` for all flags.`,
  });
}

/** A flag as text, or undefined. */
export function textFlag(flags: FlagValues, name: string): string | undefined {
  const value = flags[name];
  return typeof value === 'string' ? value : undefined;
}

/** A repeatable flag as a list. */
export function listFlag(flags: FlagValues, name: string): readonly string[] {
  const value = flags[name];
  return Array.isArray(value) ? (value as string[]) : [];
}

/**
 * A flag as a whole number.
 * @throws HookspecError Usage when it is none or out of range
 */
export function numberFlag(flags: FlagValues, name: string, range: { min: number; max: number }): number | undefined {
  const text = textFlag(flags, name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= range.min && value <= range.max) return value;
  throw new HookspecError('Usage', `--${name} ${text} is no whole number from ${range.min} to ${range.max}`);
}
