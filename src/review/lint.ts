/** Lints a merged document: Redocly's rules run on it, their places are those of the files somebody wrote. */
import type { Config, LocationObject, NormalizedProblem } from '@redocly/openapi-core';
import { getAt, parsePointer, toPointer } from '../contract/pointer.ts';
import type { JsonObject, Location } from '../contract/types.ts';
import type { Finding } from '../report/finding.ts';
import { toFingerprint } from './fingerprint.ts';

/** A document as it is linted: overlays applied, in the version its author wrote. */
export interface LintTarget {
  /** Absolute path of the base file; relative `$ref`s start there. */
  readonly file: string;
  readonly document: JsonObject;
  /** Where the node at a JSON pointer of `document` is written. */
  locate(pointer: string): Location;
}

/**
 * Runs the rules of a configuration.
 * @param show turns a place into text, `file:line:column`
 * @returns findings by place, the base file first; `code` is the id of the rule, as redocly.yaml configures it
 */
export async function lintDocument(
  target: LintTarget,
  config: Config,
  show: (place: Location) => string,
): Promise<Finding[]> {
  const core = await import('@redocly/openapi-core');
  const resolver = new core.BaseResolver(config.resolve);
  // Rules may change nothing, but the walker stores marks in what it walks.
  const parsed: unknown = structuredClone(target.document);
  const document = { source: new core.Source(target.file, JSON.stringify(parsed), 'application/json'), parsed };
  // A `$ref` that names its own file means the merged document too.
  resolver.cache.set(target.file, Promise.resolve(document));
  const problems = await core.lintDocument({ document, config, externalRefResolver: resolver });
  const found = problems
    .filter((problem) => problem.ignored !== true)
    .map((problem) => {
      const place = placeOf(problem.location[0], target, core);
      return { place, finding: toFinding(problem, target, show(place)) };
    });
  const files = [...new Set([target.file, ...found.map(({ place }) => place.file)])];
  found.sort(
    ({ place: a }, { place: b }) =>
      files.indexOf(a.file) - files.indexOf(b.file) || a.line - b.line || a.column - b.column,
  );
  // A rule reports a shared node once for each place that refers to it.
  return [...new Map(found.map(({ finding }) => [finding.fingerprint + finding.contractLocation, finding])).values()];
}

function placeOf(
  location: LocationObject | undefined,
  target: LintTarget,
  core: typeof import('@redocly/openapi-core'),
): Location {
  if (location?.pointer === undefined || location.source.absoluteRef === target.file) {
    return target.locate(toPlain(location?.pointer));
  }
  const { start } = core.getLineColLocation(location);
  return { file: location.source.absoluteRef, line: start.line, column: start.col };
}

function toFinding(problem: NormalizedProblem, target: LintTarget, place: string): Finding {
  const [location] = problem.location;
  const pointer = toPlain(location?.pointer);
  const inTarget = location?.source.absoluteRef === target.file;
  const operation = inTarget ? operationAt(target.document, pointer) : undefined;
  const suggestion = problem.suggest.length === 0 ? '' : ` Did you mean ${problem.suggest.join(' or ')}?`;
  return {
    code: problem.ruleId,
    severity: problem.severity === 'error' ? 'error' : 'warning',
    phase: 'lint',
    ...(operation === undefined ? {} : { operation }),
    message: problem.message.replace(/([^.!?\n])$/, '$1.') + suggestion,
    ...(inTarget ? { contractPointer: pointer } : {}),
    contractLocation: place,
    fingerprint: toFingerprint(problem.ruleId, pointer, problem.message),
  };
}

// Redocly writes the root as `#/`, and a place reached through a `$ref` in the spelling of that `$ref`.
function toPlain(pointer: string | undefined): string {
  return toPointer(parsePointer((pointer ?? '').replace(/^#\/?$/, '')).map(decode));
}

function decode(token: string): string {
  try {
    return decodeURIComponent(token);
  } catch {
    return token;
  }
}

function operationAt(document: JsonObject, pointer: string): string | undefined {
  const [root, path, method] = parsePointer(pointer);
  if (root !== 'paths' || path === undefined || method === undefined) return undefined;
  const id = getAt(document, toPointer([root, path, method, 'operationId']));
  return typeof id === 'string' ? id : undefined;
}
