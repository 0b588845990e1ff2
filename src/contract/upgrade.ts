/**
 * OpenAPI 3.0 → 3.1, in place. Only what the grammar calls a part of the document is touched: an `example` or a
 * `nullable` in an extension or in a sample is somebody's data.
 * Source: https://www.openapis.org/blog/2021/02/16/migrating-from-openapi-3-0-to-3-1-0
 */
import { walk, type Kind } from './grammar.ts';
import type { Draft } from './overlay.ts';
import { upgradeSchema } from './upgrade-schema.ts';
import type { Json } from './types.ts';
import { asObject, asText, isObject } from './value.ts';

/** Version that a document of 3.0 has afterwards. */
const UPGRADED = '3.1.1';

/** A node under upgrade. `move` tells that a member stands somewhere else now; both by pointer below the node. */
export interface Upgrading {
  readonly node: Record<string, Json>;
  readonly pointer: string;
  readonly document: Json;
  readonly move: (from: string, to: string) => void;
}

/**
 * Upgrades a 3.0 document; a newer one is left alone. `nullable` becomes a type, `example` becomes `examples`,
 * `x-webhooks` becomes `webhooks`; places follow what was renamed.
 * @param draft a bundled document
 */
export function upgrade(draft: Draft): void {
  const { value: document, places } = draft;
  if (!asText(asObject(document)['openapi']).startsWith('3.0')) return;
  walk(document, 'Document', '', (node, kind, pointer) => {
    const move = (from: string, to: string): void => places.graft(pointer + to, places.originOf(pointer + from));
    upgradeNode({ node: node as Record<string, Json>, pointer, document, move }, kind);
  });
}

function upgradeNode(upgrading: Upgrading, kind: Kind): void {
  if (kind === 'Document') upgradeDocument(upgrading);
  else if (kind === 'Schema') upgradeSchema(upgrading);
  else if (kind === 'MediaType' || kind === 'Parameter' || kind === 'Header') nameExample(upgrading);
}

function upgradeDocument({ node, move }: Upgrading): void {
  node['openapi'] = UPGRADED;
  if (node['x-webhooks'] === undefined) return;
  move('/x-webhooks', '/webhooks');
  node['webhooks'] = node['x-webhooks'];
  delete node['x-webhooks'];
}

// The one example stands before the named ones, in whose place it is allowed by no version.
function nameExample({ node, move }: Upgrading): void {
  const { example, examples } = node;
  if (example === undefined) return;
  if (!isObject(examples)) move('/example', '/examples');
  if (!isObject(examples) || !Object.hasOwn(examples, 'default')) move('/example', '/examples/default/value');
  delete node['example'];
  delete node['examples'];
  node['examples'] = { default: { value: example }, ...(isObject(examples) ? examples : {}) };
}
