/** Reviews a contract as its redocly.yaml asks for. */
import { loadContract, type LoadOptions } from '../contract/load.ts';
import { mergeDocument } from '../contract/merge.ts';
import { findProjectFolder } from '../contract/project-folder.ts';
import { findContract, findRegistry } from '../contract/registry.ts';
import { formatPlace } from '../contract/source/shown-place.ts';
import type { Contract, JsonObject, Location } from '../contract/types.ts';
import type { Finding } from '../report/finding.ts';
import { lintDocument } from './lint.ts';
import { loadLintRules } from './lint-rules.ts';
import { reviewSchemas } from './schemas.ts';

/** What a review found. */
export interface Review {
  readonly contract: Contract;
  /** By place, the base file first; places are relative to `cwd` where they lie below it. */
  readonly findings: readonly Finding[];
}

/**
 * Lints the merged document of a contract by the rules of its redocly.yaml; a file or an object by those of the nearest
 * redocly.yaml above `cwd`, else by Redocly's `recommended`.
 * @param source a name in redocly.yaml, a path, or a document
 * @throws HookspecError as `loadContract`: a contract that cannot be loaded has more to say than rules do;
 * `InvalidConfig` for rules that cannot be used
 */
export async function reviewContract(source: string | JsonObject, options: LoadOptions = {}): Promise<Review> {
  const cwd = options.cwd ?? process.cwd();
  const contract = await loadContract(source, options);
  const target = await mergeDocument(source, options);
  const alias = typeof source === 'string' && contract.name === source ? source : undefined;
  const rules = await loadLintRules(await findRulesFile(alias, cwd));
  const show = (place: Location) => formatPlace(place, cwd);
  const findings = await lintDocument(target, rules.forContract(alias), show);
  return { contract, findings: [...findings, ...reviewSchemas(contract, alias !== undefined, show)] };
}

async function findRulesFile(alias: string | undefined, cwd: string): Promise<string | undefined> {
  if (alias !== undefined) return (await findContract(alias, cwd)).place.file;
  const registry = await findRegistry(cwd);
  return findProjectFolder(registry, cwd) === undefined ? undefined : registry.file;
}
