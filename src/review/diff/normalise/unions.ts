/** `anyOf` and `oneOf` in the one way they are written here. */
import type { Json } from '../../../contract/types.ts';
import { asArray, asObject, isObject } from '../../../contract/value.ts';
import { toTypes, TYPE, typesOfKeyword } from '../prove/types-of.ts';
import { type Inline, meet, sortKeys } from './meet.ts';
import type { Schema } from './scope.ts';
import { isAnything, writeTypes } from './simplify.ts';

type Draft = Record<string, Json>;

/** Simplifies the unions of a schema; branches are plain already. */
export function simplifyUnions(schema: Schema, inline: Inline): Schema {
  return (['anyOf', 'oneOf'] as const).reduce((draft, keyword) => simplifyUnion(draft, keyword, inline), schema);
}

function simplifyUnion(schema: Schema, keyword: 'anyOf' | 'oneOf', inline: Inline): Schema {
  if (!isObject(schema) || !Array.isArray(schema[keyword])) return schema;
  const { [keyword]: union, ...rest } = schema as Draft;
  const given = (asArray(union) as readonly Schema[]).map((branch) => placeScalar(branch, inline));
  if (keyword === 'anyOf' && given.some((branch) => isAnything(branch as Json))) return rest;
  const branches = sortBranches(joinBranches(keyword === 'anyOf' ? flatten(given) : given, keyword));
  const isDiscriminated = rest['discriminator'] !== undefined && branches.length > 1;
  const plain = isDiscriminated ? rest : withoutDiscriminator(rest);
  if (branches.length === 0) return false;
  if (branches.length === 1) {
    const joined =
      isObject(branches[0]) && branches[0]['$ref'] !== undefined && Object.keys(plain).length === 0
        ? branches[0]
        : meet(plain, branches[0]!, inline);
    return joined ?? sortKeys({ ...plain, anyOf: branches as Json });
  }
  // "This or null" reads the same whichever word is used.
  const isNullable = branches.length === 2 && branches.some((branch) => JSON.stringify(branch) === '{"type":"null"}');
  const name = keyword === 'oneOf' && isNullable && plain['anyOf'] === undefined ? 'anyOf' : keyword;
  return sortKeys({ ...plain, [name]: branches as Json });
}

/** A named text or number joins the other branches as if it stood there; a named object keeps its name. */
function placeScalar(branch: Schema, inline: Inline): Schema {
  if (!isObject(branch) || branch['$ref'] === undefined) return branch;
  const target = inline.look(branch);
  if (!isObject(target)) return branch;
  const isScalar = target['type'] !== undefined && (toTypes(target['type']) & (TYPE.object | TYPE.array)) === 0;
  return isScalar && Object.values(target).every((value) => !isObject(value)) ? target : branch;
}

function withoutDiscriminator(draft: Draft): Draft {
  const { discriminator, ...rest } = draft;
  return discriminator === undefined || rest['anyOf'] !== undefined || rest['oneOf'] !== undefined ? draft : rest;
}

function flatten(branches: readonly Schema[]): Schema[] {
  const flat = branches.flatMap((branch) => {
    const inner = isObject(branch) && Object.keys(branch).length === 1 ? branch['anyOf'] : undefined;
    return Array.isArray(inner) ? (inner as readonly Schema[]) : [branch];
  });
  return [...new Map(flat.map((branch) => [JSON.stringify(branch), branch])).values()];
}

/** Joins branches that a single schema says as well: lists of values, and branches for different types. */
function joinBranches(branches: readonly Schema[], keyword: 'anyOf' | 'oneOf'): Schema[] {
  const left: Schema[] = [];
  for (const branch of branches.filter((one) => one !== false)) {
    let joined: Schema | undefined;
    const index = left.findIndex((other) => (joined = joinTwo(other, branch, keyword)) !== undefined);
    if (index >= 0) left[index] = joined!;
    else left.push(branch);
  }
  return left;
}

function joinTwo(one: Schema, other: Schema, keyword: 'anyOf' | 'oneOf'): Schema | undefined {
  const [left, right] = [asObject(one), asObject(other)];
  const [some, more] = [valuesOf(left), valuesOf(right)];
  const isList = left['enum'] !== undefined || right['enum'] !== undefined;
  if (some !== undefined && more !== undefined && isList) {
    const texts = some.map((value) => JSON.stringify(value));
    const added = more.filter((value) => !texts.includes(JSON.stringify(value)));
    if (keyword === 'oneOf' && added.length < more.length) return undefined;
    return toList([...some, ...added]);
  }
  const [types, others] = [ownTypes(left), ownTypes(right)];
  if (types === undefined || others === undefined || (types & others) !== 0) return undefined;
  if (Object.keys(left).some((key) => key !== 'type' && right[key] !== undefined)) return undefined;
  const draft: Draft = { ...left, ...right };
  writeTypes(draft, types | others);
  return sortKeys(draft);
}

function toList(values: readonly Json[]): Schema {
  const draft: Draft = { enum: [...values].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) };
  const types = values.map((value) =>
    value === null ? 'null' : Array.isArray(value) ? 'array' : Number.isInteger(value) ? 'integer' : typeof value,
  );
  writeTypes(draft, toTypes(types));
  return sortKeys(draft);
}

/** All values of a schema that says nothing but them. */
function valuesOf(schema: object): readonly Json[] | undefined {
  const draft = schema as Draft;
  if (Object.keys(draft).some((key) => key !== 'type' && key !== 'enum')) return undefined;
  if (Array.isArray(draft['enum'])) return draft['enum'] as readonly Json[];
  return draft['type'] === 'null' ? [null] : undefined;
}

/** Types of a schema whose keywords all speak about these types alone. */
function ownTypes(schema: object): number | undefined {
  const draft = schema as Draft;
  if (draft['type'] === undefined) return undefined;
  const types = toTypes(draft['type']);
  const isOwn = Object.keys(draft).every((key) => key === 'type' || ((typesOfKeyword(key) ?? 0) & types) !== 0);
  return isOwn ? types : undefined;
}

function sortBranches(branches: readonly Schema[]): Schema[] {
  return [...branches].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}
