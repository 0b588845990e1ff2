/** Unions taken apart: one conjunction for each branch. */
import { type Conjunction, keywordsOf } from './conjunction.ts';
import { choose } from './members.ts';
import { listOf, negate, type Node, partOf } from './world.ts';

/** Nested unions that are taken apart at once. */
const MAX_UNIONS = 4;

/** The writer's values, one set for each branch of its first union; undefined where it has none. */
export function casesOf(whole: Conjunction): readonly Conjunction[] | undefined {
  if (whole.settled.size >= MAX_UNIONS) return undefined;
  for (const node of whole.nodes) {
    for (const keyword of ['oneOf', 'anyOf'] as const) {
      const union = `${node.id}/${keyword}`;
      const branches = listOf(node, keyword);
      if (branches.length === 0 || whole.settled.has(union)) continue;
      return branches.map((branch) =>
        choose(whole, union, branch, ...(keyword === 'oneOf' ? others(branches, branch) : [])),
      );
    }
    const union = `${node.id}/if`;
    if (keywordsOf(node)['if'] === undefined || whole.settled.has(union)) continue;
    const condition = partOf(node, 'if');
    const consequence = (keyword: string): Node[] =>
      keywordsOf(node)[keyword] === undefined ? [] : [partOf(node, keyword)];
    return [
      choose(whole, union, condition, ...consequence('then')),
      choose(whole, union, negate(condition), ...consequence('else')),
    ];
  }
  return undefined;
}

/** What a value of one branch of `oneOf` is not. */
function others(branches: readonly Node[], chosen: Node): Node[] {
  return branches.filter((branch) => branch !== chosen).map(negate);
}
