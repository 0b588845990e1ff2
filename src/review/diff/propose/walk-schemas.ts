/** Walks two schemas side by side, to compare what no validator looks at. */
import { getAt, toPointer } from '../../../contract/pointer.ts';
import { derefPointer } from '../../../contract/resolve.ts';
import type { JsonObject } from '../../../contract/types.ts';
import { asArray, asObject, isObject } from '../../../contract/value.ts';

/** A schema in both versions. */
export interface SchemaPair {
  readonly base: JsonObject;
  readonly head: JsonObject;
  readonly basePointer: string;
  readonly headPointer: string;
  /** Where in the value: JSON pointer, `*` for any item or unnamed member. */
  readonly at: string;
  /** Whether both versions demand it of the object that it is a member of. */
  readonly required: boolean;
}

/** Two documents, and a schema in each. */
export interface SchemaRoots {
  readonly base: { readonly document: JsonObject; readonly pointer: string };
  readonly head: { readonly document: JsonObject; readonly pointer: string };
}

/** All pairs below two schemas, these included; each pair of nodes once. */
export function listSchemaPairs({ base, head }: SchemaRoots): SchemaPair[] {
  const pairs: SchemaPair[] = [];
  const seen = new Set<string>();
  const visit = (baseAt: string, headAt: string, at: string, required: boolean): void => {
    const basePointer = derefPointer(base.document, baseAt);
    const headPointer = derefPointer(head.document, headAt);
    const [was, is] = [getAt(base.document, basePointer), getAt(head.document, headPointer)];
    const key = `${basePointer} ${headPointer}`;
    if (seen.has(key) || !isObject(was) || !isObject(is)) return;
    seen.add(key);
    pairs.push({ base: was, head: is, basePointer, headPointer, at, required });
    for (const name of Object.keys(asObject(was['properties']))) {
      const isRequired = [was, is].every((schema) => asArray(schema['required']).includes(name));
      const member = toPointer([name]);
      visit(`${basePointer}/properties${member}`, `${headPointer}/properties${member}`, at + member, isRequired);
    }
    for (const keyword of ['items', 'additionalProperties']) {
      visit(`${basePointer}/${keyword}`, `${headPointer}/${keyword}`, `${at}/*`, false);
    }
    for (const keyword of ['allOf', 'anyOf', 'oneOf', 'prefixItems']) {
      const [before, after] = [asArray(was[keyword]), asArray(is[keyword])];
      if (before.length !== after.length) continue;
      const path = (index: number): string => (keyword === 'prefixItems' ? `${at}/${index}` : at);
      before.forEach((_, index) => {
        visit(`${basePointer}/${keyword}/${index}`, `${headPointer}/${keyword}/${index}`, path(index), required);
      });
    }
  };
  visit(base.pointer, head.pointer, '', false);
  return pairs;
}
