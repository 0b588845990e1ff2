/** Walks through two schemas side by side and meets every keyword and member that differs. */
import { dropKeyword } from './breakers.ts';
import { casesOf } from './cases.ts';
import { conjoin, type Conjunction, keywordsOf } from './conjunction.ts';
import { requiredOf } from './members.ts';
import { pairBranch } from './pair-branch.ts';
import { type Forms, isGuided, pairForms, type Union, unionOf } from './forms.ts';
import type { Comparer } from './same.ts';
import { toTypes, TYPE } from './types-of.ts';
import { walkItems, walkMembers } from './walk-members.ts';
import { holderOf, type Meeting, type Pair, plainKeywords, type Walk } from './walking.ts';
import { listOf, type Node } from './world.ts';

/** Pairs of schemas that are looked at; unions of unions would make more of them than anybody reads. */
const MAX_VISITS = 5000;

/** Compares two schemas and what is below them, each pair of schemas once. */
export function walkSchemas(tools: Omit<Walk, 'descend'>, writer: Conjunction, reader: Conjunction): void {
  const visited = new Map<string, boolean>();
  const descend = (walk: Walk, pair: Pair): boolean => {
    const key = `${pair.writer.key}|${pair.reader.key}`;
    const known = visited.get(key);
    if (known !== undefined || visited.size > MAX_VISITS) return known ?? false;
    // A schema that leads back to itself tells its own differences once.
    visited.set(key, true);
    let isHarmful = false;
    const meet = (meeting: Meeting): void => {
      if (!meeting.isHarmless) isHarmful = true;
      walk.meet(meeting);
    };
    const inner = (part: Walk, below: Pair): boolean => {
      const found = descend(part, below);
      isHarmful ||= found;
      return found;
    };
    visit({ ...walk, meet, descend: inner }, pair);
    visited.set(key, isHarmful);
    return isHarmful;
  };
  descend({ ...tools, descend }, { writer, reader, trail: undefined });
}

/** The unions that meet, and how their branches are paired. */
interface Unions extends Forms {
  readonly given: Union | undefined;
  readonly wanted: Union | undefined;
}

function visit(walk: Walk, pair: Pair): void {
  const { writer, reader } = pair;
  const { comparer, prover } = walk;
  if (comparer.isSame(writer, reader) || reader.isNever || prover.isEmpty(writer)) return;
  const shared = sharedUnions(comparer, writer, reader);
  const given = unionOf(writer, new Set([...writer.settled, ...shared.writer]));
  const wanted = unionOf(reader, new Set([...reader.settled, ...shared.reader]));
  const unions: Unions = { given, wanted, ...pairForms([writer, given], [reader, wanted], comparer) };
  const cases = listCases({ ...writer, settled: new Set([...writer.settled, ...shared.writer]) }, given);
  // Where a union of the writer is proved to fit as a whole, its branches have nothing to tell.
  if (cases !== undefined && !prover.implies(writer, reader)) {
    for (const [index, part] of cases.entries()) {
      const branch = given?.branches[index];
      const partner = branch && unions.pairs.get(branch);
      if (prover.isEmpty(part)) continue;
      if (branch !== undefined && unions.writerOnly.includes(branch))
        meetForm(walk, { ...pair, writer: part }, unions, branch, prover.implies(part, reader));
      else walk.descend(walk, { ...pair, writer: part, isCase: true, ...(partner && { partner }) });
    }
    for (const branch of unions.readerOnly) meetForm(walk, pair, unions, branch, true);
    return;
  }
  walkKeywords(walk, pair, shared.reader, unions);
  const isWhole = !hasUnions(reader, shared.reader) && pair.isPart !== true;
  if (isWhole) walkDropped(walk, pair, unions);
  walkMembers(walk, pair, isWhole);
  walkItems(walk, pair);
}

/** The writer's schema with one branch in the place of its first union. What stands behind a reference stays itself. */
function listCases(writer: Conjunction, union: Union | undefined): readonly Conjunction[] | undefined {
  if (union === undefined) return casesOf(writer);
  const rest = dropKeyword(writer, union.node, union.keyword);
  return union.branches.map((branch) => conjoin([...rest, branch], writer.settled));
}

/** Unions that both sides have, in the same words: they need not be taken apart. */
function sharedUnions(
  comparer: Comparer,
  writer: Conjunction,
  reader: Conjunction,
): { readonly writer: string[]; readonly reader: Set<string> } {
  const found = { writer: [] as string[], reader: new Set<string>() };
  for (const keyword of ['anyOf', 'oneOf', 'if']) {
    for (const node of reader.nodes.filter((one) => keywordsOf(one)[keyword] !== undefined)) {
      const keywords = keyword === 'if' ? ['if', 'then', 'else'] : [keyword];
      const own = writer.nodes.find((one) => keywords.every((name) => comparer.isSameKeyword(one, node, name)));
      if (own === undefined) continue;
      found.writer.push(`${own.id}/${keyword}`);
      found.reader.add(`${node.id}/${keyword}`);
    }
  }
  return found;
}

