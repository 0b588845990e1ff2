/** From a name, a path or an object to one document: base read, overlays applied. */
import { basename, dirname, resolve } from 'node:path';
import { HookspecError } from '../errors.ts';
import { isAddress, readTarget, type FilePolicy } from './external-file.ts';
import { applyOverlay, type Draft } from './overlay.ts';
import { findContract } from './registry.ts';
import { OBJECT_FILE, createPlaces, findPlace } from './source/place.ts';
import { parseSource, type ParsedSource } from './source/parse-source.ts';
import { toProblem, toSourceError, type Fault, type SourceProblem } from './source/problem.ts';
import { readSource } from './source/read-source.ts';
import { checkStructure } from './structure.ts';
import type { Json, JsonObject, Location } from './types.ts';
import { asObject, asText, isObject } from './value.ts';

/** How a contract is read. */
export interface LoadOptions {
  /** Folder that relative paths and the search for redocly.yaml start from. Default: the current one. */
  readonly cwd?: string;
  /** Name of the contract. Default: its name in redocly.yaml, else the name of its file. */
  readonly name?: string;
  /** OpenAPI Overlays to apply after those of redocly.yaml; paths relative to `cwd`. */
  readonly overlays?: readonly string[];
  /** Follow `$ref`s out of the document's folder and to the net. Default false. */
  readonly allowExternalRefs?: boolean;
  /**
   * Load a document in spite of faults that a mock can live with: they become `Contract.warnings`. What still stops it
   * are syntax errors, references that lead nowhere and extensions of ours that cannot be read. Contracts out of
   * redocly.yaml are held to the rules all the same. Default false.
   */
  readonly lenient?: boolean;
  /** Give plain collections of a document without `x-resource` a memory: it is inferred from paths. Default false. */
  readonly infer?: boolean;
}

/** A document with its overlays applied, in the version its author wrote. */
export interface Merged {
  readonly name: string;
  /** Whether it was found in redocly.yaml by its name. */
  readonly registered: boolean;
  /** Base file, absolute, or `<object>`. */
  readonly file: string;
  /** Overlay files, absolute, in the order they were applied. */
  readonly overlays: readonly string[];
  readonly draft: Draft;
  readonly policy: FilePolicy;
  /** Overlay actions that cannot be applied. */
  readonly problems: readonly SourceProblem[];
}

/** A merged document to look at, and where its nodes are written. */
export interface MergedDocument {
  readonly file: string;
  readonly document: JsonObject;
  locate(pointer: string): Location;
}

interface Origin {
  readonly name: string;
  readonly registered: boolean;
  readonly file: string;
  readonly overlays: readonly string[];
}

/**
 * The merged document, before references are bundled and the version is upgraded.
 * @throws HookspecError as {@link mergeSource}
 */
export async function mergeDocument(source: string | JsonObject, options: LoadOptions = {}): Promise<MergedDocument> {
  const { file, draft } = await mergeSource(source, options);
  const { places } = draft;
  return { file, document: draft.value as JsonObject, locate: (pointer) => findPlace(places, pointer) };
}

/**
 * Reads and merges.
 * @throws HookspecError `UnknownContract`, `FileNotFound`, `UnreadableFile`, `RefRefused` for an address, and
 * `InvalidContract` for a file that cannot be parsed or is no OpenAPI 3 document or no Overlay
 */
export async function mergeSource(source: string | JsonObject, options: LoadOptions): Promise<Merged> {
  const cwd = resolve(options.cwd ?? process.cwd());
  const origin = await findOrigin(source, options, cwd);
  const folders = [origin.file, ...origin.overlays].map((file) => (file === OBJECT_FILE ? cwd : dirname(file)));
  const policy: FilePolicy = { folders, allowAll: options.allowExternalRefs ?? false, cwd };
  const base = typeof source === 'string' ? await parse(origin.file, policy) : toSource(source);
  checkVersion(base, cwd);
  const draft: Draft = { value: base.value, places: base.places };
  const problems: SourceProblem[] = [];
  for (const file of origin.overlays) problems.push(...(await applyOverlay(draft, await readOverlay(file, policy))));
  return { ...origin, draft, policy, problems };
}

async function findOrigin(source: string | JsonObject, options: LoadOptions, cwd: string): Promise<Origin> {
  const added = (options.overlays ?? []).map((path) => resolve(cwd, path));
  const given = (name: string, file: string): Origin => ({
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

async function parse(file: string, policy: FilePolicy): Promise<ParsedSource> {
  if (isAddress(file) && !policy.allowAll)
    throw new HookspecError('RefRefused', `${file} is on the net and is not read without leave.`);
  const source = isAddress(file)
    ? await readTarget(file, policy)
    : parseSource(await readSource(file, policy.cwd), file);
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

function checkVersion(source: ParsedSource, cwd: string): void {
  const fault = findVersionFault(source.value);
  if (fault === undefined) return;
  throw toSourceError('InvalidContract', source.file, 'OpenAPI document', [toProblem(source.places, fault)], cwd);
}

function findVersionFault(value: Json): Fault | undefined {
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
  if (/^3\.[01]\.\d+(-.+)?$/.test(asText(value.openapi))) return undefined;
  const what = `version \`${String(value.openapi)}\` is not supported`;
  return { pointer: '/openapi', what, fix: 'write it in OpenAPI 3.0 or 3.1, e.g. `openapi: 3.1.0`' };
}

async function readOverlay(file: string, policy: FilePolicy): Promise<ParsedSource> {
  const overlay = parseSource(await readSource(file, policy.cwd), file);
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
