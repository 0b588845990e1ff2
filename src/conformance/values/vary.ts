/** Values like another one, and different from it: what lists are filled up with. */
import type { Json } from '../../contract/types.ts';
import { isObject } from '../../contract/value.ts';

/** Whether a value is a web address. */
export function isUrl(value: unknown): value is string {
  return typeof value === 'string' && /^https?:\/\//i.test(value) && URL.canParse(value);
}

/** Another value of the same kind for each index. */
export function vary(first: Json | undefined, index: number): Json {
  if (typeof first === 'number') return first + index;
  if (isUrl(first)) return `${first}/${index}`;
  if (typeof first === 'string') return /@/.test(first) ? `${index}${first}` : `${String(first)}${index}`;
  if (!isObject(first)) return first ?? index;
  const record = first as Readonly<Record<string, Json>>;
  const text = Object.keys(record).find((name) => typeof record[name] === 'string');
  return text === undefined ? first : { ...record, [text]: vary(record[text], index) };
}
