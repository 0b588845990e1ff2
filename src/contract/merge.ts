/** From the files of a contract, or an object, to one document: base read, overlays applied. */
import { dirname, resolve } from 'node:path';
import { HookspecError } from '../errors.ts';
import { toHash } from './cache/hash.ts';
import { readTarget, type FilePolicy } from './external-file.ts';
import type { LoadOptions } from './load-options.ts';
import { findOrigin, type ContractOrigin } from './origin.ts';
import { applyOverlay, type Draft } from './overlay.ts';
import { isAddress } from './source/is-address.ts';
import { OBJECT_FILE, createPlaces, findPlace } from './source/place.ts';
import type { ParsedSource } from './source/parse-source.ts';
import { toProblem, toSourceError, type Fault, type SourceProblem } from './source/problem.ts';
import { checkStructure } from './structure.ts';
import type { Json, JsonObject, Location } from './types.ts';
import { asObject, asText, isObject } from './value.ts';

/** A document with its overlays applied, in the version its author wrote. */
export interface Merged extends ContractOrigin {
  readonly draft: Draft;
  readonly policy: FilePolicy;
  /** SHA-256 of each text that was read so far, by file; empty for a file that changed meanwhile. */
  readonly hashes: ReadonlyMap<string, string>;
  /** Overlay actions that cannot be applied. */
  readonly problems: readonly SourceProblem[];
}

/** A merged document to look at, and where its nodes are written. */
export interface MergedDocument {
  /** Name of the contract. */
  readonly name: string;
  readonly file: string;
  readonly document: JsonObject;
  locate(pointer: string): Location;
}

/**
 * The merged document, before references are bundled and the version is upgraded; 3.2 too, which `loadContract` takes only where it is asked to.
 * @throws HookspecError as {@link mergeSource}
 */
export async function mergeDocument(source: string | JsonObject, options: LoadOptions = {}): Promise<MergedDocument> {
  const { name, file, draft } = await mergeSource(source, await findOrigin(source, options), options, READABLE);
  const { places } = draft;
  return { name, file, document: draft.value as JsonObject, locate: (pointer) => findPlace(places, pointer) };
}

/**
 * Reads and merges.
 * @throws HookspecError `UnknownContract`, `FileNotFound`, `UnreadableFile`, `RefRefused` for an address, and
 * `InvalidContract` for a file that cannot be parsed or is no OpenAPI 3 document or no Overlay
 */
export async function mergeSource(
  source: string | JsonObject,
  origin: ContractOrigin,
  options: LoadOptions,
  versions: RegExp = options.newer === true ? READABLE : LOADABLE,
): Promise<Merged> {
  const cwd = resolve(options.cwd ?? process.cwd());
  const folders = [origin.file, ...origin.overlays].map((file) => (file === OBJECT_FILE ? cwd : dirname(file)));
  const hashes = new Map<string, string>();
  const onRead = (file: string, text: string): void => {
    const hash = toHash(text);
    hashes.set(file, hashes.has(file) && hashes.get(file) !== hash ? '' : hash);
  };
  const policy: FilePolicy = { folders, allowAll: options.allowExternalRefs ?? false, cwd, onRead };
  const base = typeof source === 'string' ? await parse(origin.file, policy) : toSource(source);
  checkVersion(base, cwd, versions);
  const draft: Draft = { value: base.value, places: base.places };
  const problems: SourceProblem[] = [];
  for (const file of origin.overlays) problems.push(...(await applyOverlay(draft, await readOverlay(file, policy))));
  return { ...origin, draft, policy, hashes, problems };
}

async function parse(file: string, policy: FilePolicy): Promise<ParsedSource> {
  if (isAddress(file) && !policy.allowAll)
    throw new HookspecError('RefRefused', `${file} is on the net and is not read without leave.`);
  const source = await readTarget(file, policy);
  if (source.problems.length > 0)
    throw toSourceError('InvalidContract', file, 'OpenAPI document', source.problems, policy.cwd);
  return source;
}

// Through text, so that no part of it is shared with the caller or with another part.
function toSource(value: JsonObject): ParsedSource {
  try {
    return { file: OBJECT_FILE, value: JSON.parse(JSON.stringify(value)), places: createPlaces(), problems: [] };
  } catch (cause) {
    const message = 'The document given as an object is not JSON: it contains itself, or a value JSON has no form for.';
    throw new HookspecError('InvalidContract', message, { hint: 'Use $ref where a schema refers to itself.', cause });
  }
}

/** Versions that a contract may have. */
const LOADABLE = /^3\.[01]\.\d+(-.+)?$/;
/** Versions that the rules can judge. */
const READABLE = /^3\.[012]\.\d+(-.+)?$/;

function checkVersion(source: ParsedSource, cwd: string, versions: RegExp): void {
  const fault = findVersionFault(source.value, versions);
  if (fault === undefined) return;
  throw toSourceError('InvalidContract', source.file, 'OpenAPI document', [toProblem(source.places, fault)], cwd);
}

function findVersionFault(value: Json, versions: RegExp): Fault | undefined {
  if (!isObject(value)) {
    return { pointer: '', what: 'the document is not a map', fix: 'begin it with `openapi: 3.1.0`' };
  }
  if (value.swagger !== undefined) {
    const what = `this is OpenAPI ${String(value.swagger)}`;
    return { pointer: '/swagger', what, fix: 'convert it to OpenAPI 3.0 or 3.1' };
  }
  if (value.openapi === undefined) {
    const fix = 'begin the document with `openapi: 3.1.0`, or name another file';
    return { pointer: '', what: '`openapi` is missing: this is no OpenAPI document', fix };
  }
  if (versions.test(asText(value.openapi))) return undefined;
  const what = `version \`${String(value.openapi)}\` is not supported`;
  return { pointer: '/openapi', what, fix: 'write it in OpenAPI 3.0 or 3.1, e.g. `openapi: 3.1.0`' };
}

async function readOverlay(file: string, policy: FilePolicy): Promise<ParsedSource> {
  const overlay = await readTarget(file, policy);
  const { places, value } = overlay;
  const problems = [...overlay.problems];
  if (problems.length === 0) {
    const faults = findOverlayFault(value) ?? (await checkStructure(value, file));
    problems.push(...faults.map((fault) => toProblem(places, fault)));
  }
  if (problems.length > 0) throw toSourceError('InvalidContract', file, 'OpenAPI Overlay', problems, policy.cwd);
  return overlay;
}

function findOverlayFault(value: Json): Fault[] | undefined {
  if (/^1\.[01]\.\d+$/.test(asText(asObject(value).overlay))) return undefined;
  const fix = 'begin it with `overlay: 1.0.0`';
  return [{ pointer: '/overlay', what: '`overlay` must name version 1.0 or 1.1', fix }];
}
