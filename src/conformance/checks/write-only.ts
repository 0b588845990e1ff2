import { getAt, toPointer } from '../../contract/pointer.ts';
import { pointerOfRef } from '../../contract/resolve.ts';
import type { JsonObject } from '../../contract/types.ts';
import { asArray, asObject, isObject } from '../../contract/value.ts';
import { nameOf } from '../exchange.ts';
import type { ResponseCheck } from '../judge.ts';
import { findMedia } from '../media.ts';
import { isJsonType } from '../values/values.ts';

/** No answer shows a property that the contract declares `writeOnly`. */
export const writeOnly: ResponseCheck = {
  name: 'write-only',
  stops: false,
  check({ contract, exchange, documented }) {
    const { operation, response, variant } = exchange;
    const type = response.headers.get('content-type') ?? '';
    const media = documented && findMedia(documented, type);
    if (media?.schemaPointer === undefined || !isJsonType(type)) return [];
    const shown = findWriteOnly(contract.document, media.schemaPointer, response.json, '', 0);
    const secret = variant.resource?.secret?.property;
    return shown
      .filter(({ at }) => secret === undefined || !at.endsWith(secret))
      .slice(0, 1)
      .map(({ at, schemaPointer }) => ({
        code: 'WriteOnlyPropertyReturned' as const,
        message: `${nameOf(operation)} answered ${response.status} with ${at}, which is only ever written.`,
        contractPointer: schemaPointer,
        responsePointer: at,
        expected: 'no such property',
        received: typeof getAt(response.json, at),
        key: schemaPointer,
      }));
  },
};

interface Shown {
  readonly at: string;
  readonly schemaPointer: string;
}

const DEEPEST = 12;

/** Only what holds for certain: through `$ref` and `allOf`, not through the branches of a union. */
function findWriteOnly(document: JsonObject, pointer: string, value: unknown, at: string, depth: number): Shown[] {
  if (depth > DEEPEST) return [];
  return toCertain(document, pointer).flatMap(({ place, schema }) => {
    if (Array.isArray(value))
      return isObject(schema['items'])
        ? value.flatMap((item, index) => findWriteOnly(document, `${place}/items`, item, `${at}/${index}`, depth + 1))
        : [];
    if (!isObject(value)) return [];
    return Object.keys(asObject(schema['properties']))
      .filter((name) => Object.hasOwn(value, name))
      .flatMap((name) => {
        const own = place + toPointer(['properties', name]);
        const there = at + toPointer([name]);
        const mark = toCertain(document, own).find((entry) => entry.schema['writeOnly'] === true);
        if (mark) return [{ at: there, schemaPointer: `${mark.place}/writeOnly` }];
        return findWriteOnly(document, own, value[name], there, depth + 1);
      });
  });
}

function toCertain(
  document: JsonObject,
  pointer: string,
  seen = new Set<string>(),
): { readonly place: string; readonly schema: JsonObject }[] {
  const schema = getAt(document, pointer);
  if (!isObject(schema) || seen.has(pointer)) return [];
  seen.add(pointer);
  const ref = schema['$ref'];
  const target = typeof ref === 'string' ? pointerOfRef(ref) : undefined;
  const parts = asArray(schema['allOf']).map((_, index) => `${pointer}/allOf/${index}`);
  return [
    { place: pointer, schema: schema as JsonObject },
    ...[...(target === undefined ? [] : [target]), ...parts].flatMap((part) => toCertain(document, part, seen)),
  ];
}
