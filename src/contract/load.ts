/** Loads a contract: read → overlays → bundle → structure → upgrade to 3.1 → index → behaviour. */
import { bundle } from './bundle.ts';
import { indexEvents } from './events.ts';
import { findEvidence } from './evidence.ts';
import { mergeSource, type LoadOptions, type Merged } from './merge.ts';
import { indexOperations, type RawOperation } from './operations.ts';
import { readBehaviour, type BehaviourReading } from './read-behaviour.ts';
import { checkSecurity, readSchemes } from './security.ts';
import { findPlace } from './source/place.ts';
import { toProblem, toSourceError, type SourceProblem } from './source/problem.ts';
import { checkStructure } from './structure.ts';
import type { Contract, JsonObject, Operation } from './types.ts';
import { upgrade } from './upgrade.ts';
import { asArray, asObject, asText, freezeDeep } from './value.ts';

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
  const { files, problems: structural } = await complete(merged);
  const { places } = merged.draft;
  const document = merged.draft.value as JsonObject;
  const { operations: raw, faults } = indexOperations(document);
  const securitySchemes = readSchemes(document);
  const reading = readBehaviour(document, raw);
  const unread = reading.problems.map(({ pointer, message }) => ({ pointer, what: message }));
  const semantic = [...faults, ...checkSecurity(raw, securitySchemes), ...unread];
  assertNone(merged, [...structural, ...semantic.map((fault) => toProblem(places, fault))]);
  const servers = asArray(document.servers).map(toServer);
  return freezeDeep({
    name: merged.name,
    title: asText(asObject(document.info).title),
    version: asText(asObject(document.info).version),
    openapi,
    document,
    files,
    servers,
    basePath: toBasePath(servers[0]),
    operations: raw.map((operation) => addBehaviour(operation, reading)),
    events: indexEvents(document),
    securitySchemes,
    behaviour: reading.behaviour,
    locate: (pointer: string) => findPlace(places, pointer),
    evidence: (pointer: string) => findEvidence(document, pointer),
  });
}

/** Bundles, checks the structure as its author wrote it, and upgrades, all in place. */
async function complete(merged: Merged): Promise<{ files: string[]; problems: SourceProblem[] }> {
  const { draft, file, overlays, policy } = merged;
  const own = [file, ...overlays];
  const bundled = await bundle(draft, own, policy);
  const structure = await checkStructure(draft.value, file, bundled.dead);
  const problems: SourceProblem[] = [
    ...merged.problems,
    ...bundled.problems,
    ...structure.map((fault) => toProblem(draft.places, fault)),
  ];
  upgrade(draft);
  return { files: [...own, ...bundled.files], problems };
}

function assertNone({ file, policy }: Merged, problems: readonly SourceProblem[]): void {
  if (problems.length > 0) throw toSourceError('InvalidContract', file, 'contract', problems, policy.cwd);
}

function addBehaviour(raw: RawOperation, reading: BehaviourReading): Operation {
  const { node: _, ...operation } = raw;
  return { ...operation, ...reading.perOperation.get(raw.id)! };
}

function toServer(server: unknown): string {
  const variables = asObject(asObject(server).variables);
  return asText(asObject(server).url).replace(/\{([^}]+)\}/g, (_, name: string) =>
    asText(asObject(variables[name]).default),
  );
}

function toBasePath(server: string | undefined): string {
  if (server === undefined || !URL.canParse(server, 'http://localhost')) return '';
  return new URL(server, 'http://localhost').pathname.replace(/\/+$/, '');
}
