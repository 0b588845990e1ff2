/** The registry of contracts: the `apis` of the nearest redocly.yaml, else of the one shipped with the package. */
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { HookspecError } from '../errors.ts';
import { findEntries, keepEntries } from './cache/kept-registry.ts';
import { didYouMean } from './nearest.ts';
import { packageRoot } from './package-root.ts';
import type { ParsedSource } from './source/parse-source.ts';
import { findPlace } from './source/place.ts';
import { toSourceError } from './source/problem.ts';
import type { SourceProblem } from './source/problem.ts';
import { readSource } from './source/read-source.ts';
import type { Location } from './types.ts';
import { isObject } from './value.ts';

/** One contract of a registry: an entry of `apis`. */
export interface RegistryEntry {
  readonly name: string;
  /** Absolute path of the OpenAPI document. */
  readonly root: string;
  /** Absolute paths, in the order they are applied. */
  readonly overlays: readonly string[];
  /**
   * Whether it describes an API of somebody else, to be mocked: `x-provider`, default true. One that is not is linted and
   * generated like the others, and mocked or listed only where it is named.
   */
  readonly provider: boolean;
  /** Where the entry is written. */
  readonly place: Location;
}

/** A redocly.yaml, read for its contracts. */
export interface Registry {
  /** Absolute path of the redocly.yaml. */
  readonly file: string;
  /** In the order of the file. */
  readonly entries: readonly RegistryEntry[];
}

const FILE_NAME = 'redocly.yaml';

/**
 * The registry that holds for a folder: redocly.yaml in it or above it, else the one shipped with the package.
 * @throws HookspecError `InvalidConfig` with file:line for a redocly.yaml that cannot be used
 */
export async function findRegistry(cwd: string): Promise<Registry> {
  return readRegistry(findUpwards(resolve(cwd)) ?? join(packageRoot(), FILE_NAME), cwd);
}

/**
 * The entry of a name: in the found registry first, then in the shipped one.
 * @throws HookspecError `UnknownContract` with the nearest name, `InvalidConfig`
 */
export async function findContract(name: string, cwd: string): Promise<RegistryEntry> {
  const found = await findRegistry(cwd);
  const shipped = join(packageRoot(), FILE_NAME);
  const registries = found.file === shipped ? [found] : [found, await readRegistry(shipped, cwd)];
  const entries = registries.flatMap((registry) => registry.entries);
  const entry = entries.find((candidate) => candidate.name === name);
  if (entry !== undefined) return entry;
  const names = [...new Set(entries.map((candidate) => candidate.name))];
  const providers = [...new Set(entries.filter(({ provider }) => provider).map((candidate) => candidate.name))];
  const listed = providers.length === 0 ? 'redocly.yaml names none' : `known are ${providers.join(', ')}`;
  throw new HookspecError('UnknownContract', `There is no contract ${name}; ${listed}.${didYouMean(name, names)}`);
}

function findUpwards(folder: string): string | undefined {
  const file = join(folder, FILE_NAME);
  if (existsSync(file)) return file;
  const parent = dirname(folder);
  return parent === folder ? undefined : findUpwards(parent);
}

async function readRegistry(file: string, cwd: string): Promise<Registry> {
  const text = await readSource(file, cwd);
  const kept = findEntries(file, text);
  if (kept !== undefined) return { file, entries: kept };
  const entries = await parseRegistry(text, file, cwd);
  keepEntries(file, text, entries);
  return { file, entries };
}

/**
 * The entries of a redocly.yaml whose text is known, e.g. that of another revision.
 * @param file absolute path that its own paths are relative to
 * @throws HookspecError `InvalidConfig`
 */
export async function parseRegistry(text: string, file: string, cwd: string): Promise<readonly RegistryEntry[]> {
  // Imported at first need: the YAML library takes longer to load than all that follows.
  const { parseSource } = await import('./source/parse-source.ts');
  const source = parseSource(text, file);
  const problems = [...source.problems];
  const entries = problems.length === 0 ? toEntries(source, problems) : [];
  if (problems.length > 0) throw toSourceError('InvalidConfig', file, 'configuration', problems, cwd);
  return entries;
}

function toEntries(source: ParsedSource, problems: SourceProblem[]): RegistryEntry[] {
  const report = (pointer: string, what: string, fix: string): void => {
    problems.push({ location: findPlace(source.places, pointer), what, fix });
  };
  if (!isObject(source.value)) report('', 'the file is not a map', 'write `apis:` with one entry per contract');
  const apis = isObject(source.value) ? source.value['apis'] : undefined;
  if (apis === undefined || apis === null) return [];
  if (!isObject(apis)) report('/apis', '`apis` is not a map', 'write one entry per contract: `name: { root: FILE }`');
  const folder = dirname(source.file);
  return Object.entries(isObject(apis) ? apis : {}).flatMap(([name, api]) => {
    const pointer = `/apis/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const root = isObject(api) ? api['root'] : undefined;
    if (typeof root !== 'string') {
      report(pointer, `the contract \`${name}\` has no \`root\``, 'add `root:` with the path of its OpenAPI file');
      return [];
    }
    const overlays = (isObject(api) ? api['overlays'] : undefined) ?? [];
    if (!Array.isArray(overlays) || !overlays.every((overlay) => typeof overlay === 'string')) {
      report(`${pointer}/overlays`, '`overlays` is not a list of paths', 'write `overlays: [FILE]`');
      return [];
    }
    const provider = (isObject(api) ? api['x-provider'] : undefined) ?? true;
    if (typeof provider !== 'boolean') {
      report(`${pointer}/x-provider`, '`x-provider` is neither true nor false', 'write `x-provider: false` or nothing');
      return [];
    }
    const paths = overlays.map((path) => resolve(folder, path));
    return [{ name, root: resolve(folder, root), overlays: paths, provider, place: findPlace(source.places, pointer) }];
  });
}
