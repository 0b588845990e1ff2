/** Loads a contract: read → overlays → bundle → structure → upgrade to 3.1 → index → behaviour. */
import { bundle } from './bundle.ts';
import { indexEvents } from './events.ts';
import { findEvidence } from './evidence.ts';
import type { Problem } from './extension-schemas.ts';
import { mergeSource, type LoadOptions, type Merged } from './merge.ts';
import { indexOperations, type RawOperation } from './operations.ts';
import { readBehaviour, type BehaviourReading } from './read-behaviour.ts';
import { checkSecurity, readSchemes } from './security.ts';
import { findPlace } from './source/place.ts';
import { toSourceError, type SourceProblem } from './source/problem.ts';
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
  const files = await complete(merged);
  const document = merged.draft.value as JsonObject;
  const { operations: raw, problems } = indexOperations(document);
  const securitySchemes = readSchemes(document);
  const reading = readBehaviour(document, raw);
  assertNone(merged, [...problems, ...checkSecurity(raw, securitySchemes), ...reading.problems]);
  const servers = asArray(document.servers).map(toServer);
  const { places } = merged.draft;
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

/** Bundles, checks and upgrades in place. Every problem up to here is told at once. */
async function complete(merged: Merged): Promise<string[]> {
  const { draft, file, overlays, policy } = merged;
  const own = [file, ...overlays];
  const bundled = await bundle(draft, own, policy);
  const structure = await checkStructure(draft.value, file);
  const problems: SourceProblem[] = [
    ...merged.problems,
    ...bundled.problems,
    ...structure.map(({ pointer, what, fix }) => ({ location: findPlace(draft.places, pointer), what, fix })),
  ];
  if (problems.length > 0) throw toSourceError('InvalidContract', file, 'OpenAPI document', problems, policy.cwd);
  await upgrade(draft);
  return [...own, ...bundled.files];
}

function assertNone({ draft, file, policy }: Merged, problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  const placed = problems.map(({ pointer, message }) => ({
    location: findPlace(draft.places, pointer),
    what: message,
  }));
  throw toSourceError('InvalidContract', file, 'contract', placed, policy.cwd);
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
