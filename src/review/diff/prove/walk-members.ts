/** Compares the members and the items of two schemas. */
import { asObject } from '../../../contract/value.ts';
import { type Conjunction, keywordsOf, valuesOf } from './conjunction.ts';
import { itemOf, memberOf, namesOf, otherMembers, prefixLength, requiredOf } from './members.ts';
import { findMatch } from './regular/language.ts';
import { OTHER } from './trail.ts';
import { TYPE } from './types-of.ts';
import { holderOf, type Pair, partPair, type Walk } from './walking.ts';
import { freeNode, type Node } from './world.ts';

/**
 * Compares objects.
 * @param isWhole whether all that the reader says is in view; what a branch of its union says was compared with that branch
 */
export function walkMembers(walk: Walk, pair: Pair, isWhole: boolean): void {
  const { writer, reader } = pair;
  if ((writer.types & TYPE.object) === 0) return;
  walkRequired(walk, pair);
  for (const name of new Set([...namesOf(writer), ...namesOf(reader)])) walkMember(walk, pair, name, isWhole);
  const patterns = [...valuesOf(reader, 'patternProperties'), ...valuesOf(writer, 'patternProperties')];
  for (const pattern of new Set(patterns.flatMap(({ value }) => Object.keys(asObject(value))))) {
    const name = findMatch(pattern);
    if (name !== undefined) walkPattern(walk, pair, pattern, name);
  }
  walkOthers(walk, pair, isWhole);
}

function walkRequired({ prover, meet }: Walk, pair: Pair): void {
  const given = requiredOf(pair.writer);
  for (const name of requiredOf(pair.reader)) {
    if (given.has(name)) continue;
    const isHarmless = prover.impliesKeyword(pair.writer, freeNode({ required: [name] }), 'required', pair.reader);
    meet({ ...pair, keyword: 'required', name, node: holderOf(pair.reader, 'required', name)!, isHarmless });
  }
}

function walkMember(walk: Walk, pair: Pair, name: string, isWhole: boolean): void {
  const { writer, reader } = pair;
  const [written, read] = [memberOf(writer, name), memberOf(reader, name)];
  const [own, node] = [holderOf(writer, 'properties', name), holderOf(reader, 'properties', name)];
  const isSilent = !read.isDeclared && read.schema.nodes.length === 0 && !read.schema.isNever;
  if (isSilent && !isWhole) return;
  const met = { ...pair, keyword: 'properties', name, ...(own && { own }), ...(node && { node }) };
  if (!written.isWritten || walk.prover.isEmpty(written.schema)) {
    if (node !== undefined && !(own !== undefined && read.schema.isNever)) walk.meet({ ...met, isHarmless: true });
  } else if (read.schema.isNever) {
    const closing = node === undefined ? closerOf(reader) : { keyword: 'properties', node };
    walk.meet({ ...met, ...closing, isHarmless: false });
  } else {
    if (node === undefined && own !== undefined && !read.isDeclared) walk.meet({ ...met, isHarmless: true });
    if (!isSilent)
      walk.descend(walk, { ...partPair(pair, name, written.schema, read.schema), ...(!isWhole && { isPart: true }) });
  }
}

/** @param name some member that matches */
function walkPattern(walk: Walk, pair: Pair, pattern: string, name: string): void {
  const [written, read] = [memberOf(pair.writer, name), memberOf(pair.reader, name)];
  const [own, node] = [pair.writer, pair.reader].map((whole) => holderOf(whole, 'patternProperties', pattern));
  if (walk.prover.isEmpty(written.schema)) {
    if (node !== undefined && own === undefined)
      walk.meet({ ...pair, keyword: 'patternProperties', name: pattern, node, isHarmless: true });
  } else if (read.schema.isNever) {
    const closing = node === undefined ? closerOf(pair.reader) : { keyword: 'patternProperties', node };
    walk.meet({ ...pair, ...closing, name, ...(own && { own }), isHarmless: false });
  } else walk.descend(walk, partPair(pair, name, written.schema, read.schema));
}

function walkOthers(walk: Walk, pair: Pair, isWhole: boolean): void {
  const [written, read] = [otherMembers(pair.writer), otherMembers(pair.reader)];
  const own = holderOf(pair.writer, 'additionalProperties');
  const met = { ...pair, keyword: 'additionalProperties', ...(own && { own }) };
  if (walk.prover.isEmpty(written)) {
    if (!read.isNever && isWhole) walk.meet({ ...met, isHarmless: true });
  } else if (read.isNever) walk.meet({ ...met, ...closerOf(pair.reader), isHarmless: false });
  else walk.descend(walk, partPair(pair, OTHER, written, read));
}

/** The keyword that forbids members that are not named. */
function closerOf(reader: Conjunction): { readonly keyword: string; readonly node: Node } {
  const find = (keyword: string): Node | undefined => reader.nodes.find((one) => keywordsOf(one)[keyword] === false);
  const node = find('additionalProperties');
  if (node !== undefined) return { keyword: 'additionalProperties', node };
  return { keyword: 'unevaluatedProperties', node: find('unevaluatedProperties') ?? reader.nodes[0]! };
}

/** Compares arrays: each item that is named by itself, and all that follow. */
export function walkItems(walk: Walk, pair: Pair): void {
  const { writer, reader } = pair;
  if ((writer.types & TYPE.array) === 0) return;
  const last = Math.max(prefixLength(writer), prefixLength(reader));
  for (let index = 0; index <= last; index++) {
    const [written, read] = [itemOf(writer, index), itemOf(reader, index)];
    if (!read.isNever) walk.descend(walk, partPair(pair, index, written, read));
    else if (!walk.prover.isEmpty(written)) {
      const node = reader.nodes.find((one) => keywordsOf(one)['items'] === false) ?? reader.nodes[0]!;
      walk.meet({
        ...pair,
        keyword: 'items',
        node,
        isHarmless: walk.prover.impliesKeyword(writer, node, 'items', reader),
      });
    }
  }
}
