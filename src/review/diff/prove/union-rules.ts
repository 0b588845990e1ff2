/** Proofs for `anyOf`, `oneOf`, `not` and `if`. */
import type { Json } from '../../../contract/types.ts';
import { add, conjoin, type Conjunction, keywordsOf, valuesOf } from './conjunction.ts';
import { memberOf, namesMember, namesOf, requiredOf } from './members.ts';
import type { Goal, Rule } from './prover.ts';
import { listTypes, TYPE, typeName } from './types-of.ts';
import { freeNode, listOf, makeNode, negate, type Node, partOf } from './world.ts';

/** By keyword. */
export const unionRules: readonly (readonly [string, Rule])[] = [
  ['anyOf', (goal) => impliesUnion(goal, 'anyOf')],
  ['oneOf', (goal) => impliesUnion(goal, 'oneOf')],
  ['not', impliesNot],
  ['if', impliesCase],
];

function impliesUnion(goal: Goal, keyword: 'anyOf' | 'oneOf'): boolean {
  const branches = listOf(goal.node, keyword);
  for (const parts of divide(goal.writer, branches)) {
    if (parts.every((part) => fitsBranch(part, branches, goal, keyword))) return true;
  }
  return false;
}

function fitsBranch(
  writer: Conjunction,
  branches: readonly Node[],
  { prover }: Goal,
  keyword: 'anyOf' | 'oneOf',
): boolean {
  const isAlone = (branch: Node): boolean =>
    keyword === 'anyOf' || branches.every((other) => other === branch || areApart(writer, other, prover));
  return (
    prover.isEmpty(writer) || branches.some((branch) => prover.implies(writer, conjoin([branch])) && isAlone(branch))
  );
}

/** No value fits both, or what the branch needs is not written. */
function areApart(writer: Conjunction, branch: Node, prover: Goal['prover']): boolean {
  if (prover.isEmpty(add(writer, branch))) return true;
  if ((writer.types & ~TYPE.object) !== 0 || prover.exact === prover) return false;
  const other = conjoin([branch]);
  return [...requiredOf(other)].some((name) => !memberOf(writer, name).isWritten && namesMember(other, name));
}

/** Ways to take values apart so that each part may fit a branch of its own: not at all, by type, by a member's value. */
function* divide(writer: Conjunction, branches: readonly Node[]): Generator<readonly Conjunction[]> {
  yield [writer];
  const [first] = writer.nodes;
  if (first === undefined) return;
  const types = listTypes(writer.types);
  if (types.length > 1) yield types.map((type) => withType(writer, first, type));
  for (const name of tagsOf(branches)) {
    const values = requiredOf(writer).has(name) ? listed(memberOf(writer, name).schema) : undefined;
    if (values !== undefined && values.length > 1) yield values.map((value) => withMember(writer, first, name, value));
  }
}

function withType(writer: Conjunction, first: Node, type: number): Conjunction {
  return add(writer, makeNode(first, `typed ${type}`, { type: typeName(type) }));
}

function withMember(writer: Conjunction, first: Node, name: string, value: Json): Conjunction {
  const member = freeNode({ const: value });
  const parts = new Map([[`/properties/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, member]]);
  return add(
    writer,
    makeNode(first, `member ${JSON.stringify([name, value])}`, { properties: { [name]: { const: value } } }, parts),
  );
}

/** Members by whose value branches can be told apart. */
function tagsOf(branches: readonly Node[]): string[] {
  const names = branches.flatMap((branch) => {
    const whole = conjoin([branch]);
    return namesOf(whole).filter((name) => listed(memberOf(whole, name).schema) !== undefined);
  });
  return [...new Set(names)].slice(0, 3);
}

function listed(whole: Conjunction): readonly Json[] | undefined {
  const constant = valuesOf(whole, 'const')[0];
  if (constant !== undefined) return [constant.value];
  const values = valuesOf(whole, 'enum')[0]?.value;
  return Array.isArray(values) && values.length <= 64 ? (values as readonly Json[]) : undefined;
}

function impliesNot({ writer, node, prover }: Goal): boolean {
  const wrong = partOf(node, 'not');
  if (prover.isEmpty(add(writer, wrong))) return true;
  return valuesOf(writer, 'not').some(({ node: own }) =>
    prover.exact.implies(conjoin([wrong]), conjoin([partOf(own, 'not')])),
  );
}

function impliesCase({ writer, node, prover }: Goal): boolean {
  const condition = partOf(node, 'if');
  const has = (keyword: string): boolean => keywordsOf(node)[keyword] !== undefined;
  const inverse = negate(condition);
  // The writer's own cases go along with the condition they share.
  const shared = valuesOf(writer, 'if').filter(({ node: own }) => isSame(partOf(own, 'if'), condition, prover));
  const consequences = (keyword: 'then' | 'else'): Node[] =>
    shared.flatMap(({ node: own }) => (keywordsOf(own)[keyword] === undefined ? [] : [partOf(own, keyword)]));
  const holds = (keyword: 'then' | 'else', given: Node): boolean =>
    !has(keyword) || prover.implies(add(writer, given, ...consequences(keyword)), conjoin([partOf(node, keyword)]));
  return holds('then', condition) && holds('else', inverse);
}

function isSame(one: Node, other: Node, prover: Goal['prover']): boolean {
  const { exact } = prover;
  return exact.implies(conjoin([one]), conjoin([other])) && exact.implies(conjoin([other]), conjoin([one]));
}
