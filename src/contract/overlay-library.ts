/** openapi-format, which applies overlay actions: the only file that knows it. */
import { createRequire } from 'node:module';
import { toPointer } from './pointer.ts';
import type { Json, JsonObject } from './types.ts';

interface OverlayLibrary {
  openapiOverlay(
    document: unknown,
    options: { overlaySet: JsonObject },
  ): Promise<{ data: unknown; resultData: { totalUsedActions: number } }>;
}

interface JsonPathLibrary {
  /** Normalized paths (RFC 9535), e.g. `$['paths']['/x']`. */
  paths(document: unknown, path: string): string[];
}

/** A node that a JSONPath selects. */
export interface Selected {
  /** Its normalized path. */
  readonly path: string;
  readonly pointer: string;
}

/**
 * The nodes that a JSONPath selects, each once, in document order.
 * @throws Error with the syntax error of the path
 */
export function select(document: Json, path: string): Selected[] {
  const found = load().jsonPath.paths(document, path);
  return [...new Set(found)].map((normalized) => ({ path: normalized, pointer: toPointer(toTokens(normalized)) }));
}

/**
 * Applies one action to one node.
 * @param action its `target` is a normalized path of exactly one node
 * @returns the document, changed in place or replaced
 */
export async function applyToNode(document: Json, version: string, action: JsonObject): Promise<Json> {
  const { openapiOverlay } = load().overlay;
  const { data, resultData } = await openapiOverlay(document, { overlaySet: { overlay: version, actions: [action] } });
  if (resultData.totalUsedActions !== 1) throw new Error(`openapi-format did not apply ${JSON.stringify(action)}`);
  return data as Json;
}

let loaded: { overlay: OverlayLibrary; jsonPath: JsonPathLibrary } | undefined;

function load(): { overlay: OverlayLibrary; jsonPath: JsonPathLibrary } {
  if (loaded === undefined) {
    const require = createRequire(import.meta.url);
    // Its overlay part alone: the package's entry loads converters and file access that are not needed here.
    const file = require.resolve('openapi-format/utils/overlay.js');
    // It answers a broken JSONPath with a line on the console and "nothing selected", so the paths are asked
    // from the JSONPath engine that it uses itself.
    const jsonPath = createRequire(file)('jsonpathly') as JsonPathLibrary;
    loaded = { overlay: require(file) as OverlayLibrary, jsonPath };
  }
  return loaded;
}

// `$['a'][0]` → ['a', '0'], with the escapes of RFC 9535 section 2.7.
function toTokens(path: string): string[] {
  return [...path.matchAll(/\[(?:(\d+)|'((?:[^'\\]|\\.)*)')\]/g)].map(([, index, name]) =>
    index === undefined ? unescape(name ?? '') : index,
  );
}

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

function unescape(name: string): string {
  return name.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/g, (_, code: string | undefined, letter: string) =>
    code === undefined ? (ESCAPES[letter] ?? letter) : String.fromCharCode(Number.parseInt(code, 16)),
  );
}
