/** The proof that a reader accepts all that a writer writes. */
import { casesOf } from './cases.ts';
import { type Conjunction, keywordsOf } from './conjunction.ts';
import { isImpossible } from './emptiness.ts';
import { fitsKeyword } from './fits.ts';
import { listValues } from './list-values.ts';
import { partRules } from './part-rules.ts';
import type { Prover, Rule } from './prover.ts';
import { scalarRules } from './scalar-rules.ts';
import { typesOfKeyword } from './types-of.ts';
import { unionRules } from './union-rules.ts';
import type { Node } from './world.ts';

const RULES: ReadonlyMap<string, Rule> = new Map([...scalarRules, ...partRules, ...unionRules]);
/** Steps of one proof; a schema of nested unions would take forever. */
const FUEL = 4000;

/** Creates a prover. It remembers what it has proved, so use one for a whole comparison. */
export function createProver(isExact = false): Prover {
  const proved = new Map<string, boolean>();
  const empty = new Map<string, boolean>();
  /** Pairs whose proof is under way, with how deep in the value they are. */
  const open = new Map<string, { readonly level: number; readonly index: number }>();
  let tentative = new Set<string>();
  let level = 0;
  let leaned = Infinity;
  let fuel = FUEL;

  const implies = (writer: Conjunction, reader: Conjunction): boolean => {
    if (writer.key === reader.key && writer.isNever === reader.isNever) return true;
    if (reader.nodes.length === 0 && !reader.isNever) return true;
    const key = `${writer.key}|${reader.key}`;
    const known = proved.get(key);
    if (known !== undefined) return known;
    if (tentative.has(key)) {
      leaned = 0;
      return true;
    }
    const pending = open.get(key);
    if (pending !== undefined) {
      leaned = Math.min(leaned, pending.index);
      return pending.level < level;
    }
    if (--fuel < 0) return false;
    return prove(key, writer, reader);
  };

  // What leans on a pair that is not decided yet holds as long as that pair turns out to hold.
  const prove = (key: string, writer: Conjunction, reader: Conjunction): boolean => {
    const index = open.size;
    const outer = leaned;
    leaned = Infinity;
    open.set(key, { level, index });
    const holds = reader.isNever
      ? isEmpty(writer)
      : reader.nodes.every((node) =>
          Object.keys(keywordsOf(node)).every((keyword) => impliesKeyword(writer, node, keyword, reader)),
        );
    open.delete(key);
    const isSettled = leaned >= index;
    leaned = Math.min(outer, isSettled ? Infinity : leaned);
    if (!holds) tentative = new Set();
    else if (!isSettled) tentative.add(key);
    if (index === 0) {
      for (const settled of tentative) proved.set(settled, true);
      tentative = new Set();
    }
    if ((holds && isSettled) || (!holds && fuel > 0)) proved.set(key, holds);
    return holds;
  };

  const impliesPart = (writer: Conjunction, reader: Conjunction): boolean => {
    level++;
    const holds = implies(writer, reader);
    level--;
    return holds;
  };

  const impliesKeyword = (writer: Conjunction, node: Node, keyword: string, reader: Conjunction): boolean => {
    const rule = RULES.get(keyword);
    if (rule === undefined && keyword !== 'enum' && keyword !== 'const') return true;
    const types = typesOfKeyword(keyword);
    if (types !== undefined && (writer.types & types) === 0) return true;
    if (writer.nodes.includes(node)) return true;
    const wanted = keywordsOf(node)[keyword]!;
    if (rule?.({ prover, writer, reader, node, wanted }) === true) return true;
    if (--fuel < 0) return false;
    const values = listValues(writer);
    if (values !== undefined) return values.every((value) => fitsKeyword(value, node, keyword, reader) === true);
    if (isEmpty(writer)) return true;
    return casesOf(writer)?.every((part) => impliesKeyword(part, node, keyword, reader)) === true;
  };

  const isEmpty = (whole: Conjunction): boolean => {
    if (!isExact) return exact.isEmpty(whole);
    if (whole.isNever || whole.types === 0) return true;
    if (whole.nodes.length === 0) return false;
    const known = empty.get(whole.key);
    if (known !== undefined) return known;
    // A schema that needs itself inside has no finite value; that is not looked for.
    empty.set(whole.key, false);
    if (--fuel < 0) return false;
    const values = listValues(whole);
    const found =
      values !== undefined
        ? values.length === 0
        : isImpossible(whole, prover) || casesOf(whole)?.every((part) => isEmpty(part)) === true;
    if (fuel > 0) empty.set(whole.key, found);
    else empty.delete(whole.key);
    return found;
  };

  const prover: Prover = {
    implies,
    impliesPart,
    impliesKeyword,
    isEmpty,
    get exact() {
      return exact;
    },
  };
  const exact = isExact ? prover : createProver(true);
  const afresh = <T extends readonly unknown[]>(ask: (...args: T) => boolean): ((...args: T) => boolean) => {
    return (...args) => {
      fuel = FUEL;
      return ask(...args);
    };
  };
  return {
    implies: afresh(implies),
    impliesPart: afresh(impliesPart),
    impliesKeyword: afresh(impliesKeyword),
    isEmpty: afresh(isEmpty),
    exact,
  };
}
