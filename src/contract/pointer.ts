/** JSON pointers (RFC 6901) over plain JSON values. */

/** Splits a pointer into its unescaped tokens; `''` is the root. A leading `#` is accepted. */
export function parsePointer(pointer: string): string[] {
  const text = pointer.startsWith('#') ? pointer.slice(1) : pointer;
  if (text === '') return [];
  return text
    .slice(text.startsWith('/') ? 1 : 0)
    .split('/')
    .map((token) => (token.includes('~') ? token.replaceAll('~1', '/').replaceAll('~0', '~') : token));
}

/** Joins tokens into a pointer, escaping `~` and `/`. */
export function toPointer(tokens: readonly (string | number)[]): string {
  return tokens.map((token) => `/${String(token).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The value at a pointer, or undefined where the path ends early. Own properties only. */
export function getAt(value: unknown, pointer: string): unknown {
  return getTokens(value, parsePointer(pointer));
}

/** {@link getAt} for a pointer that is split already. */
export function getTokens(value: unknown, tokens: readonly string[]): unknown {
  let node = value;
  for (const token of tokens) {
    if (node === null || typeof node !== 'object' || !Object.hasOwn(node, token)) return undefined;
    node = (node as Record<string, unknown>)[token];
  }
  return node;
}

/**
 * Sets the value at a pointer in place, creating objects on the way.
 * @returns the root: `value` itself, or `next` when the pointer is the root
 */
export function setAt(value: unknown, pointer: string, next: unknown): unknown {
  return setTokens(value, parsePointer(pointer), next);
}

/** {@link setAt} for a pointer that is split already. */
export function setTokens(value: unknown, tokens: readonly string[], next: unknown): unknown {
  const last = tokens.at(-1);
  if (last === undefined) return next;
  const root: unknown = isContainer(value) ? value : {};
  let node = root as Record<string, unknown>;
  for (let index = 0; index < tokens.length - 1; index++) {
    const token = tokens[index]!;
    const child = Object.hasOwn(node, token) ? node[token] : undefined;
    if (isContainer(child)) node = child;
    else setMember(node, token, (node = {}));
  }
  setMember(node, last, next);
  return root;
}

/** An object that is the given one except at a place: what lies on the way there is copied, the rest is shared. */
export function copyWith<T extends object>(value: T, tokens: readonly string[], next: unknown): T {
  const [token, ...rest] = tokens;
  if (token === undefined) return value;
  const copy = { ...value } as Record<string, unknown>;
  const child = copy[token];
  const isLast = rest.length === 0;
  setMember(copy, token, isLast ? next : copyWith(isContainer(child) ? child : {}, rest, next));
  return copy as T;
}

/** Removes the member at a pointer in place; does nothing where there is none. */
export function removeAt(value: unknown, pointer: string): void {
  removeTokens(value, parsePointer(pointer));
}

/** {@link removeAt} for a pointer that is split already. */
export function removeTokens(value: unknown, tokens: readonly string[]): void {
  const last = tokens.at(-1);
  const parent = getTokens(value, tokens.slice(0, -1));
  if (last === undefined || !isContainer(parent)) return;
  if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else delete parent[last];
}

/** Sets a member under any name: a plain assignment to `__proto__` would change the prototype instead. */
export function setMember(node: Record<string, unknown>, key: string, value: unknown): void {
  if (key !== '__proto__') node[key] = value;
  else Object.defineProperty(node, key, { value, writable: true, enumerable: true, configurable: true });
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object';
}
