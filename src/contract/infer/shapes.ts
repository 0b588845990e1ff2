/** What a schema says of a body: its properties through references and branches, and the objects and lists inside. */
import { getAt, toPointer } from '../pointer.ts';
import { pointerOfRef } from '../resolve.ts';
import type { JsonObject } from '../types.ts';
import { asArray, asObject, isObject } from '../value.ts';

/** An object, or a list of objects, somewhere in a body. */
export interface Shape {
  readonly kind: 'object' | 'list';
  /** JSON pointer in the body. */
  readonly at: string;
  /** JSON pointer of the schema of the object, or of the entries. */
  readonly schema: string;
  /** Property → pointers of its schemas. */
  readonly properties: ReadonlyMap<string, readonly string[]>;
}

/** An envelope has few levels. */
const DEEPEST = 2;

/** Pointers of the schema itself and of all that speak of the same value: `$ref`, `allOf`, `anyOf`, `oneOf`. */
export function expandSchema(document: JsonObject, pointer: string, seen = new Set<string>()): readonly string[] {
  const schema = getAt(document, pointer);
  if (seen.has(pointer) || !isObject(schema)) return [];
  seen.add(pointer);
  const target = typeof schema['$ref'] === 'string' ? pointerOfRef(schema['$ref']) : undefined;
  const branches = ['allOf', 'anyOf', 'oneOf'].flatMap((key) =>
    asArray(schema[key]).map((_, index) => `${pointer}/${key}/${index}`),
  );
  const more = target === undefined ? branches : [target, ...branches];
  return [pointer, ...more.flatMap((place) => expandSchema(document, place, seen))];
}

/** Properties of the object that a schema describes. */
export function propertiesOf(document: JsonObject, pointer: string): ReadonlyMap<string, readonly string[]> {
  const properties = new Map<string, string[]>();
  for (const place of expandSchema(document, pointer)) {
    for (const name of Object.keys(asObject(getAt(document, `${place}/properties`)))) {
      const at = place + toPointer(['properties', name]);
      properties.set(name, [...(properties.get(name) ?? []), at]);
    }
  }
  return properties;
}

/** Types that a schema allows, as far as it names any. */
export function typesOf(document: JsonObject, pointers: readonly string[]): ReadonlySet<string> {
  const places = pointers.flatMap((pointer) => expandSchema(document, pointer));
  return new Set(
    places
      .flatMap((place) => [asObject(getAt(document, place))['type']].flat())
      .filter((type) => typeof type === 'string'),
  );
}

/** The value of a keyword, from the first part of a schema that has it. */
export function keywordOf(document: JsonObject, pointers: readonly string[], keyword: string): unknown {
  const places = pointers.flatMap((pointer) => expandSchema(document, pointer));
  return places.map((place) => asObject(getAt(document, place))[keyword]).find((value) => value !== undefined);
}

/** Objects and lists of objects in a body, the outermost first. */
export function findShapes(document: JsonObject, schema: string): readonly Shape[] {
  let level: readonly { at: string; schema: string }[] = [{ at: '', schema }];
  const shapes: Shape[] = [];
  for (let depth = 0; depth <= DEEPEST; depth += 1) {
    const next: { at: string; schema: string }[] = [];
    for (const place of level) {
      const shape = toShape(document, place);
      if (shape === undefined) continue;
      shapes.push(shape);
      if (shape.kind === 'list') continue;
      for (const [name, [first]] of shape.properties) next.push({ at: place.at + toPointer([name]), schema: first! });
    }
    level = next;
  }
  return shapes;
}

function toShape(document: JsonObject, { at, schema }: { at: string; schema: string }): Shape | undefined {
  const items = expandSchema(document, schema).find((place) => isObject(getAt(document, `${place}/items`)));
  const isList = items !== undefined;
  const inner = toNamed(document, isList ? `${items}/items` : schema);
  const properties = propertiesOf(document, inner);
  return properties.size === 0 ? undefined : { kind: isList ? 'list' : 'object', at, schema: inner, properties };
}

/** The component that a schema refers to, else the schema itself. */
export function toNamed(document: JsonObject, pointer: string): string {
  const ref = asObject(getAt(document, pointer))['$ref'];
  const target = typeof ref === 'string' ? pointerOfRef(ref) : undefined;
  return target === undefined || getAt(document, target) === undefined ? pointer : toNamed(document, target);
}
