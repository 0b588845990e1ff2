/** Identifiers in generated code, made from the name of a contract. */

/**
 * The name of a contract in PascalCase: `my-api.v2` becomes `MyApiV2`.
 * Starts with a letter: `3scale` becomes `Api3scale`, a name without letters or digits `Api`.
 */
export function toPascalCase(name: string): string {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  const joined = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return /^\p{L}/u.test(joined) ? joined : `Api${joined}`;
}

/** A TypeScript string literal in single quotes. */
export function toLiteral(text: string): string {
  const inner = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${inner}'`;
}

/** A property name: as it is where that is an identifier, else a literal. */
export function toKey(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : toLiteral(name);
}

/** Text that can stand inside a block comment without ending it. */
export function toComment(text: string): string {
  return text.replaceAll('*/', '*\\/').replaceAll(/\s+/g, ' ').trim();
}
