/** Where an API is served: its servers, and the paths below which its operations stand. */
import { forEachMember } from './source/place.ts';
import type { Json, JsonObject } from './types.ts';
import { asArray, asObject, asText } from './value.ts';

/** More than any document means: the values of several variables multiply. */
const MOST_VARIANTS = 32;

/** URLs of the document's servers, variables at their defaults. */
export function readServers(document: JsonObject): string[] {
  return asArray(document['servers']).map((server) => fill(server, (variable) => asText(variable['default'])));
}

/**
 * The distinct paths of all servers, without a trailing slash, '' for the root: those of the document first, then those
 * that path items and operations name for themselves. A variable with an `enum` stands for each of its values.
 */
export function readBasePaths(document: JsonObject): string[] {
  const own = toBasePaths(document['servers']);
  const paths = new Set(own.length > 0 ? own : ['']);
  forEachMember(document['paths'], (item) => {
    for (const path of toBasePaths(asObject(item)['servers'])) paths.add(path);
    forEachMember(item, (operation) => {
      for (const path of toBasePaths(asObject(operation)['servers'])) paths.add(path);
    });
  });
  return [...paths];
}

function toBasePaths(servers: Json | undefined): string[] {
  return asArray(servers).flatMap((server) => {
    const defaults = toPath(fill(server, (variable) => asText(variable['default'])));
    return [defaults, ...toVariants(server).map(toPath)];
  });
}

function toVariants(server: Json): string[] {
  const { url, variables } = asObject(server);
  let variants = [fill(server, (variable) => (asArray(variable['enum']).length > 0 ? undefined : variable['default']))];
  // A variable before the path changes the host, and every host is this one.
  if (!/\{/.test(asText(url).replace(/^\w+:\/\/[^/]*/, ''))) return [];
  forEachMember(variables, (variable, _, name) => {
    const values = asArray(asObject(variable)['enum']).map(String);
    if (values.length === 0) return;
    const spread = variants.flatMap((variant) => values.map((value) => variant.replaceAll(`{${name}}`, value)));
    variants = [...new Set(spread)].slice(0, MOST_VARIANTS);
  });
  return variants;
}

function fill(server: unknown, valueOf: (variable: JsonObject) => Json | undefined): string {
  const variables = asObject(asObject(server)['variables']);
  return asText(asObject(server)['url']).replace(/\{([^}]+)\}/g, (written, name: string) => {
    const value = valueOf(asObject(variables[name]));
    return value === undefined ? written : String(value);
  });
}

function toPath(server: string): string {
  if (!URL.canParse(server, 'http://localhost')) return '';
  return new URL(server, 'http://localhost').pathname.replace(/\/+$/, '');
}
