/** How one operation of a candidate serves its role, as an entry of `operations` says it. */
import type { RawOperation } from '../operations.ts';
import { findResponse, firstSuccess } from '../readers/reading.ts';
import type { JsonObject, MediaType, ResponseSpec } from '../types.ts';
import { inferPaging } from './paging.ts';
import { toSample } from './sample.ts';
import { findShapes, toNamed, type Shape } from './shapes.ts';

/** The resource as its creation shows it. */
export interface Subject {
  readonly document: JsonObject;
  /** Name of the property that identifies it. */
  readonly id: string;
  readonly properties: ReadonlySet<string>;
}

/** A role that fits: its entry, and what its answer has to satisfy. */
export interface FittingRole {
  readonly entry: JsonObject;
  /** Where the resource is in the answer; absent where the answer does not show it. */
  readonly shown?: { readonly at: string; readonly shape: Shape; readonly media: MediaType };
}

/** The success answer of an operation. */
export function successOf(operation: RawOperation): ResponseSpec | undefined {
  const status = firstSuccess(operation.responses);
  return status === undefined ? undefined : findResponse(operation.responses, status);
}

/** The JSON media type of a body; the others must have its schema, since the mock takes the properties of the first. */
export function jsonOf(document: JsonObject, content: readonly MediaType[] = []): JsonMedia | undefined {
  const media = content.find(({ type }) => /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(type));
  const [first] = content;
  if (media?.schemaPointer === undefined || first?.schemaPointer === undefined) return undefined;
  const isSame = toNamed(document, first.schemaPointer) === toNamed(document, media.schemaPointer);
  return isSame ? { ...media, schemaPointer: media.schemaPointer } : undefined;
}

/** A media type with a schema. */
export type JsonMedia = MediaType & { readonly schemaPointer: string };

/** How a list fits: where its entries are, and how it is paged. */
export function fitList(subject: Subject, operation: RawOperation): FittingRole | undefined {
  const media = jsonOf(subject.document, successOf(operation)?.content);
  if (media === undefined) return undefined;
  const shapes = findShapes(subject.document, media.schemaPointer);
  const shape = shapes.find((candidate) => candidate.kind === 'list' && isOf(subject, candidate));
  if (shape === undefined) return undefined;
  const entry = { ...toAt(shape.at), ...inferPaging(operation, shapes, shape.at) };
  return { entry, shown: { at: shape.at, shape, media } };
}

/** How an operation on one item fits; `body`: its request sets properties. */
export function fitItem(
  subject: Subject,
  operation: RawOperation,
  role: 'read' | 'update' | 'delete',
): FittingRole | undefined {
  const body = role === 'update' ? findSettable(subject, operation) : undefined;
  if (role === 'update' && body === undefined) return undefined;
  const entry = body === undefined || body.at === '' ? {} : { body: body.at };
  const response = successOf(operation);
  if (response === undefined) return undefined;
  if (response.content.length === 0) return role === 'read' ? undefined : { entry };
  const media = jsonOf(subject.document, response.content);
  if (media === undefined) return undefined;
  const shapes = findShapes(subject.document, media.schemaPointer);
  const shape = shapes.find((candidate) => candidate.kind === 'object' && isOf(subject, candidate));
  if (shape) {
    const answer = role === 'delete' ? { answer: 'resource' } : {};
    return { entry: { ...entry, ...toAt(shape.at), ...answer }, shown: { at: shape.at, shape, media } };
  }
  if (role === 'read') return undefined;
  if (media.examples.length > 0) return { entry: { ...entry, answer: 'example' } };
  return { entry: { ...entry, answer: 'example', fill: { '': toSample(subject.document, media.schemaPointer) } } };
}

/** The part of a request body that sets properties of the resource: at least half of what it names must be some. */
export function findSettable({ document, properties }: Subject, operation: RawOperation): Shape | undefined {
  const media = jsonOf(document, operation.requestBody?.content);
  if (media === undefined) return undefined;
  const shared = (shape: Shape): number => [...shape.properties.keys()].filter((name) => properties.has(name)).length;
  return findShapes(document, media.schemaPointer).find(
    (shape) => shape.kind === 'object' && shared(shape) > 0 && shared(shape) * 2 >= shape.properties.size,
  );
}

/** Whether an answer shows the resource: its id, and mostly its properties. */
function isOf({ id, properties }: Subject, shape: Shape): boolean {
  const names = [...shape.properties.keys()];
  return names.includes(id) && names.filter((name) => properties.has(name)).length * 2 >= names.length;
}

function toAt(at: string): JsonObject {
  return at === '' ? {} : { at };
}
