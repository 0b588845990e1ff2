/** Makes a body differ from every other one, so that rules of uniqueness are met and the run knows its own. */
import { getAt, setAt, toPointer } from '../../contract/pointer.ts';
import type { Json } from '../../contract/types.ts';
import { isObject } from '../../contract/value.ts';
import { isValid, type SchemaContext } from '../../contract/instance/facets.ts';

const NAMED =
  /^(name|title|label|slug|handle|alias|nickname|identifier|(display|user|short)_?name|external_?id|idempotency_?key)$/i;

/**
 * Puts a label into the URLs, the names and the unique texts of a body, wherever the body stays valid.
 * @param unique pointers of texts that have to be unique
 */
export function freshen(
  context: SchemaContext,
  schemaPointer: string | undefined,
  body: Json,
  unique: readonly string[],
  label: string,
): Json {
  let result = structuredClone(body);
  for (const pointer of new Set([...unique, ...findTexts(body, '', '')])) {
    const value = getAt(result, pointer);
    if (typeof value !== 'string') continue;
    for (const next of relabel(value, label)) {
      const changed = setAt(structuredClone(result), pointer, next) as Json;
      if (schemaPointer !== undefined && !isValid(context, schemaPointer, changed)) continue;
      result = changed;
      break;
    }
  }
  return result;
}

function findTexts(value: Json, pointer: string, name: string): string[] {
  if (typeof value === 'string') return NAMED.test(name) || /^https?:\/\//.test(value) ? [pointer] : [];
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, entry]) => findTexts(entry, pointer + toPointer([key]), key));
}

/** Ways to put a label into a text, the most readable first. */
function relabel(value: string, label: string): string[] {
  if (URL.canParse(value) && /^https?:/.test(value)) {
    const url = new URL(value);
    const path = `${url.pathname.replace(/\/$/, '')}/${label}`;
    return [`${url.origin}${path}${url.search}`, `${value}${url.search ? '&' : '?'}hookspec=${label}`];
  }
  const end = label.slice(-6);
  // Some names are made of letters, digits and underscores alone, or of letters and digits, or have to be short.
  const plain = label.replace(/[^a-z0-9]+/gi, '_');
  const bare = label.replace(/[^a-z0-9]+/gi, '');
  const digits = label.replace(/\D+/g, '').slice(-6);
  return [`${value} ${label}`, label, `${value}-${end}`, `${value}_${plain}`, plain, bare, `n${digits}`, `N${digits}`];
}
