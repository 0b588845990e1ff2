/** From a finished document to the contract that other rooms see: operations, events, behaviour, all frozen. */
import { indexEvents } from './events.ts';
import { findEvidence } from './evidence.ts';
import type { CheckForm } from './extension-names.ts';
import { indexOperations, type RawOperation } from './operations.ts';
import { readBehaviour, type BehaviourReading } from './read-behaviour.ts';
import { checkSecurity, readSchemes, settleSecurity } from './security.ts';
import { readBasePaths, readServers } from './servers.ts';
import type { Fault, SourceProblem } from './source/problem.ts';
import type { Contract, JsonObject, Location, Operation, SecurityScheme } from './types.ts';
import { asObject, asText, freezeDeep } from './value.ts';

/** A document with all that is read from it. */
export interface IndexedDocument {
  readonly document: JsonObject;
  readonly operations: readonly RawOperation[];
  readonly securitySchemes: readonly SecurityScheme[];
  readonly reading: BehaviourReading;
  /** What is wrong with its operations. */
  readonly faults: readonly Fault[];
}

/** What a contract has besides its document. */
export interface ContractFrame {
  readonly name: string;
  /** Version of the base file as written. */
  readonly openapi: string;
  readonly files: readonly string[];
  /** Whether faults were to become warnings. */
  readonly lenient: boolean;
  readonly warnings: readonly SourceProblem[];
  locate(pointer: string): Location;
}

/** How a document is indexed. */
export interface IndexOptions {
  /** Checks each extension against its schema; left out for a document that was found good before. */
  readonly checkForm?: CheckForm;
  /** May add to the document what its operations show, before its extensions are read. */
  readonly complete?: (document: JsonObject, operations: readonly RawOperation[]) => void;
}

/** Reads a bundled document of OpenAPI 3.1. */
export function indexDocument(document: JsonObject, options: IndexOptions = {}): IndexedDocument {
  const { operations: found, faults } = indexOperations(document);
  const securitySchemes = readSchemes(document);
  const operations = found.map((operation) => settleSecurity(operation, securitySchemes));
  options.complete?.(document, operations);
  return {
    document,
    operations,
    securitySchemes,
    reading: readBehaviour(document, operations, options.checkForm),
    faults: [...faults, ...checkSecurity(found, securitySchemes)],
  };
}

/** Puts the contract together and freezes it. */
export function toContract(frame: ContractFrame, indexed: IndexedDocument): Contract {
  const { document, operations, reading, securitySchemes } = indexed;
  const { name, openapi, files, lenient, warnings, locate } = frame;
  const basePaths = readBasePaths(document);
  return freezeDeep({
    name,
    title: asText(asObject(document.info).title),
    version: asText(asObject(document.info).version),
    openapi,
    document,
    files,
    servers: readServers(document),
    basePath: basePaths[0] ?? '',
    basePaths,
    operations: operations.map((operation) => addBehaviour(operation, reading)),
    events: indexEvents(document),
    securitySchemes,
    behaviour: reading.behaviour,
    lenient,
    warnings,
    locate,
    evidence: (pointer: string) => findEvidence(document, pointer),
  });
}

function addBehaviour(raw: RawOperation, reading: BehaviourReading): Operation {
  const { node: _, ...operation } = raw;
  return { ...operation, ...reading.perOperation.get(raw.id)! };
}
