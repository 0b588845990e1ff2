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

function visit(walk: Walk, pair: Pair): void {
  const { writer, reader } = pair;
  const { comparer, prover } = walk;
  if (comparer.isSame(writer, reader) || reader.isNever || prover.isEmpty(writer)) return;
  const shared = sharedUnions(comparer, writer, reader);
  const cases = listCases({ ...writer, settled: new Set([...writer.settled, ...shared.writer]) });
  // Where a union of the writer is proved to fit as a whole, its branches have nothing to tell.
  if (cases !== undefined && !prover.implies(writer, reader)) {
    for (const part of cases) if (!prover.isEmpty(part)) walk.descend(walk, { ...pair, writer: part, isCase: true });
    return;
  }
  walkKeywords(walk, pair, shared.reader);
  const isWhole = !hasUnions(reader, shared.reader);
  if (isWhole) walkDropped(walk, pair);
  walkMembers(walk, pair, isWhole);
  walkItems(walk, pair);
}

/** The writer's schema with one branch in the place of its first union. What stands behind a reference stays itself. */
function listCases(writer: Conjunction): readonly Conjunction[] | undefined {
  for (const node of writer.nodes) {
    for (const keyword of ['oneOf', 'anyOf']) {
      const branches = writer.settled.has(`${node.id}/${keyword}`) ? [] : listOf(node, keyword);
      if (branches.length === 0) continue;
      const rest = dropKeyword(writer, node, keyword);
      return branches.map((branch) => conjoin([...rest, branch], writer.settled));
    }
  }
  return casesOf(writer);
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
      const isUnion = keyword === 'anyOf' || keyword === 'oneOf';
      if (isUnion && !isHarmless) walkUnion(walk, pair, node, keyword);
      else if (!isUnion || pair.isCase !== true) meet({ ...pair, keyword, node, isHarmless, ...(own && { own }) });
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
  const rest = branch && conjoin([...dropKeyword(reader, node, keyword), branch]);
  const isFound = rest !== undefined && walk.descend(walk, { ...pair, reader: rest });
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
