/** Which branch of the reader's union a branch of the writer's is the counterpart of. */
import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../../../contract/types.ts';
import { conjoin, type Conjunction, valuesOf } from './conjunction.ts';
import { memberOf, namesOf, requiredOf } from './members.ts';
import type { Comparer } from './same.ts';
import { listOf, type Node } from './world.ts';

/** The branch that is most alike; undefined where none could be meant. */
export function pairBranch(
  writer: Conjunction,
  node: Node,
  keyword: 'anyOf' | 'oneOf',
  comparer: Comparer,
): Node | undefined {
  let best: Node | undefined;
  let most = 0;
  for (const branch of listOf(node, keyword)) {
    const reader = conjoin([branch]);
    const score = comparer.isSame(writer, reader) ? Infinity : likeness(writer, reader);
    if (score > most) [best, most] = [branch, score];
  }
  return best;
}

/** How much two schemas are alike; 0 where their types or the values that tell them apart exclude one another. */
export function likeness(writer: Conjunction, reader: Conjunction): number {
  if (reader.isNever || (writer.types & reader.types) === 0) return 0;
  const names = namesOf(reader);
  const own = namesOf(writer);
  let score = 1 + (writer.types === reader.types ? 1 : 0);
  for (const name of names) {
    if (!own.includes(name)) continue;
    const [tag, ownTag] = [constantOf(memberOf(reader, name).schema), constantOf(memberOf(writer, name).schema)];
    // A member with one value is what tells branches apart.
    if (tag !== undefined && ownTag !== undefined) {
      if (!tag.some((value) => ownTag.some((other) => isDeepStrictEqual(value, other)))) return 0;
      score += 10;
    }
    score += 1 / Math.max(names.length, own.length);
  }
  const needed = requiredOf(reader);
  return score + [...requiredOf(writer)].filter((name) => needed.has(name)).length / (needed.size + 1);
}

/** The one value that a schema allows, in a list. */
export function constantOf(whole: Conjunction): readonly Json[] | undefined {
  const constant = valuesOf(whole, 'const')[0];
  if (constant !== undefined) return [constant.value];
  const list = valuesOf(whole, 'enum')[0]?.value;
  return Array.isArray(list) && list.length === 1 ? (list as readonly Json[]) : undefined;
}
