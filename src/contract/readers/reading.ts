/** What every reader of an extension works with. */
import { checkTemplate } from '../template.ts';
import { toMilliseconds } from '../duration.ts';
import type { CheckForm, ExtensionName, Problem } from '../extension-names.ts';
import { didYouMean } from '../nearest.ts';
import type { RawOperation } from '../operations.ts';
import type { JsonObject, ResponseSpec } from '../types.ts';
import { isObject } from '../value.ts';

/** A contract under reading. Readers report what is wrong and go on. */
export interface Reading {
  readonly document: JsonObject;
  readonly operations: readonly RawOperation[];
  readonly problems: Problem[];
  /** Checks an extension against its schema. Absent for a document that was read without problems before. */
  readonly checkForm: CheckForm | undefined;
}

/** Whether the document was read without problems before: then nothing is checked again. */
export function isTrusted(reading: Reading): boolean {
  return reading.checkForm === undefined;
}

/** Adds a problem. */
export function report(reading: Reading, pointer: string, message: string): void {
  reading.problems.push({ pointer, message });
}

/** Whether an extension has the right form; its problems are reported. */
export function hasForm(reading: Reading, name: ExtensionName, value: unknown, pointer: string): boolean {
  const problems = reading.checkForm?.(name, value, pointer) ?? [];
  reading.problems.push(...problems);
  return problems.length === 0;
}

/** The operation with an id; reports one that does not exist. */
export function findOperation(reading: Reading, id: string, pointer: string): RawOperation | undefined {
  const operation = reading.operations.find((entry) => entry.id === id);
  if (!operation) {
    const hint = didYouMean(
      id,
      reading.operations.map((entry) => entry.id),
    );
    report(reading, pointer, `There is no operation "${id}".${hint}`);
  }
  return operation;
}

/** The documented response for a status: exact, then its class, then `default`. */
export function findResponse(responses: readonly ResponseSpec[], status: number): ResponseSpec | undefined {
  const names = [String(status), `${Math.floor(status / 100)}XX`, 'default'];
  return names
    .map((name) => responses.find((response) => response.status.toUpperCase() === name.toUpperCase()))
    .find((response) => response !== undefined);
}

/** The first documented success status: `2XX` counts as 200; undefined when there is none. */
export function firstSuccess(responses: readonly ResponseSpec[]): number | undefined {
  const success = responses.find((response) => /^2(\d\d|XX)$/i.test(response.status));
  if (success) return Number(success.status.replace(/XX$/i, '00'));
  return responses.some((response) => response.status === 'default') ? 200 : undefined;
}

/** Reports a template that cannot be expanded. */
export function checkTemplateAt(reading: Reading, template: string, pointer: string): void {
  if (isTrusted(reading)) return;
  const problem = checkTemplate(template);
  if (problem !== undefined) report(reading, pointer, `${problem}.`);
}

/** Reports a duration that cannot be read. */
export function checkDurationAt(reading: Reading, duration: string, pointer: string): void {
  if (isTrusted(reading)) return;
  try {
    toMilliseconds(duration);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    report(reading, pointer, `${error.message}.`);
  }
}

/** A value without the `x-evidence` inside it: evidence is read where it stands, types have none. */
export function withoutEvidence<T>(value: T): T {
  if (Array.isArray(value)) return value.map(withoutEvidence) as T;
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([key]) => key !== 'x-evidence');
  return Object.fromEntries(kept.map(([key, entry]) => [key, withoutEvidence(entry)])) as T;
}

/** A member for an object literal, left out when it is undefined. */
export function maybe<K extends string, V>(name: K, value: V | undefined): { readonly [P in K]?: V } {
  return (value === undefined ? {} : { [name]: value }) as { readonly [P in K]?: V };
}
