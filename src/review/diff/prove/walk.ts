/** Walks through two schemas side by side and meets every keyword and member that differs. */
import { toPointer } from '../../../contract/pointer.ts';
import { asArray, asObject } from '../../../contract/value.ts';
import { casesOf } from './cases.ts';
import { conjoin, type Conjunction, keywordsOf } from './conjunction.ts';
import { itemOf, memberOf, namesOf, otherMembers, prefixLength, requiredOf } from './members.ts';
import { pairBranch } from './pair-branch.ts';
import type { Prover } from './prover.ts';
import type { Comparer } from './same.ts';
import { dropKeyword } from './breakers.ts';
import { OTHER, type Trail } from './trail.ts';
import { TYPE, typesOfKeyword } from './types-of.ts';
import { freeNode, type Node } from './world.ts';

/** A difference that was met. */
export interface Meeting {
  readonly writer: Conjunction;
  readonly reader: Conjunction;
  readonly trail: Trail | undefined;
  readonly keyword: string;
  readonly name?: string;
  /** Schema of the reader that holds the keyword; absent where only the writer's does. */
  readonly node?: Node;
  /** Schema of the writer that holds it. */
  readonly own?: Node;
  /** Proved: all that the writer writes obeys it. */
  readonly isHarmless: boolean;
}

/** What a walk needs. */
export interface Walk {
  readonly prover: Prover;
  readonly comparer: Comparer;
  readonly meet: (meeting: Meeting) => void;
  readonly visited: Set<string>;
}

/** Pairs of schemas that are looked at; unions of unions would make more of them than anybody reads. */
const MAX_VISITS = 5000;

/** Keywords whose parts are compared by themselves. */
const WALKED: ReadonlySet<string> = new Set([
  'properties',
  'additionalProperties',
  'required',
  'items',
  'prefixItems',
  'then',
  'else',
]);
/** Keywords that say something about another keyword. */
const SILENT: ReadonlySet<string> = new Set(['minContains', 'maxContains']);

/** Compares two schemas and what is below them. */
export function walk(context: Walk, writer: Conjunction, reader: Conjunction, trail?: Trail): void {
  const key = `${writer.key}|${reader.key}`;
  if (context.visited.has(key) || context.visited.size > MAX_VISITS) return;
  context.visited.add(key);
  if (context.comparer.isSame(writer, reader) || reader.isNever || context.prover.isEmpty(writer)) return;
  const shared = sharedUnions(context.comparer, writer, reader);
  const cases = casesOf({ ...writer, settled: new Set([...writer.settled, ...shared.writer]) });
  // Where a union of the writer is proved to fit as a whole, its branches have nothing to tell.
  if (cases !== undefined && !context.prover.implies(writer, reader)) {
    for (const part of cases) if (!context.prover.isEmpty(part)) walk(context, part, reader, trail);
    return;
  }
  const pair = { writer, reader, trail };
  walkKeywords(context, pair, shared.reader);
  // What a branch of the reader's union says was compared with that branch.
  const isWhole = cases === undefined && !hasUnions(reader, shared.reader);
  if (isWhole) walkDropped(context, pair);
  if ((writer.types & TYPE.object) !== 0) walkMembers(context, pair, isWhole);
  if ((writer.types & TYPE.array) !== 0) walkItems(context, writer, reader, trail);
}

