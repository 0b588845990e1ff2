/** Makes findings of the faults of a receiver: one for each cause, however many deliveries show it. */
import { formatPlace } from '../../contract/source/shown-place.ts';
import type { Contract } from '../../contract/types.ts';
import type { Finding } from '../../report/finding.ts';
import { toSeverity, weakestEvidence } from '../evidence.ts';
import { toFingerprint } from '../fingerprint.ts';
import type { ReceiverCode } from './codes.ts';
import { findCauses } from './follows.ts';
import type { ReceiverCheckOptions } from './options.ts';
import type { ReceiverDraft, ReceiverPhase } from './receiver-check.ts';
import { toReproduction } from './reproduce.ts';
import { showAnswer, showDelivery } from './show.ts';

/** Collects the faults of a run. */
export interface ReceiverCollector {
  /** @returns the finding the fault belongs to, and whether it is the first of it */
  add(
    draft: ReceiverDraft,
    phase: ReceiverPhase,
    check: string,
  ): { readonly finding: Finding; readonly isNew: boolean };
  has(code: ReceiverCode): boolean;
  /** Errors first, without what follows from another one; `rootOf` maps fingerprints of the others to their causes. */
  finish(): { readonly findings: readonly Finding[]; rootOf(fingerprint: string): string };
}

/** Creates a collector without faults. @param hide takes secrets out of a text */
export function createReceiverCollector(
  options: ReceiverCheckOptions & { readonly contract: Contract },
  hide: (text: string) => string,
): ReceiverCollector {
  const { contract, strict = false, baseline, cwd = process.cwd(), url, source = contract.name } = options;
  const known = baseline && new Set(baseline.findings.map(({ fingerprint }) => fingerprint));
  const findings = new Map<string, Finding & { readonly places: string[] }>();
  return {
    add(draft, phase, ofCase) {
      const { code, event, exchange, contractPointer, check = ofCase } = draft;
      const fingerprint = toFingerprint([contract.name, 'receiver', code, draft.key ?? '']);
      const place = [event, exchange?.response?.status].filter((part) => part !== undefined).join(' ');
      const before = findings.get(fingerprint);
      if (before) {
        if (place !== '' && !before.places.includes(place)) before.places.push(place);
        return { finding: before, isNew: false };
      }
      const pointers = [...(contractPointer === undefined ? [] : [contractPointer]), ...(draft.restsOn ?? [])];
      const evidence = weakestEvidence(contract, pointers);
      const repeat = { url, source, scheme: contract.behaviour.signature, check };
      const finding = {
        code,
        severity: strict ? 'error' : (draft.severity ?? toSeverity(evidence, strict)),
        phase,
        check,
        ...(event !== undefined && { operation: event }),
        message: hide(draft.message),
        ...(contractPointer !== undefined && {
          contractPointer,
          contractLocation: formatPlace(contract.locate(contractPointer), cwd),
        }),
        expected: draft.expected,
        received: hide(draft.received ?? String(exchange?.response?.status ?? 'no answer')),
        ...(evidence && { evidence: { kind: evidence.kind, source: evidence.source } }),
        reproduce: hide(toReproduction(exchange, repeat)),
        ...(exchange && { request: showDelivery(exchange, url, hide) }),
        ...(exchange?.response && { response: showAnswer(exchange.response, hide) }),
        places: place === '' ? [] : [place],
        ...(known && { state: known.has(fingerprint) ? ('known' as const) : ('new' as const) }),
        fingerprint,
      };
      findings.set(fingerprint, finding);
      return { finding, isNew: true };
    },
    has: (code) => [...findings.values()].some((finding) => finding.code === code),
    finish() {
      const all = [...findings.values()];
      const causes = findCauses(all.map(({ code }) => code as ReceiverCode));
      const rootOf = (fingerprint: string): string => {
        const code = findings.get(fingerprint)?.code as ReceiverCode;
        const cause = causes.get(code);
        const root = cause && all.find((finding) => finding.code === cause);
        return root ? rootOf(root.fingerprint) : fingerprint;
      };
      const roots = all.filter(({ code }) => !causes.has(code as ReceiverCode));
      return {
        findings: roots.toSorted((a, b) => Number(a.severity !== 'error') - Number(b.severity !== 'error')),
        rootOf,
      };
    },
  };
}
