/** Walks through two schemas side by side and meets every keyword and member that differs. */
import { dropKeyword } from './breakers.ts';
import { casesOf } from './cases.ts';
import { conjoin, type Conjunction, keywordsOf } from './conjunction.ts';
import { requiredOf } from './members.ts';
import { pairBranch } from './pair-branch.ts';
import type { Comparer } from './same.ts';
import { toTypes, TYPE } from './types-of.ts';
import { walkItems, walkMembers } from './walk-members.ts';
import { holderOf, type Meeting, type Pair, plainKeywords, type Walk } from './walking.ts';
import type { Node } from './world.ts';

/** Pairs of schemas that are looked at; unions of unions would make more of them than anybody reads. */
const MAX_VISITS = 5000;

/** Compares two schemas and what is below them, each pair of schemas once. */
export function walkSchemas(tools: Omit<Walk, 'descend'>, writer: Conjunction, reader: Conjunction): void {
  const visited = new Set<string>();
  const descend = (walk: Walk, pair: Pair): void => {
    const key = `${pair.writer.key}|${pair.reader.key}`;
    if (visited.has(key) || visited.size > MAX_VISITS) return;
    visited.add(key);
    visit(walk, pair);
  };
  descend({ ...tools, descend }, { writer, reader, trail: undefined });
}

function visit(walk: Walk, pair: Pair): void {
  const { writer, reader } = pair;
  const { comparer, prover } = walk;
  if (comparer.isSame(writer, reader) || reader.isNever || prover.isEmpty(writer)) return;
  const shared = sharedUnions(comparer, writer, reader);
  const cases = casesOf({ ...writer, settled: new Set([...writer.settled, ...shared.writer]) });
  // Where a union of the writer is proved to fit as a whole, its branches have nothing to tell.
  if (cases !== undefined && !prover.implies(writer, reader)) {
    for (const part of cases) if (!prover.isEmpty(part)) walk.descend(walk, { ...pair, writer: part });
    return;
  }
  walkKeywords(walk, pair, shared.reader);
  const isWhole = !hasUnions(reader, shared.reader);
  if (isWhole) walkDropped(walk, pair);
  walkMembers(walk, pair, isWhole);
  walkItems(walk, pair);
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

function walkKeywords(walk: Walk, pair: Pair, done: ReadonlySet<string>): void {
  const { writer, reader } = pair;
  const { comparer, prover, meet } = walk;
  for (const node of reader.nodes) {
    for (const keyword of plainKeywords(node)) {
      if (done.has(`${node.id}/${keyword}`) || isToldElsewhere(walk, pair, node, keyword)) continue;
      if (writer.nodes.some((one) => comparer.isSameKeyword(one, node, keyword))) continue;
      const isHarmless = prover.impliesKeyword(writer, node, keyword, reader);
      const own = holderOf(writer, keyword);
      if ((keyword === 'anyOf' || keyword === 'oneOf') && !isHarmless) walkUnion(walk, pair, node, keyword);
      else meet({ ...pair, keyword, node, isHarmless, ...(own && { own }) });
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
  const branch = pairBranch(writer, node, keyword, walk.comparer);
  let isFound = false;
  if (branch !== undefined) {
    const meet = (meeting: Meeting): void => {
      if (!meeting.isHarmless) isFound = true;
      walk.meet(meeting);
    };
    const rest = conjoin([...dropKeyword(reader, node, keyword), branch]);
    walk.descend({ ...walk, meet }, { ...pair, reader: rest });
  }
  const own = holderOf(writer, keyword);
  if (!isFound) walk.meet({ ...pair, keyword, node, isHarmless: false, ...(own && { own }) });
}

/** Keywords that only the writer has: the reader takes more. */
function walkDropped({ meet }: Walk, pair: Pair): void {
  const { writer, reader } = pair;
  for (const own of writer.nodes) {
    for (const keyword of plainKeywords(own)) {
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
