/** Properties of a resource that are the server's to set, with values that a client might try to give them. */
import type { Resource, Role } from '../contract/behaviour.ts';
import { getAt, toPointer } from '../contract/pointer.ts';
import { schemasAt } from '../contract/schema-at.ts';
import type { Contract, Json } from '../contract/types.ts';
import { asArray } from '../contract/value.ts';
import { isSame } from './compare.ts';
import { findResponse } from './documented.ts';
import { toRequestPlace } from './input.ts';
import { toJsonMedia } from './values/values.ts';
import { keyword, propertyNames, propertyPointers, type SchemaContext, toFacets } from '../contract/instance/facets.ts';
import { findVariant, type Variant } from './variants.ts';

/** One such property. */
export interface ServerOwned {
  /** JSON pointer in the resource. */
  readonly pointer: string;
  /** JSON pointer of its schema in the contract. */
  readonly schemaPointer: string;
  /** Set by a create, and by no update. */
  readonly isFixed?: boolean;
  /** What the client tries; no server would come to it by itself. */
  readonly value: Json;
}

/**
 * What answers show of a resource and no request may set: its id, its secret, what the contract says the server sets,
 * what is `readOnly`, and times.
 * @param shown how the server shows one; texts that are tried look like those in it
 * @param asked the request that tries it: an update must not name what only a create does either
 */
export function findServerOwned(
  context: SchemaContext & { readonly contract: Contract },
  variants: readonly Variant[],
  resource: Resource,
  shown: unknown,
  asked: 'create' | 'update' = 'create',
): ServerOwned[] {
  const [onCreate, onUpdate] = (['create', 'update'] as const).map(
    (role) => new Set(requestNames(context, variants, resource, role)),
  ) as [Set<string>, Set<string>];
  const { set, derive, id, secret } = resource;
  // What is declared to be immutable has a check of its own.
  const immutable = resource.operations.update?.immutable ?? [];
  const declared = new Set([
    ...Object.keys(set['create'] ?? {}),
    ...Object.keys(set['update'] ?? {}),
    ...Object.keys(derive),
    ...[id?.property, secret?.property].filter((pointer) => pointer !== undefined),
  ]);
  return (['create', 'read', 'list'] as const)
    .flatMap((role) => responseSchemas(context, variants, resource, role))
    .flatMap((place) => {
      const facets = toFacets(context, place);
      return propertyNames(facets).flatMap((name): ServerOwned[] => {
        const pointer = toPointer([name]);
        const schemaPointer = propertyPointers(facets, name)[0]!;
        const own = toFacets(context, schemaPointer);
        const isTime = keyword(own, 'format') === 'date-time';
        // What a create sets and no update may name is for ever.
        const isNew = onCreate.has(name) && !onUpdate.has(name) && !immutable.includes(pointer);
        const isFixed = asked === 'update' && onUpdate.size > 0 && isNew;
        const isOwned = declared.has(pointer) || isTime || keyword(own, 'readOnly') === true || isFixed;
        if (!isOwned || onUpdate.has(name) || (onCreate.has(name) && !isFixed)) return [];
        const words = asArray(keyword(own, 'enum')).filter((word) => !isSame(word, getAt(shown, pointer)));
        const value = isTime ? '2001-02-03T04:05:06Z' : ((words[0] as Json | undefined) ?? vary(getAt(shown, pointer)));
        return value === undefined ? [] : [{ pointer, schemaPointer, value, ...(isFixed && { isFixed }) }];
      });
    })
    .filter(({ pointer }, index, all) => all.findIndex((other) => other.pointer === pointer) === index);
}

function requestNames(context: SchemaContext, variants: readonly Variant[], resource: Resource, role: Role): string[] {
  const variant = findVariant(variants, resource, role);
  const schemaPointer = toJsonMedia(variant?.operation.requestBody)?.schemaPointer;
  if (variant === undefined || schemaPointer === undefined) return [];
  // An id in the body says which resource is meant; it sets nothing.
  const id = toRequestPlace(variant.id);
  const places = schemasAt(context.contract.document, schemaPointer, variant.spec?.body ?? '') ?? [];
  return places.flatMap((place) => {
    const facets = toFacets(context, place);
    return propertyNames(facets).filter(
      (name) =>
        !(id?.in === 'body' && id.pointer === (variant.spec?.body ?? '') + toPointer([name])) &&
        propertyPointers(facets, name).every((pointer) => keyword(toFacets(context, pointer), 'readOnly') !== true),
    );
  });
}

function responseSchemas(
  { contract }: { readonly contract: Contract },
  variants: readonly Variant[],
  resource: Resource,
  role: Role,
): string[] {
  const variant = findVariant(variants, resource, role);
  if (variant?.spec?.answer !== 'resource') return [];
  const media = toJsonMedia(findResponse(variant.operation, variant.spec.status));
  const at = variant.spec.at + (role === 'list' ? '/0' : '');
  return media?.schemaPointer === undefined ? [] : (schemasAt(contract.document, media.schemaPointer, at) ?? []);
}

/** Another value of the same look; undefined where none can be told from what the server would set itself. */
function vary(shown: unknown): Json | undefined {
  if (typeof shown === 'number') return shown + 4711;
  if (typeof shown === 'boolean') return !shown;
  if (typeof shown !== 'string' || shown.length < 6) return undefined;
  // Six places at the end are enough to be another one, and keep prefixes and versions as they are.
  const end = shown.slice(-6).replace(/[0-9a-f]/g, (character) => (character === '0' ? '1' : '0'));
  return end === shown.slice(-6) ? undefined : shown.slice(0, -6) + end;
}
