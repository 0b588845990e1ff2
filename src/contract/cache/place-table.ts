/** Where each node of a document was written, as numbers: a cached document has no source tree to ask. */
import { parsePointer } from '../pointer.ts';
import { findPlace, forEachMember, type Places } from '../source/place.ts';
import type { Json, Location } from '../types.ts';

/** Nodes in the order of the document; for each the number of its file, lines since the node before, column. */
export type PlaceTable = readonly number[];

/**
 * Makes the table.
 * @param files those that have places, in the order of their numbers
 * @returns undefined for a document that would not be the same after its way through JSON
 */
export function toPlaceTable(document: Json, places: Places, files: readonly string[]): PlaceTable | undefined {
  const table: number[] = [];
  const numbers = new Map(files.map((file, index) => [file, index]));
  let line = 0;
  let isFaithful = true;
  const visit = (value: unknown, pointer: string, above: Location): void => {
    const place = places.at(pointer) ?? above;
    const file = numbers.get(place.file);
    if (file === undefined || value === undefined || Object.is(value, -0)) isFaithful = false;
    table.push(file ?? 0, place.line - line, place.column);
    line = place.line;
    forEachMember(value, (member, token) => visit(member, `${pointer}/${token}`, place));
  };
  visit(document, '', findPlace(places, ''));
  return isFaithful ? table : undefined;
}

/**
 * Tells the place of the node at a pointer, or of its nearest ancestor that exists.
 * @param readTable called once, when the first place is asked for
 */
export function createLocator(
  document: Json,
  files: readonly string[],
  readTable: () => PlaceTable,
): (pointer: string) => Location {
  let table: PlaceTable | undefined;
  let lines: Int32Array | undefined;
  const count = createCounter();
  return (pointer) => {
    table ??= readTable();
    lines ??= toLines(table);
    const row = findRow(document, pointer, count);
    return { file: files[table[row * 3]!]!, line: lines[row]!, column: table[row * 3 + 2]! };
  };
}

function findRow(document: Json, pointer: string, count: (value: unknown) => number): number {
  let node: unknown = document;
  let row = 0;
  for (const token of pointer.includes('/') ? parsePointer(pointer.slice(pointer.indexOf('/'))) : []) {
    if (!hasMember(node, token)) break;
    row += 1;
    for (const [key, member] of Object.entries(node)) {
      node = member;
      if (key === token) break;
      row += count(member);
    }
  }
  return row;
}

function hasMember(node: unknown, token: string): node is object {
  return node !== null && typeof node === 'object' && Object.prototype.propertyIsEnumerable.call(node, token);
}

/** Counts the nodes of a value, itself among them; each object is looked through once. */
function createCounter(): (value: unknown) => number {
  const counts = new WeakMap<object, number>();
  return function count(value) {
    if (value === null || typeof value !== 'object') return 1;
    const known = counts.get(value);
    if (known !== undefined) return known;
    let total = 1;
    for (const member of Object.values(value)) total += count(member);
    counts.set(value, total);
    return total;
  };
}

function toLines(table: PlaceTable): Int32Array {
  const lines = new Int32Array(table.length / 3);
  let line = 0;
  for (let row = 0; row < lines.length; row += 1) {
    line += table[row * 3 + 1]!;
    lines[row] = line;
  }
  return lines;
}
