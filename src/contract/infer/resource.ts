/** One entry of `x-resource` for a candidate, or why there is none. */
import { setAt, toPointer } from '../pointer.ts';
import type { SchemaCompiler } from '../schema.ts';
import type { Json, JsonObject } from '../types.ts';
import { isObject } from '../value.ts';
import type { Candidate } from './candidates.ts';
import { findIdentity, toSampleId, type Identity } from './identity.ts';
import { findSettable, fitItem, fitList, jsonOf, successOf, type FittingRole, type Subject } from './roles.ts';
import { requiredOf, toSample } from './sample.ts';
import { findShapes, type Shape } from './shapes.ts';
import { findServerOwned, type ServerOwned } from './server-owned.ts';

/** What came of a candidate. */
export type Inference = { readonly entry: JsonObject } | { readonly why: string };

/** Infers one resource. Whatever does not fit in each of its answers keeps the whole from being inferred. */
export function inferResource(document: JsonObject, compiler: SchemaCompiler, candidate: Candidate): Inference {
  const { create, parameter, name, path } = candidate;
  const media = jsonOf(document, successOf(create)?.content);
  if (media === undefined) return { why: 'its success answer has no JSON schema' };
  const found = findCreated(document, findShapes(document, media.schemaPointer), parameter, name);
  if (found === undefined) return { why: `nothing in its answer names what {${parameter}} addresses` };
  const { shape, identity } = found;
  const id = identity.property.slice(1);
  const subject: Subject = { document, id, properties: new Set(shape.properties.keys()) };
  const settable = findSettable(subject, create);
  if (settable === undefined) return { why: 'its request and its answer speak of different things' };
  if (requiredOf(document, settable.schema).has(id)) return { why: `the client chooses \`${id}\`` };
  const roles = fitRoles(subject, candidate);
  if (roles['read'] === undefined && roles['list'] === undefined) return { why: 'no operation shows it again' };
  const shapes = [shape, ...Object.values(roles).flatMap((role) => role?.shown?.shape ?? [])];
  const owned = findServerOwned(document, { shapes, settable, id, path, media });
  const absent = Object.keys(owned.absent).length > 0 ? { absent: owned.absent } : {};
  const created: FittingRole = {
    entry: { ...toPlaces(shape, settable), ...absent },
    shown: { at: shape.at, shape, media },
  };
  const stored = predict(document, settable, owned, identity);
  for (const [role, fitting] of Object.entries({ create: created, ...roles })) {
    const fault = fitting?.shown && findFault(compiler, fitting.shown, stored, fitting.entry);
    if (fault !== undefined) return { why: `the answer to ${role} would be wrong: ${fault}` };
  }
  const served = ['list', 'read', 'update', 'delete'].filter((role) => candidate[role as 'list'] !== undefined);
  const entries = served.map((role) => [role, roles[role]?.entry ?? false] as const);
  const parents = [...path.matchAll(/\{([^{}]+)\}/g)].map((match) => `$request.path.${match[1]!}`);
  return {
    entry: {
      schema: `#${shape.schema}`,
      path,
      ...(parents.length > 0 && { within: parents }),
      id: { ...identity },
      ...toMember('operations', { create: created.entry, ...Object.fromEntries(entries) }),
      ...toMember('set', { create: owned.create, update: owned.update }),
    },
  };
}

function toPlaces(shape: Shape, settable: Shape): JsonObject {
  return { ...(shape.at !== '' && { at: shape.at }), ...(settable.at !== '' && { body: settable.at }) };
}

/** A member without what says nothing. */
function toMember(name: string, parts: Readonly<Record<string, JsonObject | false>>): JsonObject {
  const said = Object.entries(parts).filter(([, part]) => part === false || Object.keys(part).length > 0);
  return said.length === 0 ? {} : { [name]: Object.fromEntries(said) };
}

function findCreated(
  document: JsonObject,
  shapes: readonly Shape[],
  parameter: string,
  name: string,
): { shape: Shape; identity: Identity } | undefined {
  for (const shape of shapes) {
    const identity = shape.kind === 'object' ? findIdentity(document, shape, parameter, name) : undefined;
    if (identity) return { shape, identity };
  }
  return undefined;
}

function fitRoles(subject: Subject, candidate: Candidate): Readonly<Record<string, FittingRole | undefined>> {
  const { list, read, update, delete: remove } = candidate;
  const roles = {
    list: list && fitList(subject, list),
    read: read && fitItem(subject, read, 'read'),
    update: update && fitItem(subject, update, 'update'),
    delete: remove && fitItem(subject, remove, 'delete'),
  };
  return Object.fromEntries(Object.entries(roles).filter(([, role]) => role !== undefined));
}

/** What is stored after the smallest request. */
function predict(
  document: JsonObject,
  settable: Shape,
  owned: ServerOwned,
  { property, generate }: Identity,
): JsonObject {
  const sent = toSample(document, settable.schema);
  const required = requiredOf(document, settable.schema);
  // An example shows more than a request must have.
  const least = Object.entries(isObject(sent) ? sent : {}).filter(([name]) => required.has(name));
  const stored: Record<string, Json> = Object.fromEntries(least);
  for (const [pointer, value] of Object.entries({ ...owned.absent, ...owned.create }))
    setAt(stored, pointer, toLiteral(value));
  setAt(stored, property, toSampleId(generate));
  return stored;
}

function toLiteral(value: Json): Json {
  if (value === '$now') return '2026-01-01T00:00:00Z';
  return typeof value === 'string' ? value.replace(/^\$\$/, '$').replace(/^\$request\..*/, '1') : value;
}

function findFault(
  compiler: SchemaCompiler,
  { at, shape, media }: NonNullable<FittingRole['shown']>,
  stored: JsonObject,
  entry: JsonObject,
): string | undefined {
  const shown = Object.fromEntries(Object.entries(stored).filter(([name]) => shape.properties.has(name)));
  const ground = structuredClone(media.examples[0]?.value);
  let body = setAt(ground, at, shape.kind === 'list' ? [shown] : shown);
  for (const [pointer, told] of Object.entries((entry['fill'] ?? {}) as JsonObject))
    body = setAt(body, pointer, told === '$page.hasMore' ? false : told === '$page.nextCursor' ? undefined : 1);
  try {
    const [violation] = compiler.compile(media.schemaPointer!, 'response')(JSON.parse(JSON.stringify(body)));
    return violation && `${violation.at || toPointer([''])} ${violation.message}`;
  } catch {
    return 'its schema cannot be compiled';
  }
}
