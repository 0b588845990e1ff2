/** Loads a contract: read → overlays → bundle → structure → upgrade to 3.1 → index → behaviour. */
import { bundle } from './bundle.ts';
import { indexEvents } from './events.ts';
import { inferResources } from './infer/infer.ts';
import { findEvidence } from './evidence.ts';
import { mergeSource, type LoadOptions, type Merged } from './merge.ts';
import { indexOperations, type RawOperation } from './operations.ts';
import { readBehaviour, type BehaviourReading } from './read-behaviour.ts';
import { checkSecurity, readSchemes, settleSecurity } from './security.ts';
import { readBasePaths, readServers } from './servers.ts';
import { findPlace } from './source/place.ts';
import { toProblem, toSourceError, type SourceProblem } from './source/problem.ts';
import { checkStructure } from './structure.ts';
import type { Contract, Json, JsonObject, Operation } from './types.ts';
import { upgrade } from './upgrade.ts';
import { asObject, asText, freezeDeep } from './value.ts';

export type { LoadOptions } from './merge.ts';

/**
 * Loads a contract and freezes it. Any OpenAPI 3.0 or 3.1 document will do, with or without extensions.
 * @param source a name in redocly.yaml, a path (with a slash or a `.yaml`, `.yml`, `.json` ending), or a document
 * @throws HookspecError `UnknownContract`, `FileNotFound`, `UnreadableFile`, `RefRefused`, and `InvalidContract` with
 * every problem at once, one `file:line:column` each
 * @example const contract = await loadContract('openapi/shop.yaml');
 */
export async function loadContract(source: string | JsonObject, options: LoadOptions = {}): Promise<Contract> {
  const merged = await mergeSource(source, options);
  const openapi = asText(asObject(merged.draft.value).openapi);
  const { files, problems, faults: structural } = await complete(merged);
  const { places } = merged.draft;
  const document = merged.draft.value as JsonObject;
  const { operations: found, faults } = indexOperations(document);
  const securitySchemes = readSchemes(document);
  const tolerable = [
    ...structural,
    ...[...faults, ...checkSecurity(found, securitySchemes)].map((fault) => toProblem(places, fault)),
  ];
  const raw = found.map((operation) => settleSecurity(operation, securitySchemes));
  if (options.infer === true) addInferred(document, raw);
  const reading = readBehaviour(document, raw);
  const unread = reading.problems.map(({ pointer, message }) => toProblem(places, { pointer, what: message }));
  const isLenient = options.lenient === true && !merged.registered;
  assertNone(merged, [...problems, ...(isLenient ? [] : tolerable), ...unread]);
  const basePaths = readBasePaths(document);
  return freezeDeep({
    name: merged.name,
    title: asText(asObject(document.info).title),
    version: asText(asObject(document.info).version),
    openapi,
    document,
    files,
    servers: readServers(document),
    basePath: basePaths[0] ?? '',
    basePaths,
    operations: raw.map((operation) => addBehaviour(operation, reading)),
    events: indexEvents(document),
    securitySchemes,
    behaviour: reading.behaviour,
    warnings: isLenient ? withoutRepeats(tolerable) : [],
    locate: (pointer: string) => findPlace(places, pointer),
    evidence: (pointer: string) => findEvidence(document, pointer),
  });
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

function addBehaviour(raw: RawOperation, reading: BehaviourReading): Operation {
  const { node: _, ...operation } = raw;
  return { ...operation, ...reading.perOperation.get(raw.id)! };
}

// Many operations can share one fault.
function withoutRepeats(problems: readonly SourceProblem[]): SourceProblem[] {
  return [...new Map(problems.map((problem) => [`${problem.pointer} ${problem.what}`, problem])).values()];
}

function addInferred(document: JsonObject, operations: readonly RawOperation[]): void {
  const { resources } = inferResources(document, operations);
  if (Object.keys(resources).length > 0) (document as Record<string, Json>)['x-resource'] = resources;
}
