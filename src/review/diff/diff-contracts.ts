/** Compares two versions of a contract. */
import { isDeepStrictEqual } from 'node:util';
import type { Contract } from '../../contract/types.ts';
import type { Change, DiffReport, Policy } from './change.ts';
import { joinCauses } from './join-causes.ts';
import { judgePayloads, withAnything } from './judge-payloads.ts';
import { judgeStructure } from './judge-structure.ts';
import { normaliseDocument } from './normalise/normalise-document.ts';
import { proposeStructure } from './propose/propose-structure.ts';
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
}

/**
 * Finds what a change of a contract means for those who use it: what breaks, for whom, and a payload that proves it.
 * @param base the older version, which programs in use follow
 * @param head the newer one
 * @example const report = await diffContracts(await loadContract('old.yaml'), await loadContract('new.yaml'));
 */
export async function diffContracts(base: Contract, head: Contract, options: DiffOptions = {}): Promise<DiffReport> {
  const { policy = 'tolerant', labels = {}, today = new Date().toISOString().slice(0, 10) } = options;
  const changes = await listChanges(base, head, policy, today);
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

async function listChanges(base: Contract, head: Contract, policy: Policy, today: string): Promise<Change[]> {
  const versions = {
    base: { contract: base, plain: normaliseDocument(base.document) },
    head: { contract: head, plain: normaliseDocument(head.document) },
  };
  const documents = {
    base: withAnything(versions.base.plain.document),
    head: withAnything(versions.head.plain.document),
  };
  if (isDeepStrictEqual(documents.base, documents.head)) return [];
  const pairs = pairCalls(readApi(documents.base), readApi(documents.head));
  const drafts = [
    ...judgeStructure(proposeStructure(pairs, today)),
    ...judgePayloads(listSites(pairs), documents, policy),
  ];
  return joinCauses(drafts, versions);
}
