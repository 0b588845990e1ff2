/** Things wrong in a source file, gathered so that the user sees all of them at once. */
import { HookspecError } from '../../errors.ts';
import type { ErrorCode } from '../../errors.ts';
import type { Location } from '../types.ts';
import { OBJECT_FILE, findPlace } from './place.ts';
import { formatPlace, toShownFile } from './shown-place.ts';
import type { Places } from './place.ts';

/** One thing that is wrong. */
export interface SourceProblem {
  readonly location: Location;
  /** Where it is in a document that was given as an object and has no lines. */
  readonly pointer?: string;
  /** What is wrong: a clause without a full stop. */
  readonly what: string;
  /** What to do about it. */
  readonly fix?: string;
}

/** What is wrong with a node of a document, before its place is looked up. */
export interface Fault {
  /** JSON pointer of the node. */
  readonly pointer: string;
  readonly what: string;
  readonly fix?: string;
}

/** A fault with its place. */
export function toProblem(places: Places, fault: Fault): SourceProblem {
  return { location: findPlace(places, fault.pointer), ...fault };
}

/**
 * The error for a file with problems: one line of details for each, sorted by place, none twice.
 * @param file the file the user named; a document given as an object is `<object>`
 * @param noun what the file should have been, e.g. `OpenAPI document`
 */
export function toSourceError(
  code: ErrorCode,
  file: string,
  noun: string,
  problems: readonly SourceProblem[],
  cwd: string,
): HookspecError {
  const details = [...new Set([...problems].sort(byPlace).map((problem) => formatProblem(problem, cwd)))];
  const count = details.length === 1 ? '1 problem' : `${details.length} problems`;
  return new HookspecError(code, `${toShownFile(file, cwd)} is not a valid ${noun}: ${count}.`, { details });
}

/** A problem as one line: the place, what is wrong, and in brackets what to do. */
export function formatProblem(problem: SourceProblem, cwd: string): string {
  const fix = problem.fix === undefined ? '' : `  (${problem.fix})`;
  const isObject = problem.location.file === OBJECT_FILE && problem.pointer !== undefined;
  const place = isObject ? `${OBJECT_FILE}#${problem.pointer}` : formatPlace(problem.location, cwd);
  return `${place}  ${problem.what}${fix}`;
}

function byPlace(a: SourceProblem, b: SourceProblem): number {
  const { location: left } = a;
  const { location: right } = b;
  if (left.file !== right.file) return left.file < right.file ? -1 : 1;
  return left.line - right.line || left.column - right.column;
}