function hasUnions(reader: Conjunction, done: ReadonlySet<string>): boolean {
  return reader.nodes.some((node) =>
    ['anyOf', 'oneOf'].some((keyword) => keywordsOf(node)[keyword] !== undefined && !done.has(`${node.id}/${keyword}`)),
  );
}

function walkKeywords(walk: Walk, pair: Pair, done: ReadonlySet<string>, unions: Unions): void {
  const { writer, reader } = pair;
  const { comparer, prover, meet } = walk;
  for (const node of reader.nodes) {
    for (const keyword of plainKeywords(node)) {
      if (done.has(`${node.id}/${keyword}`) || isToldElsewhere(walk, pair, node, keyword)) continue;
      if (writer.nodes.some((one) => comparer.isSameKeyword(one, node, keyword))) continue;
      const isHarmless = prover.impliesKeyword(writer, node, keyword, reader);
      const own = holderOf(writer, keyword);
      const isUnion = keyword === 'anyOf' || keyword === 'oneOf';
      if (isUnion && !isHarmless) walkUnion(walk, pair, node, keyword);
      const isTold = isUnion && pair.isCase !== true && node === unions.wanted?.node && walkForms(walk, pair, unions);
      if (isTold || (isUnion && !isHarmless)) continue;
      if (!isUnion || pair.isCase !== true) meet({ ...pair, keyword, node, isHarmless, ...(own && { own }) });
    }
  }
}

/** One cause is told once: another type says more than its values, other values say more than their type. */
function isToldElsewhere({ comparer }: Walk, { writer }: Pair, node: Node, keyword: string): boolean {
  const { type } = keywordsOf(node);
  const isList = keyword === 'enum' || keyword === 'const';
  if (isList) return type !== undefined && (writer.types & toTypes(type)) === 0;
  if (keyword !== 'type' || (writer.types & toTypes(type)) === 0) return false;
  return ['enum', 'const'].some(
    (list) =>
      keywordsOf(node)[list] !== undefined && !writer.nodes.some((one) => comparer.isSameKeyword(one, node, list)),
  );
}

/** Compares with the branch that is meant; without one, or where that shows nothing, the union itself differs. */
function walkUnion(walk: Walk, pair: Pair, node: Node, keyword: 'anyOf' | 'oneOf'): void {
  const { writer, reader } = pair;
  const { partner } = pair;
  const isPaired = partner !== undefined && listOf(node, keyword).includes(partner);
  const branch = isPaired ? partner : pairBranch(writer, node, keyword, walk.comparer);
  const rest = branch && conjoin([...dropKeyword(reader, node, keyword), branch]);
  const isFound = rest !== undefined && walk.descend(walk, { ...pair, reader: rest });
  const own = holderOf(writer, keyword);
  if (!isFound) walk.meet({ ...pair, keyword, node, isHarmless: false, ...(own && { own }) });
}

/** A branch that only one side has is one difference, whatever it holds. */
function meetForm(walk: Walk, pair: Pair, { given, wanted }: Unions, branch: Node, isHarmless: boolean): void {
  const isOurs = given?.branches.includes(branch) === true;
  const [own, node] = [given?.node ?? pair.writer.nodes[0], wanted?.node ?? pair.reader.nodes[0]];
  const guided = [given, wanted].filter((union) => union !== undefined).every((union) => isGuided(union));
  walk.meet({
    ...pair,
    keyword: (isOurs ? given : wanted)!.keyword,
    ...((isOurs ? branch : own) && { own: isOurs ? branch : own! }),
    ...((isOurs ? node : branch) && { node: isOurs ? node! : branch }),
    form: { branch, of: isOurs ? 'writer' : 'reader', isGuided: guided },
    isHarmless,
  });
}

/** Where all branches fit: those that only one side has, and what is harmless in the others. @returns whether there was any */
function walkForms(walk: Walk, pair: Pair, unions: Unions): boolean {
  let isTold = false;
  const meet = (meeting: Meeting): void => {
    isTold = true;
    walk.meet({ ...meeting, isHarmless: true });
  };
  for (const branch of [...unions.writerOnly, ...unions.readerOnly])
    meetForm({ ...walk, meet }, pair, unions, branch, true);
  for (const [own, other] of unions.pairs)
    walk.descend({ ...walk, meet }, { ...pair, writer: conjoin([own]), reader: conjoin([other]) });
  return isTold;
}

/** Keywords that only the writer has: the reader takes more. */
function walkDropped(walk: Walk, pair: Pair, unions: Unions): void {
  const { meet } = walk;
  const { writer, reader } = pair;
  for (const own of writer.nodes) {
    for (const keyword of plainKeywords(own)) {
      if (own === unions.given?.node && keyword === unions.given.keyword && walkForms(walk, pair, unions)) continue;
      if (holderOf(reader, keyword) === undefined) meet({ ...pair, keyword, own, isHarmless: true });
    }
  }
  const needed = requiredOf(reader);
  if ((writer.types & reader.types & TYPE.object) === 0) return;
  for (const name of requiredOf(writer)) {
    if (!needed.has(name))
      meet({ ...pair, keyword: 'required', name, own: holderOf(writer, 'required', name)!, isHarmless: true });
  }
}
