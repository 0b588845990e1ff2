/** `color[R]=100`: style `deepObject`. Deeper levels and lists (`a[b][]=1`, `a[0]=1`) are read as most servers do. */
import { setMember } from '../../contract/pointer.ts';
import type { TextTree } from './coerce.ts';
import { type Fault, type Field, isFault, kindOf, toFault } from './field.ts';
import type { Pairs } from './pairs.ts';
import type { Shape } from './shape.ts';
import { decodeAll } from './single-text.ts';

/** Deeper names are refused: no API needs them, and each level costs. */
const MAX_LEVELS = 16;

interface Node {
  readonly texts: string[];
  readonly members: Map<string, Node>;
}

/** Reads all names that begin with the field's name and a bracket; undefined when there is none. */
export function readNested(field: Field, pairs: Pairs): TextTree | Fault | undefined {
  const root: Node = createNode();
  for (const [name, texts] of pairs) {
    if (!name.startsWith(`${field.name}[`)) continue;
    const keys = toKeys(name.slice(field.name.length));
    if (keys === undefined) return toFault('style', `has the name "${name}", which must be ${field.name}[property]`);
    if (keys.length > MAX_LEVELS) return toFault('style', `has a name of more than ${MAX_LEVELS} levels`);
    const decoded = decodeAll({ texts, decode: field.decode });
    if (isFault(decoded)) return decoded;
    let node = root;
    for (const key of keys) node = memberOf(node, key);
    node.texts.push(...decoded);
  }
  return root.members.size === 0 ? undefined : arrange(root, field.shape);
}

/** The texts under one name as its shape wants them: a list, or the text alone. */
export function toListOrText(texts: readonly string[], shape: Shape): TextTree {
  const { array, scalar } = kindOf(shape);
  // A scalar that is sent twice is no scalar: the list fails its schema and the sender learns why.
  return texts.length === 1 && !(array && !scalar) ? texts[0]! : texts;
}

function createNode(): Node {
  return { texts: [], members: new Map() };
}

function memberOf(node: Node, key: string): Node {
  const known = node.members.get(key) ?? createNode();
  node.members.set(key, known);
  return known;
}

/** `[a][b]` → `a`, `b`. */
function toKeys(brackets: string): string[] | undefined {
  if (!/^(?:\[[^[\]]*\])+$/.test(brackets)) return undefined;
  return brackets.slice(1, -1).split('][');
}

function arrange(node: Node, shape: Shape): TextTree | Fault {
  if (node.members.size === 0) return toListOrText(node.texts, shape);
  if (node.texts.length > 0) return toFault('style', 'is sent both as a value and with properties');
  const keys = [...node.members.keys()];
  if (isList(keys, shape)) {
    const items = keys.flatMap((key, index) => {
      const member = node.members.get(key)!;
      const isLeaf = key === '' && member.members.size === 0;
      return isLeaf ? member.texts : [arrange(member, shape.item(index))];
    });
    return items.find(isFault) ?? (items as TextTree[]);
  }
  const value: Record<string, TextTree> = {};
  for (const [key, member] of node.members) {
    const part = arrange(member, shape.property(key));
    if (isFault(part)) return part;
    setMember(value, key, part);
  }
  return value;
}

/** `[]`, or indexes in order where the schema wants a list. */
function isList(keys: readonly string[], shape: Shape): boolean {
  if (keys.length === 1 && keys[0] === '') return true;
  return kindOf(shape).array && keys.every((key, index) => key === String(index));
}
