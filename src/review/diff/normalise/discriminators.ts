/** What a `discriminator` says of the branches of its union, written as the values of a member of each. */
import { getAt } from '../../../contract/pointer.ts';
import type { Json, JsonObject } from '../../../contract/types.ts';
import { asArray, asObject, isObject } from '../../../contract/value.ts';
import { toTypes, typeOf } from '../prove/types-of.ts';
import type { Schema, Scope } from './scope.ts';

/**
 * What each branch of a union asks of the member that tells the branches apart: the values that the mapping gives it, without
 * any the name of its component. Both versions are read so, so that neither writes what it could not read itself.
 * @param schema holds the union and its `discriminator`
 * @param branches the union as it is written
 * @returns one entry for each branch; undefined where the branch has no name, or lists the values itself
 */
export function toTags(
  scope: Scope,
  schema: JsonObject,
  branches: readonly Json[],
  at: string,
): readonly (Schema | undefined)[] {
  const { propertyName, mapping } = asObject(schema['discriminator']);
  if (typeof propertyName !== 'string') return [];
  const targets = branches.map((branch) => {
    const ref = asObject(branch)['$ref'];
    return typeof ref === 'string' ? scope.follow(ref, at) : undefined;
  });
  const given = Object.entries(asObject(mapping));
  return targets.map((target) => {
    if (target === undefined) return undefined;
    const mapped = given.flatMap(([value, ref]) => (isMeant(scope, String(ref), target, at) ? [value] : []));
    const values = mapped.length > 0 ? mapped : [scope.nameOf(target)];
    const own = ownValues(scope, target, propertyName, new Set());
    const told = own === undefined ? values : values.filter((value) => own.includes(value));
    // A schema that lists these values itself needs no more, and one that lists others means something else.
    if (told.length === 0 || (own !== undefined && own.every((value) => told.includes(String(value)))))
      return undefined;
    return { properties: { [propertyName]: { enum: told.sort(), type: 'string' } }, required: [propertyName] };
  });
}

/** A mapping names a schema by a reference or by its bare name. */
function isMeant(scope: Scope, ref: string, target: string, at: string): boolean {
  if (ref.includes('#')) return scope.follow(ref, at) === target;
  return ref.replace(/^.*\//, '').replace(/\.(?:ya?ml|json)$/, '') === scope.nameOf(target);
}

/** Values that a schema itself allows a member; undefined where it lists none. */
function ownValues(scope: Scope, pointer: string, name: string, seen: Set<string>): readonly Json[] | undefined {
  if (seen.has(pointer)) return undefined;
  seen.add(pointer);
  const schema = asObject(getAt(scope.document, pointer) as Json);
  const member = asObject(schema['properties'])[name];
  const listed = member === undefined ? undefined : listedValues(scope, member, `${pointer}/properties/${name}`, seen);
  if (listed !== undefined) return listed;
  const places = asArray(schema['allOf']).map((_, index) => `${pointer}/allOf/${index}`);
  const target = typeof schema['$ref'] === 'string' ? scope.follow(schema['$ref'], pointer) : undefined;
  for (const place of target === undefined ? places : [...places, target]) {
    const found = ownValues(scope, place, name, seen);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Values that a schema lists: in `enum` or `const`, as a union of such schemas, or behind references and `allOf`. */
function listedValues(scope: Scope, member: Json, at: string, seen: Set<string>): readonly Json[] | undefined {
  if (!isObject(member)) return undefined;
  const below = (keyword: string): (readonly Json[] | undefined)[] =>
    asArray(member[keyword]).map((part, index) =>
      listedValues(scope, part as Json, `${at}/${keyword}/${index}`, new Set(seen)),
    );
  const lists = [
    member['const'] === undefined ? undefined : [member['const']],
    Array.isArray(member['enum']) ? (member['enum'] as readonly Json[]) : undefined,
    member['type'] === 'null' ? [null] : undefined,
    ...['oneOf', 'anyOf'].map((keyword) => joinLists(below(keyword))),
    ...below('allOf'),
    targetValues(scope, member, at, seen),
  ].filter((list) => list !== undefined);
  const [first, ...others] = lists;
  const types = toTypes(member['type']);
  return first?.filter((value) => (typeOf(value) & types) !== 0 && others.every((list) => list.includes(value)));
}

/** All values of a union; undefined where a branch lists none. */
function joinLists(lists: readonly (readonly Json[] | undefined)[]): readonly Json[] | undefined {
  return lists.length === 0 || lists.includes(undefined) ? undefined : [...new Set(lists.flatMap((list) => list!))];
}

function targetValues(scope: Scope, member: JsonObject, at: string, seen: Set<string>): readonly Json[] | undefined {
  const target = typeof member['$ref'] === 'string' ? scope.follow(member['$ref'], at) : undefined;
  if (target === undefined || seen.has(target)) return undefined;
  return listedValues(scope, getAt(scope.document, target) as Json, target, new Set([...seen, target]));
}
