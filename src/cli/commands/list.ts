/** `hookspec list`: what there is to mock and check. */
import type { Contract } from '../../contract/types.ts';
import { textFlag } from '../arguments.ts';
import type { Command } from '../command.ts';
import { contractFlags, selectContracts } from '../select-contracts.ts';

/** The command. */
export const listCommand: Command = {
  name: 'list',
  summary: 'Show contracts with their operations, events and the test keys that the mock knows.',
  usage: '[CONTRACT|FILE…]',
  arguments: { min: 0, max: Infinity },
  flags: {
    format: { type: 'string', choices: ['text', 'json'], default: 'text', summary: 'Form of the output' },
    ...contractFlags,
  },
  examples: ['hookspec list', 'hookspec list NAME --format json'],
  async run({ positionals, flags, io }) {
    const contracts = await selectContracts(positionals, flags, io.cwd);
    io.stdout(textFlag(flags, 'format') === 'json' ? toJson(contracts) : contracts.map(toText).join('\n'));
    return 0;
  },
};

function toJson(contracts: readonly Contract[]): string {
  const value = {
    contracts: contracts.map((contract) => ({
      name: contract.name,
      title: contract.title,
      path: `/${contract.name}${contract.basePath}`,
      operations: contract.operations.map(({ id, method, path }) => ({ id, method, path })),
      events: contract.events.map(({ name }) => name),
      keys: (contract.behaviour.keys?.list ?? []).map(({ name, token, scopes, status }) => ({
        name,
        token,
        scopes,
        status,
      })),
    })),
  };
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function toText(contract: Contract): string {
  const operations = contract.operations.map(({ id, method, path }) => [method.toUpperCase(), path, id]);
  const keys = (contract.behaviour.keys?.list ?? []).map((key) => [
    key.token,
    key.name,
    key.status === 'active' ? key.description : key.status,
  ]);
  return [
    `${contract.name}: ${contract.title} ${contract.version}, served at /${contract.name}${contract.basePath}\n`,
    toTable('operations', operations),
    toTable(
      'events',
      contract.events.map(({ name, summary }) => [name, summary]),
    ),
    toTable('test keys', keys),
  ].join('');
}

function toTable(title: string, rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const lines = rows.map(
    (row) =>
      `    ${row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd()}\n`,
  );
  return `  ${title}\n${lines.join('')}`;
}
