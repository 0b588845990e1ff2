/** Whether a writer would send a value: no member that only the reader's version knows. */
import type { Json } from '../../../contract/types.ts';
import { isObject } from '../../../contract/value.ts';
import { casesOf } from './cases.ts';
import type { Conjunction } from './conjunction.ts';
import { fits } from './fits.ts';
import { itemOf, namesMember, memberOf } from './members.ts';

/** @param readers what the reader's version may say of the value, in any branch of its unions */
export function isWritten(value: Json, writer: Conjunction, readers: readonly Conjunction[]): boolean {
  if (value === null || typeof value !== 'object') return true;
  const cases = casesOf(writer);
  if (cases !== undefined) return cases.some((part) => fits(value, part) !== false && isWritten(value, part, readers));
  const all = readers.flatMap((reader) => spread(reader)).slice(0, 30);
  if (Array.isArray(value)) {
    return (value as readonly Json[]).every((item, index) =>
      isWritten(
        item,
        itemOf(writer, index),
        all.map((reader) => itemOf(reader, index)),
      ),
    );
  }
  if (!isObject(value)) return true;
  return Object.keys(value).every((name) => {
    const member = memberOf(writer, name);
    if (!member.isWritten) return !all.some((reader) => namesMember(reader, name));
    return isWritten(
      value[name]!,
      member.schema,
      all.map((reader) => memberOf(reader, name).schema),
    );
  });
}

function spread(reader: Conjunction): readonly Conjunction[] {
  return casesOf(reader)?.flatMap((part) => spread(part)) ?? [reader];
}