/** Unions that both sides have, in the same words: they need not be taken apart. */
function sharedUnions(
  comparer: Comparer,
  writer: Conjunction,
  reader: Conjunction,
): { writer: string[]; reader: Set<string> } {
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

/** Two schemas that meet. */
interface Pair {
  readonly writer: Conjunction;
  readonly reader: Conjunction;
  readonly trail: Trail | undefined;
}

function walkKeywords(context: Walk, { writer, reader, trail }: Pair, done: ReadonlySet<string>): void {
  const { comparer, prover, meet } = context;
  for (const node of reader.nodes) {
    for (const keyword of Object.keys(keywordsOf(node))) {
      if (WALKED.has(keyword) || SILENT.has(keyword) || done.has(`${node.id}/${keyword}`)) continue;
      const types = typesOfKeyword(keyword);
      if (types === undefined && !GENERAL.has(keyword)) continue;
      const own = writer.nodes.find((one) => keywordsOf(one)[keyword] !== undefined);
      if (writer.nodes.some((one) => comparer.isSameKeyword(one, node, keyword))) continue;
      const isHarmless = prover.impliesKeyword(writer, node, keyword, reader);
      if ((keyword === 'anyOf' || keyword === 'oneOf') && !isHarmless)
        walkUnion(context, writer, reader, trail, node, keyword);
      else meet({ writer, reader, trail, keyword, node, isHarmless, ...(own && { own }) });
    }
  }
  walkRequired(context, writer, reader, trail);
}

/** Keywords that only the writer has: the reader takes more. */
function walkDropped({ meet }: Walk, { writer, reader, trail }: Pair): void {
  for (const own of writer.nodes) {
    for (const keyword of Object.keys(keywordsOf(own))) {
      if (
        WALKED.has(keyword) ||
        SILENT.has(keyword) ||
        (typesOfKeyword(keyword) === undefined && !GENERAL.has(keyword))
      )
        continue;
      if (UNIONS.has(keyword) || reader.nodes.some((one) => keywordsOf(one)[keyword] !== undefined)) continue;
      meet({ writer, reader, trail, keyword, own, isHarmless: true });
    }
  }
  const needed = requiredOf(reader);
  for (const name of requiredOf(writer)) {
    if (needed.has(name) || (reader.types & TYPE.object) === 0) continue;
    meet({ writer, reader, trail, keyword: 'required', name, own: requirer(writer, name)!, isHarmless: true });
  }
}

function requirer(whole: Conjunction, name: string): Node | undefined {
  return whole.nodes.find((one) => asArray(keywordsOf(one)['required']).includes(name));
}

function hasUnions(reader: Conjunction, done: ReadonlySet<string>): boolean {
  return reader.nodes.some((node) =>
    ['anyOf', 'oneOf'].some((keyword) => keywordsOf(node)[keyword] !== undefined && !done.has(`${node.id}/${keyword}`)),
  );
}

const UNIONS: ReadonlySet<string> = new Set(['anyOf', 'oneOf', 'if', 'not']);
const GENERAL: ReadonlySet<string> = new Set(['type', 'enum', 'const', ...UNIONS]);

/** Compares with the branch that is meant; without one, or where that shows nothing, the union itself differs. */
function walkUnion(
  context: Walk,
  writer: Conjunction,
  reader: Conjunction,
  trail: Trail | undefined,
  node: Node,
  keyword: 'anyOf' | 'oneOf',
): void {
  const branch = pairBranch(writer, node, keyword, context.comparer);
  let isFound = false;
  if (branch !== undefined) {
    const meet = (meeting: Meeting): void => {
      if (!meeting.isHarmless) isFound = true;
      context.meet(meeting);
    };
    const rest = conjoin([...dropKeyword(reader, node, keyword), branch]);
    walk({ ...context, meet }, writer, rest, trail);
  }
  const own = writer.nodes.find((one) => keywordsOf(one)[keyword] !== undefined);
  if (!isFound) context.meet({ writer, reader, trail, keyword, node, isHarmless: false, ...(own && { own }) });
}

function walkRequired(
  { prover, meet }: Walk,
  writer: Conjunction,
  reader: Conjunction,
  trail: Trail | undefined,
): void {
  const given = requiredOf(writer);
  for (const name of requiredOf(reader)) {
    if (given.has(name) || (writer.types & TYPE.object) === 0) continue;
    const isHarmless = prover.impliesKeyword(writer, freeNode({ required: [name] }), 'required', reader);
    meet({ writer, reader, trail, keyword: 'required', name, node: requirer(reader, name)!, isHarmless });
  }
}

function walkMembers(context: Walk, { writer, reader, trail }: Pair, isWhole: boolean): void {
  const holder = (whole: Conjunction, name: string): Node | undefined =>
    whole.nodes.find((one) => Object.hasOwn(asObject(keywordsOf(one)['properties']), name));
  for (const name of new Set([...namesOf(writer), ...namesOf(reader)])) {
    const [written, read] = [memberOf(writer, name), memberOf(reader, name)];
    const [own, node] = [holder(writer, name), holder(reader, name)];
    if (!isWhole && !read.isDeclared && read.schema.nodes.length === 0 && !read.schema.isNever) continue;
    const met = { writer, reader, trail, name, ...(own && { own }) };
    if (!written.isWritten || context.prover.isEmpty(written.schema)) {
      if (node !== undefined && own === undefined)
        context.meet({ ...met, keyword: 'properties', node, isHarmless: true });
      continue;
    }
    if (!read.isDeclared && read.schema.isNever) {
      const closing = closerOf(reader);
      context.meet({ ...met, keyword: closing.keyword, node: closing.node, isHarmless: false });
    } else if (node === undefined && own !== undefined && !read.isDeclared) {
      context.meet({
        ...met,
        keyword: 'properties',
        isHarmless: context.prover.impliesPart(written.schema, read.schema),
      });
      walk(context, written.schema, read.schema, below(trail, writer, reader, name));
    } else walk(context, written.schema, read.schema, below(trail, writer, reader, name));
  }
  walkOthers(context, writer, reader, trail);
}

function walkOthers(context: Walk, writer: Conjunction, reader: Conjunction, trail: Trail | undefined): void {
  const [written, read] = [otherMembers(writer), otherMembers(reader)];
  const own = writer.nodes.find((one) => keywordsOf(one)['additionalProperties'] !== undefined);
  if (context.prover.isEmpty(written)) {
    if (!read.isNever)
      context.meet({ writer, reader, trail, keyword: 'additionalProperties', isHarmless: true, ...(own && { own }) });
  } else if (read.isNever) {
    context.meet({ writer, reader, trail, ...closerOf(reader), isHarmless: false, ...(own && { own }) });
  } else walk(context, written, read, below(trail, writer, reader, OTHER));
}

/** The keyword that forbids members that are not named. */
function closerOf(reader: Conjunction): { readonly keyword: string; readonly node: Node } {
  const find = (keyword: string): Node | undefined => reader.nodes.find((one) => keywordsOf(one)[keyword] === false);
  const node = find('additionalProperties');
  if (node !== undefined) return { keyword: 'additionalProperties', node };
  return { keyword: 'unevaluatedProperties', node: find('unevaluatedProperties') ?? reader.nodes[0]! };
}

function walkItems(context: Walk, writer: Conjunction, reader: Conjunction, trail: Trail | undefined): void {
  const last = Math.max(prefixLength(writer), prefixLength(reader));
  for (let index = 0; index <= last; index++) {
    const [written, read] = [itemOf(writer, index), itemOf(reader, index)];
    if (!read.isNever) walk(context, written, read, below(trail, writer, reader, index));
    else if (!context.prover.isEmpty(written)) {
      const node = reader.nodes.find((one) => keywordsOf(one)['items'] === false) ?? reader.nodes[0]!;
      context.meet({
        writer,
        reader,
        trail,
        keyword: 'items',
        node,
        isHarmless: context.prover.impliesKeyword(writer, node, 'items', reader),
      });
    }
  }
}

function below(above: Trail | undefined, writer: Conjunction, reader: Conjunction, step: Trail['step']): Trail {
  return { writer, reader, step, ...(above && { above }) };
}

/** Pointer of a keyword, or of a member it lists by name. */
export function keywordPointer(node: Node, keyword: string, name?: string): string {
  const isMap = name !== undefined && Object.hasOwn(asObject(keywordsOf(node)[keyword]), name);
  return node.pointer + toPointer(isMap ? [keyword, name] : [keyword]);
}
