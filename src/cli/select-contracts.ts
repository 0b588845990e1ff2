/** Turns names, files or nothing into loaded contracts. */
import { loadContract, type LoadOptions } from '../contract/load.ts';
import { findRegistry } from '../contract/registry.ts';
import type { Contract } from '../contract/types.ts';
import { HookspecError } from '../errors.ts';
import type { Flag, FlagValues } from './command.ts';
import { listFlag } from './arguments.ts';

/** Flags of every command that takes contracts. */
export const contractFlags: Readonly<Record<string, Flag>> = {
  overlay: {
    type: 'string',
    value: 'FILE',
    multiple: true,
    group: 'Contract',
    summary: 'OpenAPI Overlay to apply on top of the contract',
  },
  'allow-external-refs': {
    type: 'boolean',
    group: 'Contract',
    summary: 'Follow $refs outside the folder of the document',
  },
};

/**
 * Loads the contracts a command line names; all providers of the registry where it names none.
 * @param reading further wishes about how they are read
 * @throws HookspecError for unknown names, broken documents, and two contracts of one name
 */
export async function selectContracts(
  sources: readonly string[],
  flags: FlagValues,
  cwd: string,
  reading: Pick<LoadOptions, 'lenient' | 'infer'> = {},
): Promise<Contract[]> {
  const names = sources.length > 0 ? sources : await listProviders(cwd);
  if (names.length === 0) throw new HookspecError('UnknownContract', 'redocly.yaml lists no contracts under `apis`');
  const options = {
    ...reading,
    cwd,
    overlays: listFlag(flags, 'overlay'),
    allowExternalRefs: flags['allow-external-refs'] === true,
  };
  const contracts = await Promise.all(names.map((name) => loadContract(name, options)));
  const repeated = contracts.find(
    (contract, index) => contracts.findIndex(({ name }) => name === contract.name) !== index,
  );
  if (repeated)
    throw new HookspecError(
      'Usage',
      `Two contracts are named "${repeated.name}"; rename one of the files or serve them on two ports`,
    );
  return contracts;
}

async function listProviders(cwd: string): Promise<string[]> {
  const { entries } = await findRegistry(cwd);
  return entries.filter(({ provider }) => provider).map(({ name }) => name);
}
