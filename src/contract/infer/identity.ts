/** Which property names a resource, and how fresh ids look. */
import { isNumeric } from '../template.ts';
import type { JsonObject } from '../types.ts';
import { keywordOf, typesOf, type Shape } from './shapes.ts';

/** `id` of an entry of `x-resource`. */
export interface Identity {
  readonly property: string;
  readonly generate: string;
}

/**
 * The property of a resource that the item path carries.
 * @param parameter name of the path parameter, e.g. `petId`
 * @param thing name of the resource, e.g. `pet`
 * @param settable names that a request may set: an id among them is the client's to choose
 * @returns undefined where no property looks like it, or its form is not known
 */
export function findIdentity(
  document: JsonObject,
  { properties }: Pick<Shape, 'properties'>,
  parameter: string,
  thing: string,
): Identity | undefined {
  const wanted = [parameter, 'id', `${thing}id`, 'uuid', `${thing}uuid`, 'uid', 'guid', 'key'].map(fold);
  const names = [...properties.keys()];
  const name = wanted
    .map((word) => names.find((candidate) => fold(candidate) === word))
    .find((found) => found !== undefined);
  if (name === undefined) return undefined;
  const generate = toTemplate(document, properties.get(name)!);
  return generate === undefined ? undefined : { property: `/${name}`, generate };
}

/** Spellings that mean the same: `pet_id`, `petId`, `pet-id`. */
function fold(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

const CANDIDATES = ['{uuid}', '{hex:24}', '{base62:20}', '{ulid}', '{base36:12}', '{digits:12}', '{hex:8}'];
const LENGTHS: Readonly<Record<string, number>> = { '{uuid}': 36, '{ulid}': 26 };

function toTemplate(document: JsonObject, pointers: readonly string[]): string | undefined {
  const types = typesOf(document, pointers);
  if (types.has('integer') || types.has('number')) return '{sequence}';
  if (types.size > 0 && !types.has('string')) return undefined;
  if (keywordOf(document, pointers, 'enum') !== undefined) return undefined;
  const format = keywordOf(document, pointers, 'format');
  if (format === 'uuid' || format === 'guid') return '{uuid}';
  const pattern = keywordOf(document, pointers, 'pattern');
  const least = Number(keywordOf(document, pointers, 'minLength') ?? 0);
  const most = Number(keywordOf(document, pointers, 'maxLength') ?? Infinity);
  return CANDIDATES.find((template) => {
    const length = LENGTHS[template] ?? Number(/:(\d+)/.exec(template)?.[1]);
    return length >= least && length <= most && (typeof pattern !== 'string' || fits(template, pattern));
  });
}

const SAMPLES: Readonly<Record<string, string>> = {
  uuid: '3f2b8c1e-5d4a-4b7c-9e0f-1a2b3c4d5e6f',
  ulid: '01JCZ8K3V5N7Q9R1T3W5Y7A9CE',
  hex: '3f2b8c1e5d4a7b9c0e1f2a3b',
  base62: '3fB9kQ2xZ7mNaT5vR8wY',
  base36: '3fb9kq2xz7mn',
  digits: '392817465023',
};

/** An id as a template makes it. */
export function toSampleId(template: string): string | number {
  if (isNumeric(template)) return 1;
  const [, name = '', length] = /^\{(\w+)(?::(\d+))?\}$/.exec(template) ?? [];
  return SAMPLES[name]!.slice(0, Number(length ?? 99));
}

function fits(template: string, pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(String(toSampleId(template)));
  } catch {
    return false;
  }
}
