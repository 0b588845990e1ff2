/** Makes findings of faults: one for each cause, however many responses show it. */
import { formatPlace } from '../contract/source/shown-place.ts';
import type { Contract } from '../contract/types.ts';
import type { Finding } from '../report/finding.ts';
import type { Draft, Phase } from './case.ts';
import { findingCodes, type FindingCode } from './codes.ts';
import { toSeverity, weakestEvidence } from './evidence.ts';
import { toFingerprint, withoutIndexes } from './fingerprint.ts';

/** Collects the faults of a run. */
export interface Collector {
  /** @returns the finding the fault belongs to, and whether it is the first of it */
  add(draft: Draft, phase: Phase): { readonly finding: Finding; readonly isNew: boolean };
  /** Whether a code was found, for an operation where one is given. */
  has(code: FindingCode, operationId?: string): boolean;
  /** Errors first, then in the order in which they were found. */
  findings(): Finding[];
}

/** What a collector needs to know. */
export interface CollectorOptions {
  readonly contract: Contract;
  readonly strict: boolean;
  readonly cwd: string;
  hide(text: string): string;
  toCurl(draft: Draft): string | undefined;
}

/** Creates a collector without faults. */
export function createCollector({ contract, strict, cwd, hide, toCurl }: CollectorOptions): Collector {
  const findings = new Map<string, Finding & { places: string[] }>();
  const seen = new Set<string>();
  return {
    add(draft, phase) {
      const operation = draft.operation ?? draft.exchange?.operation;
      seen.add(draft.code);
      if (operation) seen.add(`${draft.code} ${operation.id}`);
      const key = draft.key ?? [draft.contractPointer, withoutIndexes(draft.responsePointer ?? '')].join(' ');
      const fingerprint = toFingerprint([contract.name, draft.code, key]);
      const evidence = weakestEvidence(contract, [
        ...(draft.contractPointer === undefined ? [] : [draft.contractPointer]),
        ...(draft.restsOn ?? []),
      ]);
      const severity = toSeverity(evidence, strict);
      const known = findings.get(fingerprint);
      const place = hide(toPlace(draft));
      if (known) {
        if (place !== '' && !known.places.includes(place)) known.places.push(place);
        if (severity === 'error') findings.set(fingerprint, { ...known, severity });
        return { finding: findings.get(fingerprint)!, isNew: false };
      }
      const reproduce = toCurl(draft);
      const finding = {
        code: draft.code,
        severity,
        phase,
        ...(draft.check !== undefined && { check: draft.check }),
        ...(operation && { operation: operation.id }),
        message: hide(draft.message || findingCodes[draft.code]),
        ...(draft.contractPointer !== undefined && {
          contractPointer: draft.contractPointer,
          contractLocation: formatPlace(contract.locate(draft.contractPointer), cwd),
        }),
        ...(draft.responsePointer !== undefined && { responsePointer: draft.responsePointer }),
        ...(evidence && { evidence: { kind: evidence.kind, source: evidence.source } }),
        ...(reproduce !== undefined && { reproduce: hide(reproduce) }),
        places: place === '' ? [] : [place],
        fingerprint,
      };
      findings.set(fingerprint, finding);
      return { finding, isNew: true };
    },
    has: (code, operationId) => seen.has(operationId === undefined ? code : `${code} ${operationId}`),
    findings: () =>
      [...findings.values()].toSorted((a, b) => Number(a.severity !== 'error') - Number(b.severity !== 'error')),
  };
}

function toPlace({ exchange, operation, responsePointer }: Draft): string {
  const parts = [(exchange?.operation ?? operation)?.id, exchange?.response.status, responsePointer];
  return parts.filter((part) => part !== undefined && part !== '').join(' ');
}
