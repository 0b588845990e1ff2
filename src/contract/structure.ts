/** Structural validation of a document by the Redocly core: the only file of this folder that knows it. */
import type { Config, NormalizedProblem } from '@redocly/openapi-core';
import type { Json } from './types.ts';

/** One structural problem of a document. */
export interface StructureProblem {
  /** JSON pointer of the node at fault, in the document that was given. */
  readonly pointer: string;
  readonly what: string;
  readonly fix: string;
}

let config: Promise<Config> | undefined;

/**
 * Checks the form of an OpenAPI 3.0 or 3.1 document, or of an Overlay: unknown, missing and ill-typed members.
 * @param document its version has been checked; it has no external `$ref`s
 * @param file shown nowhere, but the library wants one
 */
export async function checkStructure(document: Json, file: string): Promise<StructureProblem[]> {
  // Imported at first need: it takes longer to load than all the rest of the loader together.
  const core = await import('@redocly/openapi-core');
  config ??= core.createConfig({ rules: { struct: 'error' } });
  const found = await core.lintDocument({
    document: { source: new core.Source(file, ''), parsed: document },
    config: await config,
    // Mapping names of discriminators look like file names to the library; nothing may be read for them.
    externalRefResolver: {
      resolveDocument: async () => new core.ResolveError(new Error('not read')),
    } as unknown as InstanceType<typeof core.BaseResolver>,
  });
  return found.map(toProblem);
}

function toProblem(problem: NormalizedProblem): StructureProblem {
  const pointer = problem.location[0]?.pointer ?? '';
  const what = problem.message
    .replace(/\.?\s*$/, '')
    .replace(/^The field (`[^`]+`) must be present on this level/, '$1 is missing')
    .replace(/^Property (`[^`]+`) is not expected here/, '$1 is not expected here')
    .replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());
  return { pointer: pointer.replace(/^#\/?$|^#(?=\/)/, ''), what, fix: toFix(problem) };
}

const FIXES: readonly (readonly [RegExp, string])[] = [
  [/is not expected here/, 'remove it, or begin its name with `x-`'],
  [/must be present/, 'add it'],
  [/Must contain at least one/, 'add one of them'],
  [/Expected type/, 'change the value'],
  [/is not allowed here/, 'remove it'],
];

function toFix(problem: NormalizedProblem): string {
  const suggestions = problem.suggest.map((name) => `\`${name}\``);
  if (suggestions.length > 0) return `did you mean ${suggestions.join(' or ')}?`;
  return FIXES.find(([pattern]) => pattern.test(problem.message))?.[1] ?? 'see the OpenAPI Specification';
}
