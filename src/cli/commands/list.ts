/** `hookspec list`: what there is to mock and check. */
import type { Contract } from '../../contract/types.ts';
import { toColumns } from '../../report/columns.ts';
import { textFlag } from '../arguments.ts';
import type { Command } from '../command.ts';
import type { InferredView } from '../inferred.ts';
import { contractFlags, selectContracts } from '../select-contracts.ts';

/** The command. */
export const listCommand: Command = {
  name: 'list',
  summary: 'Show contracts with their operations, events and the test keys that the mock knows.',
  usage: '[CONTRACT|FILE…]',
  arguments: { min: 0, max: Infinity },
  flags: {
    format: { type: 'string', choices: ['text', 'json'], default: 'text', summary: 'Form of the output' },
    infer: {
      type: 'boolean',
      summary: 'Show what `mock --infer` gives a memory, and what it leaves alone and why',
    },
    ...contractFlags,
  },
  examples: ['hookspec list', 'hookspec list NAME --format json', 'hookspec list path/to/openapi.yaml --infer'],
  async run({ positionals, flags, io }) {
    const isInferring = flags.infer === true;
    // With --infer a document is read as `mock --infer` reads it.
    const contracts = await selectContracts(positionals, flags, io.cwd, { lenient: isInferring });
    // Judging what fits loads the validators, which a plain list does without.
    const toView = isInferring ? (await import('../inferred.ts')).toInferredView : undefined;
    const format = textFlag(flags, 'format') === 'json' ? toJson : toText;
    io.stdout(format(contracts, toView));
    return 0;
  },
};

/** Undefined: nobody asked. */
type ToView = ((contract: Contract) => InferredView | undefined) | undefined;

function toJson(contracts: readonly Contract[], toView: ToView): string {
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
      ...(toView && { inferred: toJsonView(toView(contract)) }),
    })),
  };
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function toJsonView(view: InferredView | undefined) {
  if (view === undefined) return null;
  const { resources, left, xResource } = view;
  return { resources, left, 'x-resource': xResource };
}

function toText(contracts: readonly Contract[], toView: ToView): string {
  return contracts
    .map((contract) => toContractText(contract) + (toView ? toViewText(toView(contract)) : ''))
    .join('\n');
}

function toViewText(view: InferredView | undefined): string {
  if (view === undefined) return '  inferred\n    nothing: the contract declares its resources itself\n';
  const { resources, left } = view;
  if (resources.length === 0 && left.length === 0) {
    return '  inferred\n    nothing: no path is posted to and has items below it\n';
  }
  const rows = resources.map(({ name, path, roles, without }) => {
    const rest = without.map(({ role, operation }) => `${role} (${operation})`).join(', ');
    return [name, path, `${roles.join(', ')}${rest === '' ? '' : `; the answer does not fit: ${rest}`}`];
  });
  return (
    toTable('inferred', rows) +
    toTable(
      'left alone',
      left.map(({ path, operation, why }) => [path, operation, why]),
    )
  );
}

function toContractText(contract: Contract): string {
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
  return `  ${title}\n${toColumns(rows, '    ').join('\n')}\n`;
}
