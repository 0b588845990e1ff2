/** Structural validation of a document by the Redocly core: the only file of this folder that knows it. */
import type { Config, NormalizedProblem } from '@redocly/openapi-core';
import { copyStructure, isCollection, walk, type Kind } from './grammar.ts';
import { nearest } from './nearest.ts';
import { isPlainSchema, toVersion } from './plain-schema.ts';
import { getAt, removeAt, setAt } from './pointer.ts';
import { refOf } from './resolve.ts';
import { forEachMember } from './source/place.ts';
import type { Fault } from './source/problem.ts';
import type { Json, JsonObject } from './types.ts';
import { asObject, asText } from './value.ts';

type Core = typeof import('@redocly/openapi-core');

let config: Promise<Config> | undefined;

/**
 * Checks the form of an OpenAPI 3.0 or 3.1 document, or of an Overlay: unknown, missing and ill-typed members.
 * @param document its version has been checked; it has no external `$ref`s
 * @param file shown nowhere, but the library wants one
 * @param dead pointers of references that lead nowhere and have been reported; what they stand for is not checked
 */
export async function checkStructure(document: Json, file: string, dead: readonly string[] = []): Promise<Fault[]> {
  // Imported at first need: it takes longer to load than all the rest of the loader together.
  const core = await import('@redocly/openapi-core');
  config ??= core.createConfig({ rules: { struct: 'error' } });
  const { copy, faults } = hideReferences(document, dead);
  const found = await core.lintDocument({
    document: { source: new core.Source(file, ''), parsed: copy },
    config: await config,
    externalRefResolver: createDeafResolver(core),
  });
  const isNewer = /^3\.[12]/.test(asText(asObject(document).openapi));
  const problems = found.filter(({ message }) => !(isNewer && BOOLEAN_SCHEMA.test(message)));
  return [...faults, ...problems.map((problem) => toFault(problem, copy))];
}

// The library knows `true` and `false` as schemas only in some places of 3.1; they are allowed in all.
const BOOLEAN_SCHEMA = /^Expected type `Schema` \(object\) but got `boolean`/;

// The library follows `$ref` anywhere, also in samples and extensions, where it is only a name, and stops at a circle.
function hideReferences(document: Json, dead: readonly string[]): { copy: Json; faults: Fault[] } {
  const faults: Fault[] = [];
  // Samples and extensions make up most of many documents, and of what they hold nothing is checked.
  const prune = (member: unknown, key: string): unknown => {
    if (SAMPLES.has(key)) return null;
    return key.startsWith('x-') ? undefined : withoutReferences(member);
  };
  const version = toVersion(document);
  const isEmptied = (node: JsonObject, kind: Kind): boolean => kind === 'Schema' && isPlainSchema(node, version);
  const copy = copyStructure(document, 'Document', { member: prune, isEmptied }) as Json;
  walk(copy, 'Document', '', (node, kind, pointer) => {
    forEachMember(node, (member, token, key) => {
      if (!isCollection(kind, key) || refOf(member) === undefined) return;
      const what = `\`$ref\` cannot stand for all of \`${key}\``;
      faults.push({ pointer: `${pointer}/${token}/$ref`, what, fix: 'write a `$ref` for each entry' });
      removeAt(member, '/$ref');
    });
  });
  for (const pointer of dead) if (getAt(copy, pointer) !== undefined) setAt(copy, pointer, DEAD);
  return { copy, faults };
}

/** Members that may have any value. */
const SAMPLES: ReadonlySet<string> = new Set(['example', 'default', 'const', 'value']);

function withoutReferences(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(withoutReferences);
  const isReference = refOf(value) !== undefined;
  const kept = Object.entries(value).filter(([key]) => !(isReference && key === '$ref'));
  return Object.fromEntries(kept.map(([key, member]) => [key, withoutReferences(member)]));
}

/** Names a file, and no file is read. */
const DEAD = 'dead';

function createDeafResolver(core: Core): InstanceType<Core['BaseResolver']> {
  const resolver = new core.BaseResolver();
  resolver.resolveExternalRef = (_, ref) => ref;
  resolver.resolveDocument = async () => {
    throw new core.ResolveError(new Error('Everything that is to be read has been bundled.'));
  };
  return resolver;
}

function toFault(problem: NormalizedProblem, document: Json): Fault {
  const pointer = (problem.location[0]?.pointer ?? '').replace(/^#\/?$|^#(?=\/)/, '');
  const what = problem.message
    .replace(/\.?\s*$/, '')
    .replace(/^The field (`[^`]+`) must be present on this level/, '$1 is missing')
    .replace(/^Property (`[^`]+`) is not expected here/, '$1 is not expected here')
    .replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());
  const isNull = what.startsWith('`type` can be one of') && getAt(document, pointer) === 'null';
  return { pointer, what, fix: isNull ? 'write `nullable: true`, or use OpenAPI 3.1' : toFix(problem) };
}

const FIXES: readonly (readonly [RegExp, string])[] = [
  [/is not expected here/, 'remove it, or begin its name with `x-`'],
  [/must be present/, 'add it'],
  [/Must contain at least one/, 'add one of them'],
  [/one of the following only/, 'choose one of them'],
  [/Expected type/, 'change the value'],
  [/is not allowed here/, 'remove it'],
];

function toFix({ message, suggest }: NormalizedProblem): string {
  // The library suggests whatever shares a few letters.
  const unknown = /^Property `(.+)` is not expected here/.exec(message)?.[1];
  const best = unknown === undefined ? undefined : nearest(unknown, suggest);
  const suggestions = (unknown === undefined ? suggest : best === undefined ? [] : [best]).map((name) => `\`${name}\``);
  if (suggestions.length > 0) return `did you mean ${suggestions.join(' or ')}?`;
  return FIXES.find(([pattern]) => pattern.test(message))?.[1] ?? 'see the OpenAPI Specification';
}
