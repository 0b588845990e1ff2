/** Compares two versions of a contract. */
import { isDeepStrictEqual } from 'node:util';
import type { Contract } from '../../contract/types.ts';
import type { Change, DiffReport, Policy } from './change.ts';
import { joinCauses } from './join-causes.ts';
import { judgeAlternatives } from './judge-alternatives.ts';
import { judgeFaults } from './judge-faults.ts';
import { judgeMarks } from './judge-marks.ts';
import { judgePayloads, withAnything } from './judge-payloads.ts';
import { judgeRedocly } from './judge-redocly.ts';
import { judgeStructure } from './judge-structure.ts';
import { normaliseDocument } from './normalise/normalise-document.ts';
import { proposeAlternatives } from './propose/alternatives.ts';
import { proposeAnnotations } from './propose/annotations.ts';
import { proposeBehaviour } from './propose/behaviour/propose-behaviour.ts';
import { toBehaviourPair } from './propose/behaviour/versions.ts';
import { proposeFaults } from './propose/faults.ts';
import { proposeStructure, proposeWrittenStructure } from './propose/propose-structure.ts';
import { askRedocly } from './propose/redocly.ts';
import { areaOf } from './rules.ts';
import { listSites } from './sites.ts';
import { countChanges } from './summary.ts';
import { adviseVersion } from './version-advice.ts';
import { pairCalls } from './wire/pair-calls.ts';
import { readApi } from './wire/read-api.ts';

/** How two versions are compared. */
export interface DiffOptions {
  /** Default `tolerant`: clients and subscribers ignore members and enum values that they do not know. */
  readonly policy?: Policy;
  /** What the versions are called in the report. Default: the names of the contracts. */
  readonly labels?: { readonly base?: string; readonly head?: string };
  /** ISO 8601 date that sunset dates are held against. Default: today, UTC. */
  readonly today?: string;
  /** Folder that places are shown relative to. Default: the current one. */
  readonly cwd?: string;
  /** Whether `redocly diff` is asked too, in a process of its own. Default true. */
  readonly redocly?: boolean;
  /** Takes a sentence where the comparison had to go on without something. */
  readonly notify?: (sentence: string) => void;
}

/**
 * Finds what a change of a contract means for those who use it: what breaks, for whom, and a payload that proves it.
 * @param base the older version, which programs in use follow
 * @param head the newer one
 * @example const report = await diffContracts(await loadContract('old.yaml'), await loadContract('new.yaml'));
 */
export async function diffContracts(base: Contract, head: Contract, options: DiffOptions = {}): Promise<DiffReport> {
  const { policy = 'tolerant', labels = {} } = options;
  const changes = await listChanges(base, head, { ...options, policy });
  const advice = adviseVersion(base.version, changes);
  return {
    base: { label: labels.base ?? base.name, version: base.version },
    head: { label: labels.head ?? head.name, version: head.version },
    policy,
    changes,
    summary: countChanges(changes),
    ...(advice && { advice }),
  };
}

async function listChanges(
  base: Contract,
  head: Contract,
  options: DiffOptions & { readonly policy: Policy },
): Promise<Change[]> {
  const {
    policy,
    today = new Date().toISOString().slice(0, 10),
    redocly = true,
    notify,
    cwd = process.cwd(),
  } = options;
  const versions = {
    base: { cwd, contract: base, plain: normaliseDocument(base.document) },
    head: { cwd, contract: head, plain: normaliseDocument(head.document) },
  };
  // Read once more as they were written: the plain form has lost the names of alternatives, empty lists of credentials, and
  // keywords that nobody can read.
  const written = pairCalls(readApi(base.document), readApi(head.document));
  const writtenSites = listSites(written);
  const texts = { base: base.document, head: head.document };
  const faults = proposeFaults(writtenSites, texts);
  const [before, after] = [versions.base.plain.document, versions.head.plain.document];
  if (isDeepStrictEqual(before, after) && faults.every(({ isOld }) => isOld)) return [];
  // It works while we do.
  const asked = redocly ? askRedocly(before, after) : undefined;
  const documents = { base: withAnything(before), head: withAnything(after) };
  const pairs = pairCalls(readApi(documents.base), readApi(documents.head));
  const sites = listSites(pairs);
  const proved = judgeFaults(faults, judgePayloads(sites, documents, policy));
  const { payloads, alternatives } = judgeAlternatives(proposeAlternatives(writtenSites, texts), proved);
  const drafts = [
    ...judgeStructure(proposeStructure(pairs, today)),
    ...judgeStructure(proposeBehaviour(toBehaviourPair(base, head, pairs))),
    ...judgeStructure(proposeWrittenStructure(written)).map((draft) => ({ ...draft, isWritten: true })),
    ...alternatives,
    ...judgeMarks(judgeStructure(proposeAnnotations(sites, documents)), payloads),
  ];
  const answer = (await asked) ?? { verdicts: [] };
  if ('failure' in answer) notify?.(answer.failure);
  const verdicts = 'failure' in answer ? [] : answer.verdicts;
  return joinCauses(judgeRedocly(drafts, verdicts, pairs, areaOf), versions);
}
