/** Reads `x-outcomes`: what a fault is answered with. */
import type { Expression, Fill, Outcome, OutcomeMatch, Outcomes } from '../behaviour.ts';
import { evidenceOf } from '../evidence.ts';
import { didYouMean } from '../nearest.ts';
import type { RawOperation } from '../operations.ts';
import { getAt, parsePointer, toPointer } from '../pointer.ts';
import type { Json, JsonObject } from '../types.ts';
import { asObject, isObject } from '../value.ts';
import { checkExpressions } from './expressions.ts';
import { checkTemplateAt, findResponse, hasForm, isTrusted, maybe, type Reading, report } from './reading.ts';

type OneOrMany<T> = T extends readonly (infer U)[] ? U | T : T;
type RawMatch = { readonly [K in keyof OutcomeMatch]: OneOrMany<OutcomeMatch[K]> };

/** The YAML form of one outcome. */
interface RawOutcome extends RawMatch {
  readonly status: number;
  readonly example: string;
  readonly fill?: Fill;
  readonly headers?: { readonly [name: string]: Expression };
}

/** What a contract without `x-outcomes` has. */
export const noOutcomes: Outcomes = { conditions: {}, always: { fill: {}, headers: {}, requestId: '{uuid}' } };

const SELECTORS: Readonly<Record<keyof OutcomeMatch, string>> = {
  reason: 'unauthenticated',
  in: 'invalid',
  at: 'invalid',
  keyword: 'invalid',
};

/**
 * Outcomes as one place writes them, laid over those of the document.
 * @param operation the operation they stand on; absent for the document's own
 */
export function readOutcomes(
  reading: Reading,
  base: Outcomes,
  raw: Json | undefined,
  operation?: RawOperation,
): Outcomes {
  const pointer = `${operation?.pointer ?? ''}/x-outcomes`;
  if (raw === undefined || !hasForm(reading, 'x-outcomes', raw, pointer)) return base;
  const conditions: { [condition: string]: readonly Outcome[] } = { ...base.conditions };
  for (const [name, value] of Object.entries(raw as JsonObject)) {
    if (name === 'always' || name === 'x-evidence') continue;
    conditions[name] = readList(reading, name, value, pointer + toPointer([name]), operation);
  }
  const always = asObject((raw as JsonObject)['always']) as unknown as Partial<Outcomes['always']>;
  checkExpressions(reading, always.fill ?? {}, `${pointer}/always/fill`, operation);
  checkExpressions(reading, always.headers ?? {}, `${pointer}/always/headers`, operation);
  if (always.requestId !== undefined) checkTemplateAt(reading, always.requestId, `${pointer}/always/requestId`);
  const { fill, headers, requestId } = { ...base.always, ...always };
  return { conditions, always: { fill, headers, requestId } };
}

function readList(
  reading: Reading,
  condition: string,
  raw: Json,
  pointer: string,
  operation: RawOperation | undefined,
): Outcome[] {
  const list = Array.isArray(raw) ? raw : [raw];
  const outcomes = list.map((entry, index) => {
    const at = Array.isArray(raw) ? `${pointer}/${index}` : pointer;
    return readOutcome(reading, condition, entry as unknown as RawOutcome, at, operation);
  });
  const general = outcomes.findIndex(({ match }) => Object.keys(match).length === 0);
  if (general >= 0 && general < outcomes.length - 1) {
    const message = `"${condition}" has entries after one that always matches; move that one to the end.`;
    report(reading, `${pointer}/${general + 1}`, message);
  }
  return outcomes;
}

function readOutcome(
  reading: Reading,
  condition: string,
  raw: RawOutcome,
  pointer: string,
  operation: RawOperation | undefined,
): Outcome {
  for (const [selector, owner] of Object.entries(SELECTORS)) {
    if (selector in raw && condition !== owner) {
      report(reading, `${pointer}/${selector}`, `"${selector}" only makes sense in "${owner}"; remove it.`);
    }
  }
  const match = {
    ...maybe('reason', toList(raw.reason)),
    ...maybe('in', toList(raw.in)),
    ...maybe('at', toList(raw.at)),
    ...maybe('keyword', toList(raw.keyword)),
  } as OutcomeMatch;
  const fill = raw.fill ?? {};
  const headers = raw.headers ?? {};
  checkExpressions(reading, fill, `${pointer}/fill`, operation);
  checkExpressions(reading, headers, `${pointer}/headers`, operation);
  if (!isTrusted(reading)) checkExample(reading, raw, pointer, operation);
  return { match, status: raw.status, example: raw.example, fill, headers, ...evidenceOf(raw) };
}

function toList(value: unknown): readonly unknown[] | undefined {
  return value === undefined ? undefined : [value].flat();
}

/** The example must exist, and what is filled in must have a place there. */
function checkExample(reading: Reading, raw: RawOutcome, pointer: string, operation: RawOperation | undefined): void {
  const operations = operation ? [operation] : reading.operations;
  const examples = operations.flatMap(({ responses }) =>
    (findResponse(responses, raw.status)?.content ?? []).flatMap((media) => media.examples),
  );
  const shared = asObject(getAt(reading.document, '/components/examples'));
  const found = examples.find((example) => example.name === raw.example);
  const value = found ? found.value : asObject(shared[raw.example])['value'];
  if (!found && !Object.hasOwn(shared, raw.example)) {
    const where = operation
      ? `the ${raw.status} response of ${operation.id}`
      : `a ${raw.status} response of an operation`;
    const known = [...new Set([...examples.map((example) => example.name), ...Object.keys(shared)])];
    const hint = didYouMean(raw.example, known);
    report(
      reading,
      `${pointer}/example`,
      `There is no example "${raw.example}"; add it to ${where}, or to components.examples.${hint}`,
    );
  }
  if (value === undefined) return;
  for (const at of Object.keys(raw.fill ?? {})) {
    const parent = toPointer(parsePointer(at).slice(0, -1));
    const container = getAt(value, parent);
    if (at === '' || isObject(container) || Array.isArray(container)) continue;
    const message = `The example "${raw.example}" has no object at "${parent}" to fill; mend the pointer or the example.`;
    report(reading, pointer + toPointer(['fill', at]), message);
  }
}
