/** The pairs: two documents that differ in one thing, and what a reader of the difference has to be told. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { parsePointer, setTokens } from '../../../../src/contract/pointer.ts';
import type { Json, JsonObject } from '../../../../src/contract/types.ts';
import { type Label, toLabel } from './label.ts';
import { applyMergePatch } from './merge-patch.ts';
import { slots } from './slots.ts';

/** A pair with its documents built. */
export interface Pair {
  /** `<file>: <name>`; unique. */
  readonly id: string;
  /** File of the pair without its ending: what it is about. */
  readonly area: string;
  readonly base: JsonObject;
  readonly head: JsonObject;
  /** What the change from base to head means. */
  readonly forward: Label;
  /** What the change from head to base means. */
  readonly backward: Label;
}

/** As it is written. `at` is a slot, `document` stands for merge patches of the whole. */
interface WrittenPair {
  readonly name: string;
  readonly at: string;
  readonly base: Json;
  readonly head: Json;
  /** Merge patch for both. */
  readonly with?: JsonObject;
  readonly '->'?: string;
  readonly '<-'?: string;
  /** Breaking changes expected, forward and backward. */
  readonly count?: readonly [string | number, string | number];
}

const folder = import.meta.dirname;
const stock = parse(readFileSync(join(folder, 'stock.yaml'), 'utf8')) as JsonObject;

/** Reads and builds all pairs. */
export function loadPairs(): Pair[] {
  const files = readdirSync(join(folder, 'cases')).toSorted();
  return files.flatMap((file) => {
    const written = parse(readFileSync(join(folder, 'cases', file), 'utf8')) as WrittenPair[];
    return written.map((pair) => buildPair(pair, file.replace('.yaml', '')));
  });
}

function buildPair(pair: WrittenPair, area: string): Pair {
  const [forward, backward] = pair.count ?? [];
  return {
    id: `${area}: ${pair.name}`,
    area,
    base: buildDocument(pair, pair.base),
    head: buildDocument(pair, pair.head),
    forward: toLabel(pair['->'] ?? 'none', forward),
    backward: toLabel(pair['<-'] ?? 'none', backward),
  };
}

function buildDocument({ name, at, with: common = {} }: WrittenPair, value: Json): JsonObject {
  const patched = applyMergePatch(stock, common);
  if (at === 'document') return applyMergePatch(patched, value) as JsonObject;
  const [slotName = '', property] = at.split('/');
  const slot = slots[slotName];
  if (slot === undefined) throw new Error(`${name}: there is no slot ${slotName}.`);
  const schema: Json = property === undefined ? value : { type: 'object', properties: { [property]: value } };
  const ready = structuredClone(applyMergePatch(patched, slot.with ?? {}));
  return setTokens(ready, parsePointer(slot.pointer), slot.wrap?.(schema) ?? schema) as JsonObject;
}
