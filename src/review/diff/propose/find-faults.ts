/** Finds what no validator can be made of: keywords whose values have a wrong form, patterns that cannot be read. */
import { getAt, toPointer } from '../../../contract/pointer.ts';
import { type Direction as Travel, foreignProperties } from '../../../contract/schema-direction.ts';
import { VALUES } from '../../../contract/schema-keywords.ts';
import { translateLeftovers } from '../../../contract/schema-leftovers.ts';
import { toRegExp } from '../../../contract/schema-patterns.ts';
import { createRefResolver } from '../../../contract/schema-refs.ts';
import type { Json, JsonObject } from '../../../contract/types.ts';
import { isObject } from '../../../contract/value.ts';

/** A keyword that nobody can check. */
export interface Fault {
  readonly keyword: string;
  readonly value: Json;
  /** JSON pointer of the keyword. */
  readonly pointer: string;
  /** Where in the value that the schema describes: JSON pointer, `*` for any item or unnamed member. */
  readonly at: string;
  /** What is wrong with it: a sentence without its point. */
  readonly reason: string;
}

/** Lists the faults of a schema and of all it refers to. */
export type FaultFinder = (schemaPointer: string) => readonly Fault[];

/** Keywords that hold one schema for the same value, and for parts of it. */
const SAME: ReadonlySet<string> = new Set(['not', 'if', 'then', 'else', 'propertyNames']);
const PARTS: ReadonlySet<string> = new Set([
  'items',
  'contains',
  'additionalProperties',
  'unevaluatedItems',
  'unevaluatedProperties',
]);
const LISTS: ReadonlySet<string> = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems']);
const MAPS: ReadonlySet<string> = new Set(['properties', 'patternProperties', 'dependentSchemas']);

const NO_SCHEMA = 'A schema is an object, true or false';

/** What one schema says without those it refers to. */
interface Own {
  readonly faults: Fault[];
  /** JSON pointers of the schemas it refers to, and where in the value they stand. */
  readonly targets: { readonly pointer: string; readonly at: string }[];
}

/** Makes a finder. What it has read it remembers. @param travel members that do not travel are not looked at */
export function createFaultFinder(document: JsonObject, travel: Travel): FaultFinder {
  const refs = createRefResolver(document);
  const known = new Map<string, Own>();

  const read = (pointer: string): Own => {
    const before = known.get(pointer);
    if (before !== undefined) return before;
    const own: Own = { faults: [], targets: [] };
    known.set(pointer, own);
    walk(getAt(document, pointer), pointer, '', own);
    return own;
  };

  // A schema that leads back to itself adds nothing there.
  const find: FaultFinder = (start) => {
    const found: Fault[] = [];
    const seen = new Set([start]);
    const left: Own['targets'] = [{ pointer: start, at: '' }];
    for (let next = left.pop(); next; next = left.pop()) {
      const { at } = next;
      const { faults, targets } = read(next.pointer);
      for (const fault of faults) found.push({ ...fault, at: at + fault.at });
      for (const target of targets) {
        if (seen.has(target.pointer)) continue;
        seen.add(target.pointer);
        left.push({ pointer: target.pointer, at: at + target.at });
      }
    }
    return found;
  };

  const walk = (node: unknown, pointer: string, at: string, own: Own): void => {
    if (typeof node === 'boolean' || node === undefined) return;
    if (!isObject(node)) return void own.faults.push(toFault(pointer, node as Json, at, NO_SCHEMA));
    const schema = translateLeftovers(node, () => {}) as JsonObject;
    for (const keyword of Object.keys(schema)) {
      const value = schema[keyword]!;
      const reason = faultOf(keyword, value);
      if (reason !== undefined) own.faults.push(toFault(pointer + toPointer([keyword]), value, at, reason));
      else if (keyword === '$ref' || keyword === '$dynamicRef')
        follow(value as string, `${pointer}/${keyword}`, at, own);
      else if (SAME.has(keyword)) walk(value, `${pointer}/${keyword}`, at, own);
      else if (PARTS.has(keyword)) walk(value, `${pointer}/${keyword}`, `${at}/*`, own);
      else if (LISTS.has(keyword)) walkList(value as readonly Json[], `${pointer}/${keyword}`, at, own);
      else if (MAPS.has(keyword)) walkMap(schema, keyword, pointer, at, own);
    }
  };

  const follow = (ref: string, place: string, at: string, own: Own): void => {
    try {
      own.targets.push({ pointer: refs.resolve(ref, place), at });
    } catch {
      own.faults.push(toFault(place, ref, at, 'The reference leads nowhere'));
    }
  };

  const skippedIn = (schema: JsonObject, pointer: string): ReadonlySet<string> => {
    if (travel !== 'request') return NO_NAMES;
    try {
      return foreignProperties(document, refs, schema, pointer, travel);
    } catch {
      // A reference that leads nowhere marks nothing.
      return NO_NAMES;
    }
  };

  const walkList = (list: readonly Json[], place: string, at: string, own: Own): void => {
    const isTuple = place.endsWith('/prefixItems');
    list.forEach((part, index) => walk(part, `${place}/${index}`, isTuple ? `${at}/${index}` : at, own));
  };

  const walkMap = (schema: JsonObject, keyword: string, pointer: string, at: string, own: Own): void => {
    const map = schema[keyword] as JsonObject;
    const skipped = keyword === 'properties' ? skippedIn(schema, pointer) : NO_NAMES;
    for (const name of Object.keys(map)) {
      const token = toPointer([name]);
      const place = `${pointer}/${keyword}${token}`;
      const reason = keyword === 'patternProperties' ? patternFault(name) : undefined;
      if (reason !== undefined) own.faults.push({ keyword, value: name, pointer: place, at, reason });
      const step = keyword === 'properties' ? token : keyword === 'patternProperties' ? '/*' : '';
      if (!skipped.has(name)) walk(map[name], place, at + step, own);
    }
  };

  return find;
}

const NO_NAMES: ReadonlySet<string> = new Set();

function toFault(pointer: string, value: Json, at: string, reason: string): Fault {
  return { keyword: pointer.slice(pointer.lastIndexOf('/') + 1), value, pointer, at, reason };
}

function faultOf(keyword: string, value: Json): string | undefined {
  if (Object.hasOwn(VALUES, keyword) && !VALUES[keyword]!(value)) return `"${keyword}" has a value of the wrong form`;
  if (keyword === 'pattern') return patternFault(value as string);
  if (keyword === '$ref' || keyword === '$dynamicRef')
    return typeof value === 'string' ? undefined : 'A reference is text';
  if (LISTS.has(keyword) && !(Array.isArray(value) && value.length > 0))
    return `"${keyword}" has to be a list of schemas`;
  return MAPS.has(keyword) && !isObject(value) ? `"${keyword}" has to be an object of schemas` : undefined;
}

function patternFault(pattern: string): string | undefined {
  try {
    toRegExp(pattern);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
