/** A contract out of copied files, whose places name the files that were copied. */
import { resolve } from 'node:path';
import { compileDocument } from '../../../contract/compile.ts';
import { toContract } from '../../../contract/index-document.ts';
import { findPlace } from '../../../contract/source/place.ts';
import type { Contract, Location } from '../../../contract/types.ts';
import { HookspecError } from '../../../errors.ts';
import type { SnapshotCopy } from './copy-snapshot.ts';
import type { SideOptions } from './side.ts';

/** What of the copy makes the contract. */
export interface CopiedContract {
  readonly name: string;
  /** Path of the document in the snapshot. */
  readonly root: string;
  /** Paths of its overlays in the snapshot. */
  readonly overlays: readonly string[];
  /** How files of the snapshot are named in messages, before their path. */
  readonly lead: string;
}

/**
 * Loads leniently and past the cache: the folder lives as long as this call.
 * @throws HookspecError as `loadContract`, its places being those of the snapshot
 */
export async function compileCopy(
  copy: SnapshotCopy,
  { name, root, overlays, lead }: CopiedContract,
  options: SideOptions,
): Promise<Contract> {
  const file = copy.toFile(root);
  const added = options.overlays.map((path) => resolve(options.cwd, path));
  const origin = { name, registered: false, file, overlays: [...overlays.map(copy.toFile), ...added] };
  const reading = { cwd: copy.folder, allowExternalRefs: options.allowExternalRefs, lenient: true, newer: true };
  try {
    const { openapi, files, warnings, places, indexed } = await compileDocument(file, origin, reading);
    const show = (location: Location): Location => ({ ...location, file: toShown(location.file, copy) });
    const frame = {
      name,
      lenient: true,
      openapi,
      files: files.map((path) => toShown(path, copy)),
      warnings: warnings.map((warning) => ({ ...warning, location: show(warning.location) })),
      locate: (pointer: string) => show(findPlace(places, pointer)),
    };
    return toContract(frame, indexed);
  } catch (error) {
    throw error instanceof HookspecError ? withLead(error, lead) : error;
  }
}

function toShown(file: string, { shown }: SnapshotCopy): string {
  return shown.get(file) ?? file;
}

/** Details begin with a path in the copy, which is one in the snapshot. */
function withLead(error: HookspecError, lead: string): HookspecError {
  const { code, message, details, hint, cause } = error;
  return new HookspecError(code, `${lead}${message}`, { details: details.map((line) => lead + line), hint, cause });
}
