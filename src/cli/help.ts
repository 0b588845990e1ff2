/** The help texts, from the command table. */
import type { Command, Flag } from './command.ts';
import type { CommandEntry } from './commands.ts';

/** `hookspec --help`. */
export function toHelp(commands: readonly CommandEntry[]): string {
  const groups = [...new Set(commands.map((command) => command.group))];
  const width = Math.max(...commands.map((command) => command.name.length));
  const sections = groups.map((group) => {
    const rows = commands.filter((command) => command.group === group);
    return `${group}\n${rows.map((row) => `  ${row.name.padEnd(width)}  ${row.summary}\n`).join('')}`;
  });
  return `hookspec: the contract toolkit for webhook APIs

Usage: hookspec COMMAND [ARGUMENTS]

${sections.join('\n')}
Start here
  hookspec mock                     every contract on http://127.0.0.1:4010
  hookspec list                     names, operations, events and test keys
  hookspec COMMAND --help           flags and examples of a command

Exit codes: 0 clean, 1 findings, 2 usage or contract error, 3 server unreachable
`;
}

/** `hookspec COMMAND --help`. */
export function toCommandHelp(command: Command): string {
  const groups = [...new Set(Object.values(command.flags).map(toGroup))];
  const width = Math.max(0, ...Object.entries(command.flags).map(([name, flag]) => toLabel(name, flag).length));
  const sections = groups.map((group) => {
    const rows = Object.entries(command.flags).filter(([, flag]) => toGroup(flag) === group);
    return `\n${group}\n${rows.map(([name, flag]) => `  ${toLabel(name, flag).padEnd(width)}  ${toSummary(flag)}\n`).join('')}`;
  });
  const examples = command.examples.map((example) => `  ${example}\n`).join('');
  return `${command.summary}\n\nUsage: hookspec ${command.name} ${command.usage}\n${sections.join('')}\nExamples\n${examples}`;
}

function toGroup(flag: Flag): string {
  return flag.group ?? 'Options';
}

function toLabel(name: string, flag: Flag): string {
  return flag.type === 'boolean' ? `--${name}` : `--${name} ${flag.value ?? flag.choices?.join('|') ?? 'VALUE'}`;
}

function toSummary(flag: Flag): string {
  const notes = [flag.multiple ? 'repeatable' : '', flag.default === undefined ? '' : `default ${flag.default}`].filter(
    Boolean,
  );
  return notes.length === 0 ? flag.summary : `${flag.summary} (${notes.join(', ')})`;
}
