/** What a shell can complete a command line with. */
import { loadContract } from '../contract/load.ts';
import { findRegistry } from '../contract/registry.ts';
import { presetNames } from '../signing/presets.ts';
import type { Command } from './command.ts';
import { commands } from './commands.ts';

/** Shells that `hookspec completion` writes a script for. */
export const shells = ['bash', 'zsh', 'fish'] as const;

/**
 * The words that may stand in the last place.
 * @param words of the command line behind `hookspec`; the last one is the one that is being written, maybe empty
 * @returns none where a file may stand, or where nobody knows
 */
export async function findCandidates(words: readonly string[], cwd: string): Promise<readonly string[]> {
  const before = words.slice(0, -1);
  const current = words.at(-1) ?? '';
  const found = await listWords(before, current, cwd);
  return found.filter((word) => word.startsWith(current));
}

async function listWords([name, ...rest]: readonly string[], current: string, cwd: string): Promise<readonly string[]> {
  const names = commands.map((command) => command.name);
  if (name === undefined) return current.startsWith('-') ? ['--help', '--version'] : [...names, 'help'];
  if (name === 'help') return rest.length === 0 ? names : [];
  const command = await commands.find((entry) => entry.name === name)?.load();
  if (!command) return [];
  const flag = rest.at(-1)?.replace(/^--/, '');
  if (rest.at(-1)?.startsWith('--') && command.flags[flag!]?.type === 'string')
    return listValues(command, flag!, rest, cwd);
  if (current.startsWith('-')) return [...Object.keys(command.flags).map((key) => `--${key}`), '--help'];
  return listArguments(command, toPositionals(command, rest), cwd);
}

/** Values of a flag. */
async function listValues(
  command: Command,
  flag: string,
  rest: readonly string[],
  cwd: string,
): Promise<readonly string[]> {
  const { choices } = command.flags[flag]!;
  if (choices) return choices;
  if (flag === 'contract') return listContracts(cwd);
  if (flag === 'scheme') return [...presetNames, ...(await listContracts(cwd))];
  const at = rest.indexOf('--contract');
  const contract = at >= 0 ? rest[at + 1] : toPositionals(command, rest)[0];
  return flag === 'event' ? listEvents(contract, cwd) : [];
}

async function listArguments(command: Command, before: readonly string[], cwd: string): Promise<readonly string[]> {
  if (command.name === 'completion') return before.length === 0 ? shells : [];
  // `CONTRACT|FILE …`, `[CONTRACT|FILE…]`: the usage says whether contracts come first.
  if (!/^\[?CONTRACT/.test(command.usage)) return [];
  if (before.length === 0 || command.usage.includes('…]')) return listContracts(cwd);
  return /^CONTRACT\S* EVENT/.test(command.usage) && before.length === 1 ? listEvents(before[0], cwd) : [];
}

/** Words that are neither flags nor their values. */
function toPositionals({ flags }: Command, words: readonly string[]): string[] {
  return words.filter((word, index) => {
    const flag = words[index - 1]?.replace(/^--/, '');
    const isValue = words[index - 1]?.startsWith('--') === true && flags[flag!]?.type === 'string';
    return !word.startsWith('-') && !isValue;
  });
}

/** A registry that cannot be read completes nothing; the command will say why. */
async function listContracts(cwd: string): Promise<readonly string[]> {
  return findRegistry(cwd).then(
    ({ entries }) => entries.map(({ name }) => name),
    () => [],
  );
}

async function listEvents(contract: string | undefined, cwd: string): Promise<readonly string[]> {
  if (contract === undefined) return [];
  return loadContract(contract, { cwd, lenient: true }).then(
    ({ events }) => events.map(({ name }) => name),
    () => [],
  );
}
