/**
 * Finished documents, kept between runs. An entry holds while every file that was read for it has the same text; then
 * start-up needs neither a YAML parser nor the checks that its document has passed.
 */
import { readFileSync } from 'node:fs';
import type { Compiled } from '../compile.ts';
import type { ContractFrame } from '../index-document.ts';
import type { LoadOptions } from '../load-options.ts';
import type { ContractOrigin } from '../origin.ts';
import { isAddress } from '../source/is-address.ts';
import { OBJECT_FILE } from '../source/place.ts';
import type { SourceProblem } from '../source/problem.ts';
import { toText } from '../source/to-text.ts';
import type { JsonObject } from '../types.ts';
import { readEntry, writeEntry } from './entries.ts';
import { toHash } from './hash.ts';
import { createLocator, toPlaceTable, type PlaceTable } from './place-table.ts';
import { findShelves, ownShelf, toFile, toKey, toName, type Shelf } from './shelf.ts';

/** What a finished document depends on besides the text of its files. */
export type PlanRequest = Pick<ContractOrigin, 'file' | 'overlays' | 'registered'> & {
  readonly options: LoadOptions;
};

/** A finished document and what stands beside it in a contract. */
export interface Plan extends Omit<ContractFrame, 'name' | 'lenient'> {
  readonly document: JsonObject;
}

/** First line of an entry; the document and its places are the other two. */
interface Header {
  readonly files: readonly { readonly name: string; readonly sha256: string }[];
  readonly openapi: string;
  /** The file of a place is its number in `files`. */
  readonly warnings: readonly (Omit<SourceProblem, 'location'> & { readonly location: NumberedPlace })[];
}

interface NumberedPlace {
  readonly file: number;
  readonly line: number;
  readonly column: number;
}

const NEWLINE = 0x0a;

/** The plan of a document, when there is one that holds. */
export function findPlan(request: PlanRequest): Plan | undefined {
  if (!isKept(request.file)) return undefined;
  for (const shelf of findShelves()) {
    const entry = readEntry(shelf.folder, keyOf(shelf, request));
    const plan = entry && toPlan(shelf, entry);
    if (plan !== undefined) return plan;
  }
  return undefined;
}

/** Keeps a finished document for the next run. */
export function keepPlan(request: PlanRequest, compiled: Compiled, shelf: Shelf | undefined = ownShelf()): void {
  if (shelf === undefined || !compiled.files.every((file) => isKept(file) && compiled.hashes.get(file))) return;
  const { indexed, places, files } = compiled;
  const table = toPlaceTable(indexed.document, places, files);
  if (table === undefined) return;
  const header: Header = {
    files: files.map((file) => ({ name: toName(shelf, file), sha256: compiled.hashes.get(file)! })),
    openapi: compiled.openapi,
    warnings: compiled.warnings.map(({ location, ...problem }) => ({
      ...problem,
      location: { ...location, file: files.indexOf(location.file) },
    })),
  };
  const lines = [header, indexed.document, table].map((part) => `${JSON.stringify(part)}\n`);
  writeEntry(shelf.folder, keyOf(shelf, request), lines.join(''));
}

function toPlan(shelf: Shelf, entry: Buffer): Plan | undefined {
  try {
    const start = entry.indexOf(NEWLINE) + 1;
    const end = entry.indexOf(NEWLINE, start);
    const header = JSON.parse(entry.toString('utf8', 0, start)) as Header;
    const files = header.files.map(({ name }) => toFile(shelf, name));
    if (!header.files.every(({ sha256 }, index) => hashOf(files[index]!) === sha256)) return undefined;
    const document = JSON.parse(entry.toString('utf8', start, end)) as JsonObject;
    // A copy: the rest of the entry is not needed any more.
    const table = Buffer.from(entry.subarray(end));
    return {
      document,
      files,
      openapi: header.openapi,
      warnings: header.warnings.map(({ location, ...problem }) => ({
        ...problem,
        location: { ...location, file: files[location.file]! },
      })),
      locate: createLocator(document, files, () => JSON.parse(table.toString('utf8')) as PlaceTable),
    };
  } catch {
    // A file of the document is gone: the loader will tell.
    return undefined;
  }
}

function keyOf(shelf: Shelf, { file, overlays, registered, options }: PlanRequest): string {
  const files = [file, ...overlays].map((path) => toName(shelf, path));
  const isLenient = options.lenient === true && !registered;
  const wishes = [options.allowExternalRefs === true, isLenient, options.infer === true, options.newer === true];
  return toKey(shelf, 'plan', files, ...wishes);
}

function isKept(file: string): boolean {
  return file !== OBJECT_FILE && !isAddress(file);
}

function hashOf(file: string): string {
  return toHash(toText(readFileSync(file)));
}
