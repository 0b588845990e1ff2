/** Reads `x-resource`: the stateful resources. */
import type { Resource, Role } from '../behaviour.ts';
import { getAt, toPointer } from '../pointer.ts';
import { pointerOfRef } from '../resolve.ts';
import { mayHave, schemasAt } from '../schema-at.ts';
import type { JsonObject } from '../types.ts';
import { checkEmits } from './emits.ts';
import { checkExpressions } from './expressions.ts';
import {
  checkDurationAt,
  checkTemplateAt,
  findResponse,
  hasForm,
  isTrusted,
  maybe,
  type Reading,
  report,
  withoutEvidence,
} from './reading.ts';
import { type RawRole, readRoles } from './roles.ts';

/** The YAML form of one resource: the type with its defaults left out. */
interface RawResource extends Partial<Omit<Resource, 'name' | 'operations' | 'limit' | 'unique' | 'schema' | 'emits'>> {
  readonly schema: string;
  readonly path?: string;
  readonly operations?: { readonly [role in Role]?: RawRole | false };
  readonly limit?: { readonly max: number; readonly counts?: Limit['counts']; readonly outcome: string };
  readonly emits?: Readonly<Record<string, Omit<Resource['emits'][number], 'event'>>>;
  readonly unique?: readonly {
    readonly by: readonly string[];
    readonly on?: readonly Role[];
    readonly outcome: string;
  }[];
}

type Limit = NonNullable<Resource['limit']>;

/** All resources of a document, in its order. */
export function readResources(reading: Reading): Resource[] {
  const raw = reading.document['x-resource'];
  if (raw === undefined || !hasForm(reading, 'x-resource', raw, '/x-resource')) return [];
  return Object.entries(withoutEvidence(raw as JsonObject)).map(([name, value]) =>
    readResource(reading, name, value as unknown as RawResource),
  );
}

function readResource(reading: Reading, name: string, raw: RawResource): Resource {
  const pointer = `/x-resource${toPointer([name])}`;
  const kind = raw.kind ?? 'collection';
  if (raw.path === undefined && raw.operations === undefined) {
    report(
      reading,
      pointer,
      `The resource "${name}" has no operations; give its "path", or name them under "operations".`,
    );
  }
  const operations = readRoles(reading, kind, raw.path, raw.operations ?? {}, `${pointer}/operations`);
  const resource: Resource = {
    name,
    kind,
    schema: pointerOfRef(raw.schema) ?? raw.schema.slice(1),
    ...maybe('id', raw.id),
    ...maybe('within', raw.within),
    operations,
    set: raw.set ?? {},
    derive: raw.derive ?? {},
    ...maybe('limit', raw.limit && { counts: 'all' as const, ...raw.limit }),
    unique: (raw.unique ?? []).map((rule) => ({ on: ['create', 'update'] as const, ...rule })),
    ...maybe('softDelete', raw.softDelete),
    ...maybe('secret', raw.secret),
    ...maybe('subscriber', raw.subscriber),
    emits: Object.entries(raw.emits ?? {}).map(([event, { on, at }]) => ({ event, on, at })),
    notFound: raw.notFound ?? 'notFound',
  };
  if (isTrusted(reading)) return resource;
  checkValues(reading, resource, pointer);
  if (getAt(reading.document, resource.schema) === undefined) {
    report(reading, `${pointer}/schema`, `There is no schema "${raw.schema}"; add it, or mend the reference.`);
  } else checkProperties(reading, resource, pointer);
  return resource;
}

function checkValues(reading: Reading, resource: Resource, pointer: string): void {
  for (const [role, fill] of Object.entries(resource.set)) {
    const operation = reading.operations.find((entry) => entry.id === resource.operations[role as Role]?.operation);
    checkExpressions(reading, fill, `${pointer}/set/${role}`, operation);
  }
  checkExpressions(reading, resource.derive, `${pointer}/derive`);
  checkEmits(reading, resource, `${pointer}/emits`);
  checkExpressions(reading, resource.within ?? [], `${pointer}/within`);
  if (resource.id) checkTemplateAt(reading, resource.id.generate, `${pointer}/id/generate`);
  if (resource.secret) {
    checkTemplateAt(reading, resource.secret.generate, `${pointer}/secret/generate`);
    if (resource.secret.overlap !== undefined) {
      checkDurationAt(reading, resource.secret.overlap, `${pointer}/secret/overlap`);
    }
  }
}

/** Every property the resource speaks of must be in its schema, or in what one of its operations shows of it. */
function checkProperties(reading: Reading, resource: Resource, pointer: string): void {
  const schemas = [resource.schema, ...shownSchemas(reading, resource)];
  const check = (property: string, at: string): void => {
    if (schemas.some((schema) => mayHave(reading.document, schema, property))) return;
    const message = `Neither the schema #${resource.schema} nor an answer has the property "${property}"; add it, or mend the pointer.`;
    report(reading, pointer + at, message);
  };
  const { id, limit, secret, subscriber } = resource;
  if (id) check(id.property, '/id/property');
  for (const [role, fill] of Object.entries(resource.set)) {
    for (const property of Object.keys(fill)) check(property, `/set/${role}${toPointer([property])}`);
  }
  for (const property of Object.keys(resource.derive)) check(property, `/derive${toPointer([property])}`);
  if (limit && limit.counts !== 'all') check(limit.counts.property, '/limit/counts/property');
  resource.unique.forEach((rule, index) => rule.by.forEach((property) => check(property, `/unique/${index}/by`)));
  if (resource.softDelete !== undefined) check(resource.softDelete, '/softDelete');
  if (secret) check(secret.property, '/secret/property');
  for (const key of ['url', 'events', 'active'] as const) {
    if (subscriber?.[key] !== undefined) check(subscriber[key], `/subscriber/${key}`);
  }
  const { update } = resource.operations;
  for (const key of ['immutable', 'clear'] as const) {
    update?.[key].forEach((property, index) => check(property, `/operations/update/${key}/${index}`));
  }
  for (const property of Object.keys(update?.absent ?? {}))
    check(property, `/operations/update/absent${toPointer([property])}`);
}

/** Schemas of the resource in the answers of its operations. */
function shownSchemas(reading: Reading, resource: Resource): string[] {
  return Object.entries(resource.operations).flatMap(([role, spec]) => {
    const operation = reading.operations.find((entry) => entry.id === spec.operation);
    const schema = operation && findResponse(operation.responses, spec.status)?.content[0]?.schemaPointer;
    if (schema === undefined || spec.answer !== 'resource') return [];
    return schemasAt(reading.document, schema, role === 'list' ? `${spec.at}/0` : spec.at) ?? [];
  });
}
