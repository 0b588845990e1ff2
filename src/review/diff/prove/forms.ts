/** The forms of a value: the branches of a union, and which of them both versions have. */
import { parsePointer } from '../../../contract/pointer.ts';
import type { Json } from '../../../contract/types.ts';
import { conjoin, type Conjunction, keywordsOf } from './conjunction.ts';
import { memberOf, namesOf, requiredOf } from './members.ts';
import { constantOf, likeness } from './pair-branch.ts';
import type { Comparer } from './same.ts';
import { listTypes, TYPE, typeName } from './types-of.ts';
import { listOf, type Node } from './world.ts';

/** A union that is not taken apart yet. */
export interface Union {
  readonly node: Node;
  readonly keyword: 'oneOf' | 'anyOf';
  readonly branches: readonly Node[];
}

/** Which branches are meant by one another. A branch may be in no list where that cannot be told. */
export interface Forms {
  /** Branch of the reader by branch of the writer. */
  readonly pairs: ReadonlyMap<Node, Node>;
  readonly writerOnly: readonly Node[];
  readonly readerOnly: readonly Node[];
}

/** The first union. @param done keys of unions that need no look: id of the node and keyword */
export function unionOf(whole: Conjunction, done: ReadonlySet<string>): Union | undefined {
  for (const node of whole.nodes) {
    for (const keyword of ['oneOf', 'anyOf'] as const) {
      const branches = done.has(`${node.id}/${keyword}`) ? [] : listOf(node, keyword);
      if (branches.length > 0) return { node, keyword, branches };
    }
  }
  return undefined;
}

/** Pairs the branches of two unions, the most alike first; or those of one union with a schema that has none. */
export function pairForms(
  [writer, given]: readonly [Conjunction, Union | undefined],
  [reader, wanted]: readonly [Conjunction, Union | undefined],
  comparer: Comparer,
): Forms {
  if (given === undefined && wanted === undefined) return NONE;
  if (given === undefined) return { ...NONE, readerOnly: othersThan(writer, wanted!.branches, comparer) };
  if (wanted === undefined) return { ...NONE, writerOnly: othersThan(reader, given.branches, comparer) };
  const scores = given.branches.flatMap((own) =>
    wanted.branches.map((other) => ({ own, other, score: compareForms(own, other, comparer) })),
  );
  const pairs = new Map<Node, Node>();
  const taken = new Set<Node>();
  for (const { own, other, score } of scores.toSorted((a, b) => b.score - a.score)) {
    if (score <= 0 || pairs.has(own) || taken.has(other)) continue;
    pairs.set(own, other);
    taken.add(other);
  }
  return {
    pairs,
    writerOnly: given.branches.filter((branch) => !pairs.has(branch)),
    readerOnly: wanted.branches.filter((branch) => !taken.has(branch)),
  };
}

const NONE: Forms = { pairs: new Map(), writerOnly: [], readerOnly: [] };

const SAME = 1000;
const NAMESAKE = 100;

function compareForms(own: Node, other: Node, comparer: Comparer): number {
  const [one, two] = [conjoin([own]), conjoin([other])];
  if (comparer.isSame(one, two)) return SAME;
  const name = componentOf(own);
  return likeness(one, two) + (name !== undefined && name === componentOf(other) ? NAMESAKE : 0);
}

/** Branches that are not what a single schema is: it is another one, or their tag says so. */
function othersThan(single: Conjunction, branches: readonly Node[], comparer: Comparer): readonly Node[] {
  const same = branches.find((branch) => comparer.isSame(conjoin([branch]), single));
  if (same !== undefined) return branches.filter((branch) => branch !== same);
  const isOther = (branch: Node): boolean => {
    const form = conjoin([branch]);
    return (form.types & single.types & TYPE.object) !== 0 && likeness(form, single) === 0;
  };
  const others = branches.filter(isOther);
  return others.length < branches.length ? others : [];
}

/** What people call a branch: its component, the value of the member that tells it apart, else what it looks like. */
export function nameForm(branch: Node): string {
  const [component, tag] = [componentOf(branch), tagOf(branch)];
  if (component !== undefined) return tag === undefined ? component : `${component} (${tag})`;
  if (tag !== undefined) return tag;
  const whole = conjoin([branch]);
  const types = listTypes(whole.types).map((type) => typeName(type));
  const names = requiredOf(whole).size > 0 ? [...requiredOf(whole)] : namesOf(whole);
  if (names.length > 0) return `an object with ${names.slice(0, 3).join(', ')}`;
  return types.length > 2 ? 'any other value' : types.join(' or ');
}

function componentOf(branch: Node): string | undefined {
  const candidates = [branch, ...listOf(branch, 'allOf')].map((node) => refOf(node));
  const ref = candidates.find((one) => one !== undefined);
  return ref === undefined ? undefined : parsePointer(ref.slice(1)).at(-1);
}

function refOf({ schema }: Node): string | undefined {
  const ref = typeof schema === 'boolean' ? undefined : schema['$ref'];
  return typeof ref === 'string' && ref.startsWith('#/') ? ref : undefined;
}

function tagOf(branch: Node): string | undefined {
  const whole = conjoin([branch]);
  for (const name of namesOf(whole)) {
    const values: readonly Json[] | undefined = constantOf(memberOf(whole, name).schema);
    if (values !== undefined) return `${name} ${JSON.stringify(values[0])}`;
  }
  return undefined;
}

/** Whether a union says which member tells its branches apart. */
export function isGuided(union: Union | undefined): boolean {
  return union !== undefined && keywordsOf(union.node)['discriminator'] !== undefined;
}
