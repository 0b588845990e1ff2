/** Path items and operations in their plain form. */
import { resolveAt } from '../../../contract/content.ts';
import { forEachMember } from '../../../contract/source/place.ts';
import type { Json, JsonObject } from '../../../contract/types.ts';
import { asArray, asObject, isObject } from '../../../contract/value.ts';
import { keepExtensions } from './keep-extensions.ts';
import { below, normaliseBody, normaliseParameters, normaliseResponses, sort } from './normalise-messages.ts';
import { normaliseSecurity, type Schemes } from './normalise-security.ts';
import type { Scope } from './scope.ts';

type Draft = Record<string, Json>;

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'];

/** What all operations of a document share. */
export interface Shared {
  readonly scope: Scope;
  readonly schemes: Schemes;
}

/** All path items of a map. */
export function normalisePaths(shared: Shared, at: string, isSecured: boolean): Json {
  const items: Draft = {};
  forEachMember(resolveAt(shared.scope.document, at).node, (_, token, path) => {
    if (!(isSecured && path.startsWith('x-'))) items[path] = normaliseItem(shared, `${at}/${token}`, isSecured, []);
  });
  return shared.scope.track(sort(items), at);
}

/** @param open pointers of the path items around this one: a callback may lead back to its own operation */
function normaliseItem(shared: Shared, at: string, isSecured: boolean, open: readonly string[]): Json {
  const { scope } = shared;
  const { node, pointer } = resolveAt(scope.document, at);
  if (open.includes(pointer)) return {};
  const item: Draft = {};
  const inside = [...open, pointer];
  for (const method of METHODS) {
    if (isObject(node[method]))
      item[method] = normaliseOperation(shared, pointer, below(pointer, method), isSecured, inside);
  }
  const others = Object.keys(asObject(node['additionalOperations'])).map((method): [string, Json] => [
    method,
    normaliseOperation(shared, pointer, below(pointer, 'additionalOperations', method), isSecured, inside),
  ]);
  if (others.length > 0) item['additionalOperations'] = Object.fromEntries(others);
  const servers = normaliseServers(scope, node, pointer);
  if (servers !== undefined) item['servers'] = servers;
  keepExtensions(scope, node, item);
  return scope.track(item, pointer);
}

function normaliseOperation(
  shared: Shared,
  item: string,
  at: string,
  isSecured: boolean,
  open: readonly string[],
): Json {
  const { scope, schemes } = shared;
  const { node } = resolveAt(scope.document, at);
  const draft: Draft = {};
  const parameters = normaliseParameters(scope, item, at);
  if (parameters.length > 0)
    draft['parameters'] = scope.track(parameters, below(node['parameters'] === undefined ? item : at, 'parameters'));
  if (node['requestBody'] !== undefined) draft['requestBody'] = normaliseBody(scope, below(at, 'requestBody'));
  draft['responses'] = normaliseResponses(scope, below(at, 'responses'));
  if (node['deprecated'] === true) draft['deprecated'] = true;
  const callbacks = normaliseCallbacks(shared, below(at, 'callbacks'), open);
  if (callbacks !== undefined) draft['callbacks'] = callbacks;
  // What holds for the whole document is written at each operation: where it stands makes no difference.
  const own = node['security'] !== undefined;
  const security = own ? node['security'] : isSecured ? scope.document['security'] : undefined;
  if (asArray(security).length > 0) {
    draft['security'] = normaliseSecurity(scope, security!, own ? below(at, 'security') : '/security', schemes);
  }
  const servers = normaliseServers(scope, node, at);
  if (servers !== undefined) draft['servers'] = servers;
  keepExtensions(scope, node, draft);
  return scope.track(draft, at);
}

function normaliseCallbacks(shared: Shared, at: string, open: readonly string[]): Json | undefined {
  const { scope } = shared;
  const callbacks: Draft = {};
  forEachMember(resolveAt(scope.document, at).node, (_, token, name) => {
    const { node, pointer } = resolveAt(scope.document, `${at}/${token}`);
    const urls: Draft = {};
    forEachMember(node, (__, url, expression) => {
      if (!expression.startsWith('x-')) urls[expression] = normaliseItem(shared, `${pointer}/${url}`, false, open);
    });
    keepExtensions(scope, node, urls);
    callbacks[name] = scope.track(sort(urls), pointer);
  });
  return Object.keys(callbacks).length === 0 ? undefined : scope.track(sort(callbacks), at);
}

/** The servers of an object: their addresses and variables. */
export function normaliseServers(scope: Scope, node: JsonObject, at: string): Json | undefined {
  const servers = asArray(node['servers']).map((server, index): Json => {
    const { url = '', variables } = asObject(server);
    const kept = Object.entries(asObject(variables)).map(([name, variable]): [string, Json] => {
      const { enum: values, default: usual = '' } = asObject(variable);
      return [name, { ...(values !== undefined && { enum: values }), default: usual }];
    });
    return scope.track(
      { url, ...(kept.length > 0 && { variables: Object.fromEntries(kept) }) },
      below(at, 'servers', index),
    );
  });
  return servers.length === 0 ? undefined : scope.track(servers, below(at, 'servers'));
}
