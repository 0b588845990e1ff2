/** Reviews a contract as its redocly.yaml asks for. */
import { loadContract, type LoadOptions } from '../contract/load.ts';
import { mergeDocument, type MergedDocument } from '../contract/merge.ts';
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
 * redocly.yaml above `cwd`, else by the presets `recommended` of Redocly and `hookspec/recommended`.
 * @param source a name in redocly.yaml, a path, or a document
 * @throws HookspecError as `loadContract`: a contract that cannot be loaded has more to say than rules do;
 * `InvalidConfig` for rules that cannot be used
 */
export async function reviewContract(source: string | JsonObject, options: LoadOptions = {}): Promise<Review> {
  const contract = await loadContract(source, options);
  return { contract, findings: await lintLoaded(source, await mergeDocument(source, options), contract, options) };
}

/** What the rules say about one document. */
export interface LintedDocument {
  /** Name of the contract: that of redocly.yaml, else that of its file. */
  readonly name: string;
  /** As those of {@link Review}. */
  readonly findings: readonly Finding[];
}

/**
 * As {@link reviewContract}, for any OpenAPI document from 3.0 to 3.2: faults that a rule names do not stop it, and what
 * only a mock needs is not asked for.
 * @throws HookspecError as `loadContract` for what cannot be read at all; `InvalidConfig`
 */
export async function lintContract(source: string, options: LoadOptions = {}): Promise<LintedDocument> {
  const target = await mergeDocument(source, options);
  // What comes in 3.2 the loader does not know; the rules do.
  const isNewer = String(target.document['openapi']).startsWith('3.2.');
  const contract = isNewer ? undefined : await loadContract(source, { ...options, lenient: true });
  return { name: target.name, findings: await lintLoaded(source, target, contract, options) };
}

async function lintLoaded(
  source: string | JsonObject,
  target: MergedDocument,
  contract: Contract | undefined,
  options: LoadOptions,
): Promise<Finding[]> {
  const cwd = options.cwd ?? process.cwd();
  const alias = typeof source === 'string' && target.name === source ? source : undefined;
  const rules = await loadLintRules(await findRulesFile(alias, cwd));
  const show = (place: Location) => formatPlace(place, cwd);
  const findings = await lintDocument(target, rules.forContract(alias), show);
  return contract ? [...findings, ...reviewSchemas(contract, alias !== undefined, show)] : findings;
}

async function findRulesFile(alias: string | undefined, cwd: string): Promise<string | undefined> {
  if (alias !== undefined) return (await findContract(alias, cwd)).place.file;
  const registry = await findRegistry(cwd);
  return findProjectFolder(registry, cwd) === undefined ? undefined : registry.file;
}
