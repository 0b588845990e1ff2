/** Properties that answers show and a request does not set: what the server gives them. */
import { getAt, toPointer } from '../pointer.ts';
import type { Json, JsonObject, MediaType } from '../types.ts';
import { requiredOf, toSample } from './sample.ts';
import { keywordOf, type Shape } from './shapes.ts';

/** What is known of a creation. */
export interface Creation {
  /** The resource in the answers: to its creation first. */
  readonly shapes: readonly Shape[];
  /** What a request may set. */
  readonly settable: Shape;
  readonly id: string;
  readonly path: string;
  readonly media: MediaType;
}

/** Parts of an entry that say what the server gives a resource. */
export interface ServerOwned {
  /** What is set on create whatever the request says. */
  readonly create: Readonly<Record<string, Json>>;
  /** What is set on update. */
  readonly update: Readonly<Record<string, Json>>;
  /** What a property becomes that a request may leave out and an answer must have. */
  readonly absent: Readonly<Record<string, Json>>;
}

/** Finds them: times are the present one, parents those of the path, all else is as the document shows it. */
export function findServerOwned(document: JsonObject, { shapes, settable, id, path, media }: Creation): ServerOwned {
  const [created] = shapes as [Shape, ...Shape[]];
  const required = new Set(shapes.flatMap(({ schema }) => [...requiredOf(document, schema)]));
  const sent = requiredOf(document, settable.schema);
  const owned = {
    create: {} as Record<string, Json>,
    update: {} as Record<string, Json>,
    absent: {} as Record<string, Json>,
  };
  const properties = new Map(shapes.toReversed().flatMap((shape) => [...shape.properties]));
  for (const [name, pointers] of properties) {
    if (name === id || sent.has(name)) continue;
    const pointer = toPointer([name]);
    const isSettable = settable.properties.has(name) && keywordOf(document, pointers, 'readOnly') !== true;
    const example = getAt(media.examples[0]?.value, `${created.at}${pointer}`) as Json | undefined;
    const parent = findParent(path, name);
    const isTime = keywordOf(document, pointers, 'format') === 'date-time';
    const isStamp = !isSettable && isTime && /creat|updat|modif|changed/i.test(name);
    const isNeeded = required.has(name) || (!isSettable && example !== undefined);
    const known = isStamp ? '$now' : isSettable ? undefined : parent;
    const value = known ?? (isNeeded ? toExpression(example ?? toSample(document, pointers[0]!)) : undefined);
    if (value !== undefined) owned[isSettable ? 'absent' : 'create'][pointer] = value;
    if (isStamp && /updat|modif|changed/i.test(name)) owned.update[pointer] = '$now';
  }
  return owned;
}

/** `userId` of `/users/{userId}/things` is what the path says. */
function findParent(path: string, name: string): string | undefined {
  const parameters = [...path.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1]!);
  const parent = parameters.find(
    (parameter) => parameter.replace(/[^a-z0-9]/gi, '').toLowerCase() === name.replace(/[^a-z0-9]/gi, '').toLowerCase(),
  );
  return parent !== undefined && parent.toLowerCase() !== 'id' ? `$request.path.${parent}` : undefined;
}

// In an expression a dollar sign means more than itself.
function toExpression(value: Json): Json | undefined {
  if (typeof value === 'string') return value.startsWith('$') ? `$${value}` : value.includes('{$') ? undefined : value;
  return JSON.stringify(value).includes('$') ? undefined : value;
}
