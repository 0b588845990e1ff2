/** `$steps.NAME.MEMBER…`: what came of an earlier step. */

/** What a step leaves behind for the steps after it: its last delivery. */
export interface StepResult {
  /** Delivery id. */
  readonly id: string;
  readonly eventId: string;
  /** Status of the answer; null when there was none. */
  readonly status: number | null;
  /** The answer, parsed where it is JSON, else as text. */
  readonly body: unknown;
  /** What was sent. */
  readonly payload: unknown;
}

/** Members of a {@link StepResult}. */
export const RESULT_MEMBERS = ['id', 'eventId', 'status', 'body', 'payload'] as const;

/** A reference taken apart; undefined for any other text. */
export function parseReference(text: string): { readonly step: string; readonly path: readonly string[] } | undefined {
  const match = /^\$steps\.([\w-]+)\.(.+)$/.exec(text);
  return match ? { step: match[1]!, path: match[2]!.split('.') } : undefined;
}

/** A value with every reference in it replaced; `$$` at the begin of a text stands for one dollar sign. */
export function resolveReferences(value: unknown, results: ReadonlyMap<string, StepResult>): unknown {
  if (typeof value === 'string') return resolveText(value, results);
  if (Array.isArray(value)) return value.map((entry) => resolveReferences(entry, results));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, resolveReferences(member, results)]));
}

/** Thrown for a reference to something that the step did not leave. */
export class MissingResult extends Error {}

function resolveText(text: string, results: ReadonlyMap<string, StepResult>): unknown {
  if (text.startsWith('$$')) return text.slice(1);
  const reference = parseReference(text);
  if (!reference) return text;
  let value: unknown = results.get(reference.step);
  for (const key of reference.path) {
    const members = value !== null && typeof value === 'object' ? value : {};
    value = Object.hasOwn(members, key) ? (members as Record<string, unknown>)[key] : undefined;
  }
  if (value === undefined) throw new MissingResult(`${text} is not there`);
  return value;
}
