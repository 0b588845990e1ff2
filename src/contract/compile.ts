/** Loads a contract from its files: read → overlays → bundle → structure → upgrade to 3.1 → index → behaviour. */
import { bundle } from './bundle.ts';
import { checkExtension } from './extension-schemas.ts';
import { indexDocument, type IndexedDocument } from './index-document.ts';
import { inferResources } from './infer/infer.ts';
import type { LoadOptions } from './load-options.ts';
import { mergeSource, type Merged } from './merge.ts';
import type { RawOperation } from './operations.ts';
import type { ContractOrigin } from './origin.ts';
import type { Places } from './source/place.ts';
import { toProblem, toSourceError, type SourceProblem } from './source/problem.ts';
import { checkStructure } from './structure.ts';
import type { Json, JsonObject } from './types.ts';
import { upgrade } from './upgrade.ts';
import { asObject, asText } from './value.ts';

/** A document that was found good, before it becomes a contract. */
export interface Compiled {
  /** Version of the base file as written. */
  readonly openapi: string;
  readonly indexed: IndexedDocument;
  readonly places: Places;
  /** Files read, base first; `<object>` for a document that is none. */
  readonly files: readonly string[];
  /** SHA-256 of the text of each file, as it was read. */
  readonly hashes: ReadonlyMap<string, string>;
  readonly warnings: readonly SourceProblem[];
}

/**
 * Reads, completes and checks a document.
 * @throws HookspecError as `loadContract`
 */
export async function compileDocument(
  source: string | JsonObject,
  origin: ContractOrigin,
  options: LoadOptions,
): Promise<Compiled> {
  const merged = await mergeSource(source, origin, options);
  const openapi = asText(asObject(merged.draft.value).openapi);
  const { files, problems, faults: structural } = await complete(merged);
  const { places } = merged.draft;
  const document = merged.draft.value as JsonObject;
  const indexed = indexDocument(document, {
    checkForm: checkExtension,
    ...(options.infer === true ? { complete: addInferred } : {}),
  });
  const tolerable = [...structural, ...indexed.faults.map((fault) => toProblem(places, fault))];
  const unread = indexed.reading.problems.map(({ pointer, message }) => toProblem(places, { pointer, what: message }));
  const isLenient = options.lenient === true && !merged.registered;
  assertNone(merged, [...problems, ...(isLenient ? [] : tolerable), ...unread]);
  const warnings = isLenient ? withoutRepeats(tolerable) : [];
  return { openapi, indexed, places, files, hashes: merged.hashes, warnings };
}

/** Bundles, checks the structure as its author wrote it, and upgrades, all in place. */
async function complete(
  merged: Merged,
): Promise<{ files: string[]; problems: SourceProblem[]; faults: SourceProblem[] }> {
  const { draft, file, overlays, policy } = merged;
  const own = [file, ...overlays];
  const bundled = await bundle(draft, own, policy);
  const structure = await checkStructure(draft.value, file, bundled.dead);
  const problems = [...merged.problems, ...bundled.problems];
  const faults = structure.map((fault) => toProblem(draft.places, fault));
  upgrade(draft);
  return { files: [...own, ...bundled.files], problems, faults };
}

function assertNone({ file, policy }: Merged, problems: readonly SourceProblem[]): void {
  if (problems.length > 0) throw toSourceError('InvalidContract', file, 'contract', problems, policy.cwd);
}

// Many operations can share one fault.
function withoutRepeats(problems: readonly SourceProblem[]): SourceProblem[] {
  return [...new Map(problems.map((problem) => [`${problem.pointer} ${problem.what}`, problem])).values()];
}

function addInferred(document: JsonObject, operations: readonly RawOperation[]): void {
  const { resources } = inferResources(document, operations);
  if (Object.keys(resources).length > 0) (document as Record<string, Json>)['x-resource'] = resources;
}
