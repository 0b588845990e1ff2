/** Schemas that a message of one direction is made of, and that no union stands before. */
import type { Direction } from '../../../../../src/report/diff-report.ts';
import { asNode, listOf, membersOf, type Node, resolve } from '../node.ts';
import { answersOf, bodyOf, type Call, jsonOf, listCalls } from '../operations.ts';

/** A schema in a message. */
export interface Reached {
  /** `POST /orders body /lines/sku`. */
  readonly where: string;
  readonly direction: Direction;
  readonly schema: Node;
  /** Whether other schemas speak of the same value: `allOf` around it. */
  readonly isJoined: boolean;
}

const DEPTH = 5;

/** All of them in messages of these directions. */
export function listReached(document: Node, directions: readonly Direction[]): Reached[] {
  return listCalls(document).flatMap((call) =>
    messagesOf(document, call)
      .filter(({ direction }) => directions.includes(direction))
      .flatMap(({ where, direction, holder }) =>
        jsonOf(holder).flatMap(({ schema }) => reach(document, { where, direction }, schema)),
      ),
  );
}

function messagesOf(document: Node, call: Call): { where: string; direction: Direction; holder: Node | undefined }[] {
  const isEvent = call.kind === 'event';
  const label = `${call.method.toUpperCase()} ${call.path}`;
  const sent: Direction = isEvent ? 'event' : 'request';
  const answered: Direction = isEvent ? 'acknowledgement' : 'response';
  return [
    { where: `${label} body`, direction: sent, holder: bodyOf(document, call) },
    ...answersOf(document, call).map(([status, holder]) => ({
      where: `${label} ${status}`,
      direction: answered,
      holder,
    })),
  ];
}

function reach(document: Node, at: Pick<Reached, 'where' | 'direction'>, root: unknown): Reached[] {
  const found: Reached[] = [];
  const mark = at.direction === 'request' || at.direction === 'acknowledgement' ? 'readOnly' : 'writeOnly';
  const visit = (value: unknown, where: string, depth: number, isJoined: boolean, path: readonly Node[]): void => {
    const node = asNode(value);
    const schema = node === undefined ? undefined : resolve(document, node);
    // What does not travel in this direction breaks nobody there.
    if (schema === undefined || path.includes(schema) || depth > DEPTH || schema[mark] === true) return;
    if (node?.[mark] === true) return;
    const joined = isJoined || schema['allOf'] !== undefined;
    if (['oneOf', 'anyOf', 'not', 'if', 'discriminator'].every((name) => schema[name] === undefined)) {
      found.push({ ...at, where, schema, isJoined: joined });
      const next = [...path, schema];
      for (const [name, property] of membersOf(schema['properties'])) {
        visit(property, `${where}/${name}`, depth + 1, joined, next);
      }
      visit(schema['items'], `${where}/*`, depth + 1, joined, next);
      for (const part of listOf(schema['allOf'])) visit(part, where, depth, true, next);
    }
  };
  visit(root, `${at.where} `, 0, false, []);
  return found;
}
