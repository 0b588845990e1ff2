/** Reads what a document says beyond schemas: the `x-*` vocabulary, with defaults filled in and checked. */
import type { Action, Behaviour, Outcomes, RateLimit, Resource, Role, View } from './behaviour.ts';
import { extensionNames, type CheckForm, type Problem } from './extension-names.ts';
import type { RawOperation } from './operations.ts';
import { readAction } from './readers/action.ts';
import { readDelivery, readUnsubscribable } from './readers/delivery.ts';
import { readKeys } from './readers/keys.ts';
import { checkOutcomeNames } from './readers/outcome-names.ts';
import { noOutcomes, readOutcomes } from './readers/outcomes.ts';
import { checkPlaces } from './readers/places.ts';
import { checkRateLimitNames, type PlacedRateLimit, readRateLimits } from './readers/rate-limits.ts';
import { isTrusted, maybe, type Reading, report } from './readers/reading.ts';
import { readResources } from './readers/resource.ts';
import { readSignature } from './readers/signature.ts';
import { readView } from './readers/view.ts';
import type { JsonObject, RoleLink } from './types.ts';

/** What the vocabulary says of one operation. */
export interface OperationBehaviour {
  readonly roles: readonly RoleLink[];
  readonly view?: View;
  readonly action?: Action;
  readonly outcomes: Outcomes;
  readonly rateLimits: readonly RateLimit[];
}

/** The behaviour of a document and everything wrong with it; with problems, what could not be read is left out. */
export interface BehaviourReading {
  readonly behaviour: Behaviour;
  /** By operationId. */
  readonly perOperation: ReadonlyMap<string, OperationBehaviour>;
  readonly problems: readonly Problem[];
}

/**
 * Reads and checks all extensions of a document. A document without any has empty behaviour.
 * @param document overlay applied, OpenAPI 3.1, all `$ref`s internal
 * @param checkForm checks each extension against its schema; left out for a document that was read without problems
 * before, of which nothing is checked
 */
export function readBehaviour(
  document: JsonObject,
  operations: readonly RawOperation[],
  checkForm?: CheckForm,
): BehaviourReading {
  const reading: Reading = { document, operations, problems: [], checkForm };
  if (!isTrusted(reading)) checkPlaces(reading);
  const outcomes = readOutcomes(reading, noOutcomes, document['x-outcomes']);
  const resources = readResources(reading);
  const keys = readKeys(reading);
  const placed = [
    ...readRateLimits(reading, keys),
    ...operations.flatMap((operation) => readRateLimits(reading, keys, operation)),
  ];
  checkRateLimitNames(reading, placed);
  const perOperation = new Map<string, OperationBehaviour>();
  for (const operation of operations) {
    perOperation.set(operation.id, readOperation(reading, operation, { resources, outcomes, placed }));
  }
  const counted = placed.map((limit) => toCounted(limit, operations));
  if (!isTrusted(reading)) checkOutcomeNames(reading, resources, counted);
  const behaviour: Behaviour = {
    resources,
    outcomes,
    ...maybe('keys', keys),
    rateLimits: placed.map(({ rateLimit }) => rateLimit),
    ...maybe('signature', readSignature(reading)),
    ...maybe('delivery', readDelivery(reading)),
    unsubscribable: readUnsubscribable(reading),
    raw: Object.fromEntries(
      Object.entries(document).filter(([name]) => (extensionNames as readonly string[]).includes(name)),
    ),
  };
  return { behaviour, perOperation, problems: withoutRepeats(reading.problems) };
}

function readOperation(
  reading: Reading,
  operation: RawOperation,
  shared: {
    readonly resources: readonly Resource[];
    readonly outcomes: Outcomes;
    readonly placed: readonly PlacedRateLimit[];
  },
): OperationBehaviour {
  const { resources, outcomes, placed } = shared;
  const view = readView(reading, operation);
  const action = readAction(reading, operation);
  const roles = resources.flatMap(({ name, operations }) =>
    Object.entries(operations)
      .filter(([, spec]) => spec.operation === operation.id)
      .map(([role]): RoleLink => ({ resource: name, role: role as Role })),
  );
  const jobs = [roles.length > 0 && 'a role of x-resource', view && 'x-view', action && 'x-action'].filter(Boolean);
  if (jobs.length > 1) {
    report(reading, operation.pointer, `${operation.id} has ${jobs.join(' and ')}; it can do only one of them.`);
  }
  return {
    roles,
    ...maybe('view', view),
    ...maybe('action', action),
    outcomes: readOutcomes(reading, outcomes, operation.node['x-outcomes'], operation),
    rateLimits: placed
      .map(({ rateLimit }) => rateLimit)
      .filter((rateLimit) => rateLimit.operations === undefined || rateLimit.operations.includes(operation.id)),
  };
}

function toCounted(
  limit: PlacedRateLimit,
  operations: readonly RawOperation[],
): { pointer: string; operations: readonly string[] } {
  return { pointer: limit.pointer, operations: limit.rateLimit.operations ?? operations.map(({ id }) => id) };
}

function withoutRepeats(problems: readonly Problem[]): Problem[] {
  const seen = new Set<string>();
  return problems.filter(({ pointer, message }) => {
    const key = JSON.stringify([pointer, message]);
    return !seen.has(key) && seen.add(key);
  });
}
