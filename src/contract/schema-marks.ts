/** What a rewritten schema carries so that errors can be led back to the document. */
import { isRecord } from './schema-keywords.ts';
import type { RefResolver } from './schema-refs.ts';

/** Where a rewritten schema came from. */
export interface Origin {
  /** JSON pointer of the schema in the document. */
  readonly pointer: string;
  /** `never`: it was `false`; `contains`: it only hides the errors of single items. */
  readonly role?: 'never' | 'contains';
  readonly discriminator?: Discriminator;
}

/** OpenAPI's `discriminator` of a union: it changes no verdict, but tells which branch was meant. */
export interface Discriminator {
  readonly property: string;
  /** Value of the property → index of the branch. */
  readonly branches: ReadonlyMap<string, number>;
}

/** Keyword that stands between the branches of a union and always fails there: its value is the branch's index. */
export const MARK = 'hookspecBranch';

type Node = Record<string, unknown>;

/** The discriminator of a union, when it has one with `$ref` branches. */
export function readDiscriminator(schema: Readonly<Node>, at: string, refs: RefResolver): Discriminator | undefined {
  const { discriminator } = schema;
  const list = schema.oneOf ?? schema.anyOf;
  if (!isRecord(discriminator) || typeof discriminator.propertyName !== 'string' || !Array.isArray(list))
    return undefined;
  const places = list.map((branch) =>
    isRecord(branch) && typeof branch.$ref === 'string' ? refs.resolve(branch.$ref, at) : undefined,
  );
  const branches = new Map<string, number>();
  places.forEach((place, index) => {
    if (place !== undefined) branches.set(place.slice(place.lastIndexOf('/') + 1), index);
  });
  const mapping = isRecord(discriminator.mapping) ? discriminator.mapping : {};
  for (const [value, target] of Object.entries(mapping)) {
    const index = places.findIndex((place) => place !== undefined && isMeant(String(target), place));
    if (index >= 0) branches.set(value, index);
  }
  return { property: discriminator.propertyName, branches };
}

/** A mapping names a schema by a reference, by its bare name, or by the file it stood in before bundling. */
function isMeant(target: string, place: string): boolean {
  const name = target.split(/[/#]/).pop()!;
  return (
    `#${place}` === target || place.endsWith(`/${name}`) || place.endsWith(`/${name.replace(/\.(?:ya?ml|json)$/, '')}`)
  );
}

/** Adds `null` to what a schema allows: `nullable: true`, left over from OpenAPI 3.0. */
export function allowNull(node: Node, pointer: string, origins: WeakMap<object, Origin>): Node {
  const combined = ['$ref', 'allOf', 'anyOf', 'oneOf', 'not', 'if', 'const'].some((keyword) => keyword in node);
  if (!combined) {
    if (node.type !== undefined) node.type = [...new Set([node.type, 'null'].flat())];
    if (Array.isArray(node.enum)) node.enum = [...new Set([...node.enum, null])];
    return node;
  }
  const nothing: Node = { type: 'null' };
  const either: Node = { anyOf: [{ [MARK]: 0 }, node, { [MARK]: 1 }, nothing] };
  origins.set(nothing, { pointer });
  origins.set(either, { pointer });
  return either;
}

/** What a `nullable` does, as the end of a sentence. */
export function explainNullable(schema: Readonly<Node>): string {
  if (schema.nullable !== true) return 'leave it out';
  return schema.type === undefined
    ? 'it is read as "or null"; write "anyOf" with "type: \'null\'"'
    : `it is read as "or null"; write "type: [${[schema.type].flat().join(', ')}, 'null']"`;
}

/** Wraps the schema of `contains`, so that a failure is told once and not for every item. */
export function hideItems(node: Node, pointer: string, origins: WeakMap<object, Origin>): Node {
  const inner: Node = { not: node };
  const outer: Node = { not: inner };
  origins.set(inner, { pointer, role: 'contains' });
  origins.set(outer, { pointer, role: 'contains' });
  return outer;
}
