/** From what the user named to the files of a contract. */
import { basename, resolve } from 'node:path';
import { findContract } from './registry.ts';
import { isAddress } from './source/is-address.ts';
import { OBJECT_FILE } from './source/place.ts';
import type { LoadOptions } from './load-options.ts';
import type { JsonObject } from './types.ts';

/** Which files a contract is made of, and its name. */
export interface ContractOrigin {
  readonly name: string;
  /** Whether it was found in redocly.yaml by its name. */
  readonly registered: boolean;
  /** Base file, absolute, an http(s) address, or `<object>`. */
  readonly file: string;
  /** Overlay files, absolute, in the order they are applied. */
  readonly overlays: readonly string[];
}

/**
 * Finds the files of a contract; nothing is read but redocly.yaml.
 * @throws HookspecError `UnknownContract`, `InvalidConfig`
 */
export async function findOrigin(source: string | JsonObject, options: LoadOptions): Promise<ContractOrigin> {
  const cwd = resolve(options.cwd ?? process.cwd());
  const added = (options.overlays ?? []).map((path) => resolve(cwd, path));
  const given = (name: string, file: string): ContractOrigin => ({
    name: options.name ?? name,
    registered: false,
    file,
    overlays: added,
  });
  if (typeof source !== 'string') return given('contract', OBJECT_FILE);
  if (isAddress(source)) return given(toName(new URL(source).pathname), source);
  if (/[/\\]|\.(ya?ml|json)$/i.test(source)) return given(toName(source), resolve(cwd, source));
  const entry = await findContract(source, cwd);
  const overlays = [...entry.overlays, ...added];
  return { name: options.name ?? toName(entry.name), registered: true, file: entry.root, overlays };
}

// The name becomes a part of URLs and file names.
function toName(path: string): string {
  const name = basename(path)
    .replace(/\.(ya?ml|json)$/i, '')
    .toLowerCase();
  return name.replace(/[^a-z0-9._-]+/g, '-').replace(/^[-.]+|[-.]+$/g, '') || 'contract';
}
