/** What the run knows of an attempt that it received, in the words of the contract: `$attempt.*`. */
import { createHash } from 'node:crypto';
import { evaluate } from '../../contract/expression.ts';
import { getAt, toPointer } from '../../contract/pointer.ts';
import { createRandom } from '../../contract/template.ts';
import { isObject } from '../../contract/value.ts';
import { getHeader } from '../../signing/headers.ts';
import { parseHeaderValue } from '../../signing/header-value.ts';
import type { CaseRun } from '../case.ts';
import { isSame, isSameWord } from '../compare.ts';
import type { Delivery } from './postbox.ts';
import { RECEIVED } from './receiver.ts';

/** Member of an attempt → value. */
export type AttemptFacts = Readonly<Record<string, unknown>>;

/** A member that says something else. */
export interface Disagreement {
  readonly at: string;
  readonly expected: unknown;
  readonly shown: unknown;
}

/** @param outcome as the contract calls it: `success`, `dead`, `retry` */
export function toFacts({ contract }: CaseRun, delivery: Delivery, outcome: string): AttemptFacts {
  const { arrival, subscriber, inbox, cause } = delivery;
  const { signature, delivery: policy } = contract.behaviour;
  const header = Object.entries(policy?.headers ?? {}).find(([, value]) => value === '$delivery.id')?.[0];
  const id = header === undefined ? undefined : getHeader(arrival.headers, header);
  const value = signature && parseHeaderValue(signature.format, getHeader(arrival.headers, signature.header) ?? '');
  const [signed] = value === undefined || typeof value === 'string' ? [] : value.signatures;
  const eventId = readEventId(policy?.fill ?? {}, arrival.json);
  return {
    event: cause!.event,
    endpointId: subscriber!.owned.id,
    url: inbox.url,
    outcome,
    responseStatus: arrival.status,
    ...(arrival.status === 204 ? {} : { responseBody: RECEIVED }),
    bodySha256: createHash('sha256').update(arrival.body).digest('hex'),
    bodyBytes: arrival.body.length,
    ...(arrival.json !== undefined && { payload: arrival.json }),
    ...(id !== undefined && { id }),
    ...(signed !== undefined && { signature: signed }),
    ...(eventId !== undefined && { eventId }),
  };
}

/**
 * The members of a shown attempt that contradict what came. What rests on anything unknown is not compared.
 * @param template member → expression, as in `x-view` and `x-action`
 */
export function findDisagreements(
  template: Readonly<Record<string, unknown>>,
  shown: unknown,
  facts: AttemptFacts,
): Disagreement[] {
  return Object.entries(template).flatMap(([name, expression]) => {
    const at = name.startsWith('/') ? name : toPointer([name]);
    const known = toValue(expression, facts);
    const value = getAt(shown, at);
    return known === undefined || isSame(known, value) || isSameWord(known, value)
      ? []
      : [{ at, expected: known, shown: value }];
  });
}

/** Undefined where the expression rests on something that is not known. */
function toValue(expression: unknown, attempt: AttemptFacts): unknown {
  const text = JSON.stringify(expression);
  const members = [...text.matchAll(/\$attempt\.(\w+)/g)].map(([, member]) => member!);
  const others = /\$(?!attempt\.|switch"|\$)\w/.test(text.replaceAll('"$switch"', ''));
  if (members.length === 0 || others || members.some((member) => !Object.hasOwn(attempt, member))) return undefined;
  if (isObject(expression) && !('$switch' in expression)) return undefined;
  return evaluate(expression, { roots: { attempt }, random: createRandom(0), now: () => 0 });
}

/** The event id as the payload has it, without what the contract writes around it. */
function readEventId(fill: Readonly<Record<string, unknown>>, json: unknown): string | undefined {
  for (const [pointer, expression] of Object.entries(fill)) {
    const [, before, after] = /^(?:\$delivery\.eventId|(.*)\{\$delivery\.eventId\}(.*))$/.exec(String(expression)) ?? [
      undefined,
      undefined,
    ];
    if (before === undefined && expression !== '$delivery.eventId') continue;
    const value = getAt(json, pointer);
    if (typeof value !== 'string') return undefined;
    return value.slice((before ?? '').length, value.length - (after ?? '').length);
  }
  return undefined;
}
