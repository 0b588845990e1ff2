/** Makes findings of faults: one for each cause, however many responses show it. */
import type { Evidence } from '../contract/behaviour.ts';
import { formatPlace } from '../contract/source/shown-place.ts';
import type { Contract } from '../contract/types.ts';
import type { Baseline } from './baseline.ts';
import type { Finding, FindingRequest, FindingResponse } from '../report/finding.ts';
import type { Case, Draft } from './case.ts';
import { findingCodes, type FindingCode } from './codes.ts';
import { toSeverity, weakestEvidence } from './evidence.ts';
import type { Exchange } from './exchange.ts';
import { toFingerprint, withoutIndexes } from './fingerprint.ts';
import { showReceived } from './received.ts';
import type { SecretNames } from './secret-names.ts';

/** Where a fault was met. */
export interface Sighting {
  readonly case: Pick<Case, 'id' | 'phase' | 'title' | 'check'>;
  /** What the case had sent by then. */
  readonly exchanges: readonly Exchange[];
}

/** The first sighting of a finding. */
export interface Source extends Sighting {
  readonly draft: Draft;
}

/** Collects the faults of a run. */
export interface Collector {
  /** @returns the finding the fault belongs to, and whether it is the first of it */
  add(draft: Draft, sighting: Sighting): { readonly finding: Finding; readonly isNew: boolean };
  /** Whether a code was found, for an operation where one is given. */
  has(code: FindingCode, operationId?: string): boolean;
  /** Errors first, then in the order in which they were found. */
  findings(): Finding[];
  /** How a finding was met first. */
  sourceOf(fingerprint: string): Source | undefined;
}

/** What a collector needs to know. */
export interface CollectorOptions {
  readonly contract: Contract;
  readonly strict: boolean;
  readonly cwd: string;
  readonly names: SecretNames;
  readonly baseline?: Baseline | undefined;
  hide(text: string): string;
  /** What a report shows of the exchange, and the line that repeats it. */
  show(draft: Draft): {
    readonly reproduce?: string;
    readonly request?: FindingRequest;
    readonly response?: FindingResponse;
  };
}

/** Creates a collector without faults. */
export function createCollector(options: CollectorOptions): Collector {
  const { contract, strict, cwd, names, baseline, hide, show } = options;
  const listed = baseline && new Set(baseline.findings.map(({ fingerprint }) => fingerprint));
  const findings = new Map<string, Finding & { places: string[] }>();
  const sources = new Map<string, Source>();
  const seen = new Set<string>();
  // Every name of a cause → fingerprint of its finding.
  const causes = new Map<string, string>();
  const findCause = ({ code, aliases = [], partOf = [] }: Draft, key: string): string | undefined =>
    [key, ...aliases, ...partOf].map((name) => causes.get(`${code} ${name}`)).find((found) => found !== undefined);
  return {
    add(draft, sighting) {
      const operation = draft.operation ?? (draft.exchange ?? draft.sent)?.operation;
      seen.add(draft.code);
      if (operation) seen.add(`${draft.code} ${operation.id}`);
      const key = draft.key ?? [draft.contractPointer, withoutIndexes(draft.responsePointer ?? '')].join(' ');
      const fingerprint = findCause(draft, key) ?? toFingerprint([contract.name, draft.code, key]);
      const isPart = draft.partOf?.some((name) => causes.get(`${draft.code} ${name}`) === fingerprint) ?? false;
      if (!isPart) for (const name of [key, ...(draft.aliases ?? [])]) causes.set(`${draft.code} ${name}`, fingerprint);
      const evidence = weakestEvidence(contract, [
        ...(draft.contractPointer === undefined ? [] : [draft.contractPointer]),
        ...(draft.restsOn ?? []),
      ]);
      const severity = strict ? 'error' : (draft.severity ?? toSeverity(evidence, strict));
      const known = findings.get(fingerprint);
      const place = hide(toPlace(draft));
      const isPlainer = known !== undefined && oddness(draft) < oddness(sources.get(fingerprint)!.draft);
      if (known && !isPlainer) {
        if (place !== '' && !known.places.includes(place)) known.places.push(place);
        if (severity === 'error') findings.set(fingerprint, { ...known, severity });
        return { finding: findings.get(fingerprint)!, isNew: false };
      }
      const check = draft.check ?? sighting.case.check;
      // What a check of all answers expects is not what the case is about.
      const expected = draft.expected ?? (draft.check === undefined ? sighting.case.title : undefined);
      const places = place === '' || known?.places.includes(place) ? [] : [place];
      const finding = {
        code: draft.code,
        severity: known?.severity === 'error' ? known.severity : severity,
        phase: sighting.case.phase,
        ...(check !== undefined && { check }),
        ...(operation && { operation: operation.id }),
        message: hide(draft.message || findingCodes[draft.code]),
        ...(draft.contractPointer !== undefined && {
          contractPointer: draft.contractPointer,
          contractLocation: formatPlace(contract.locate(draft.contractPointer), cwd),
        }),
        ...(draft.responsePointer !== undefined && { responsePointer: draft.responsePointer }),
        ...(expected !== undefined && { expected: hide(expected) }),
        received: hide(draft.received ?? showReceived(draft, names)),
        ...toEvidence(evidence, draft.contractPointer, contract, cwd),
        ...show(draft),
        places: [...places, ...(known?.places ?? [])],
        ...(listed && { state: listed.has(fingerprint) ? ('known' as const) : ('new' as const) }),
        fingerprint,
      };
      findings.set(fingerprint, finding);
      sources.set(fingerprint, { ...sighting, draft });
      return { finding, isNew: known === undefined };
    },
    has: (code, operationId) => seen.has(operationId === undefined ? code : `${code} ${operationId}`),
    findings: () =>
      [...findings.values()].toSorted((a, b) => Number(a.severity !== 'error') - Number(b.severity !== 'error')),
    sourceOf: (fingerprint) => sources.get(fingerprint),
  };
}

/** A rule that nothing weakens is documented: by what its node says of itself, else by the document at that place. */
function toEvidence(
  evidence: Evidence | undefined,
  pointer: string | undefined,
  contract: Contract,
  cwd: string,
): Pick<Finding, 'evidence'> {
  if (evidence) return { evidence: { kind: evidence.kind, source: evidence.source } };
  if (pointer === undefined) return {};
  const source = contract.evidence(pointer)?.source ?? formatPlace(contract.locate(pointer), cwd);
  return { evidence: { kind: 'documented', source } };
}

/** Of all that shows one fault the plainest request is the one to show. */
function oddness({ odd = 0 }: Draft): number {
  return odd;
}

function toPlace({ exchange, operation, responsePointer }: Draft): string {
  const parts = [(exchange?.operation ?? operation)?.id, exchange?.response.status, responsePointer];
  return parts.filter((part) => part !== undefined && part !== '').join(' ');
}
