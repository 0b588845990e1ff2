/** The outcomes of `x-outcomes`, and who names them. */
import { asArray, asObject, asText, isObject } from '../../contract/value.ts';
import type { Operation } from './operations.ts';
import { findObject, memberOf } from './spot.ts';
import type { Spot } from './spot.ts';
import type { WebhookApi } from './webhook-api.ts';

/** One outcome of a condition. */
export interface Outcome {
  readonly condition: string;
  readonly spot: Spot;
  readonly status: string;
  readonly example: string;
  /** The operation it stands on; absent for one of the document. */
  readonly operation?: Operation;
}

/** Every outcome of the document and of its operations; a condition may have several. */
export function listOutcomes({ root, operations }: WebhookApi): Outcome[] {
  const holders = [
    { spot: root as Spot },
    ...operations.map((operation) => ({ spot: operation.spot as Spot, operation })),
  ];
  return holders.flatMap(({ spot, ...rest }) => {
    const outcomes = memberOf(spot, 'x-outcomes');
    return Object.keys(asObject(outcomes?.value)).flatMap((condition) => {
      const entry = memberOf(outcomes, condition)!;
      const list = Array.isArray(entry.value)
        ? entry.value.map((value: unknown, index) => ({ value, at: entry.at.child([index]) }))
        : [entry];
      return list.flatMap((one) =>
        condition !== 'always' && isObject(one.value)
          ? [
              {
                condition,
                spot: one,
                status: String(one.value['status']),
                example: asText(one.value['example']),
                ...rest,
              },
            ]
          : [],
      );
    });
  });
}

/** Whether a named example is there: in a response of that status, of its own operation or of any, else in components. */
export function hasExample({ reader, root, operations }: WebhookApi, outcome: Outcome): boolean {
  if (findObject(reader, root, 'components', 'examples', outcome.example)) return true;
  const candidates = outcome.operation ? [outcome.operation] : operations;
  return candidates.some(({ responses }) =>
    responses
      .filter(({ status }) => status === outcome.status || /^(\dxx|default)$/i.test(status))
      .some(({ content }) => content.some(({ spot }) => findObject(reader, spot, 'examples', outcome.example))),
  );
}

/** A condition that some extension names, and where. */
export interface OutcomeUse {
  readonly condition: string;
  readonly spot: Spot;
}

/** Conditions that `x-resource` names: of limits, of uniqueness, of unknown ids. */
export function listOutcomeUses({ root }: WebhookApi): OutcomeUse[] {
  const resources = memberOf(root, 'x-resource');
  const uses = Object.keys(asObject(resources?.value)).flatMap((name) => {
    const resource = memberOf(resources, name);
    const unique = memberOf(resource, 'unique');
    const entries = asArray(unique?.value).map((value, index) => ({ value, at: unique!.at.child([index]) }));
    const named = [memberOf(resource, 'limit'), ...entries].map((spot) => memberOf(spot, 'outcome'));
    return [memberOf(resource, 'notFound'), ...named];
  });
  return uses.flatMap((spot) => (typeof spot?.value === 'string' ? [{ condition: spot.value, spot }] : []));
}
