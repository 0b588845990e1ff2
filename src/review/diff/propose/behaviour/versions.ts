/** What checks of behaviour look at: the vocabulary of both versions, and which calls it speaks of. */
import type { Behaviour } from '../../../../contract/behaviour.ts';
import type { Contract, JsonObject, Operation } from '../../../../contract/types.ts';
import type { CallPair, WireCall } from '../../wire/api.ts';
import { toShape } from '../../wire/read-api.ts';
import type { Report } from '../proposal.ts';

/** One version of a contract's behaviour. */
export interface BehaviourVersion {
  readonly behaviour: Behaviour;
  readonly operations: readonly Operation[];
  readonly document: JsonObject;
  /** What an operation is called in a report, by its id: `POST /webhooks`. */
  labelOf(operationId: string): string;
}

/** Both versions. */
export interface BehaviourPair {
  readonly base: BehaviourVersion;
  readonly head: BehaviourVersion;
  /** Labels of the events that both versions send; `deliveries` where there are none. */
  readonly events: readonly string[];
}

/** A check of behaviour. */
export type BehaviourCheck = (pair: BehaviourPair, report: Report) => void;

/** Puts both versions side by side. An operation has the label of the older version in both. */
export function toBehaviourPair(base: Contract, head: Contract, pairs: readonly CallPair[]): BehaviourPair {
  const labels = new Map(pairs.flatMap(({ base: was, head: is }) => (was && is ? [[keyOf(is), was.label]] : [])));
  const events = pairs.filter(({ base: was, head: is }) => was && is && was.kind !== 'operation');
  return {
    base: toVersion(base, new Map()),
    head: toVersion(head, labels as ReadonlyMap<string, string>),
    events: events.length === 0 ? ['deliveries'] : events.map(({ base: was }) => was!.label),
  };
}

function toVersion(
  { behaviour, operations, document }: Contract,
  labels: ReadonlyMap<string, string>,
): BehaviourVersion {
  const byId = new Map(
    operations.map(({ id, method, path }) => [
      id,
      labels.get(`${method} ${toShape(path)}`) ?? `${method.toUpperCase()} ${path}`,
    ]),
  );
  return { behaviour, operations, document, labelOf: (id) => byId.get(id) ?? id };
}

function keyOf({ method, path }: WireCall): string {
  return `${method} ${toShape(path)}`;
}
