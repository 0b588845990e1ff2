/** Reads a document as an API on the wire. */
import { resolveAt, type Resolved } from '../../../contract/content.ts';
import { forEachMember } from '../../../contract/source/place.ts';
import type { JsonObject, Method } from '../../../contract/types.ts';
import { asObject } from '../../../contract/value.ts';
import type { WireApi, WireCall } from './api.ts';
import { readBody, readReplies } from './read-messages.ts';
import { readParameters } from './read-parameters.ts';
import { readAlternatives, readSchemes, type WireSchemes } from './read-security.ts';
import { readServers } from './read-servers.ts';

const METHODS: readonly Method[] = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];
/** Deeper than any document means: a callback may have callbacks, and may lead back to its own operation. */
const CALLBACK_DEPTH = 3;

/** A path item with what identifies its calls. */
interface Frame {
  readonly document: JsonObject;
  readonly kind: WireCall['kind'];
  readonly path: string;
  readonly item: Resolved;
  readonly schemes: WireSchemes;
  /** Whether the document as a whole asks for credentials. */
  readonly isSecured: boolean;
  toKey(method: Method): string;
  toLabel(method: Method): string;
  readonly depth: number;
}

/** All operations, webhooks and callbacks, in the order of the document. */
export function readApi(document: JsonObject): WireApi {
  const isSecured = document['security'] !== undefined;
  const calls: WireCall[] = [];
  const schemes = readSchemes(document);
  forEachMember(document['paths'], (_, token, path) => {
    if (path.startsWith('x-')) return;
    const item = resolveAt(document, `/paths/${token}`);
    const shape = toShape(path);
    const toKey = (method: Method) => `${method} ${shape}`;
    const toLabel = (method: Method) => `${method.toUpperCase()} ${path}`;
    calls.push(...readItem({ document, kind: 'operation', path, item, schemes, isSecured, toKey, toLabel, depth: 0 }));
  });
  for (const group of ['webhooks', 'x-webhooks']) {
    forEachMember(document[group], (_, token, name) => {
      const item = resolveAt(document, `/${group}/${token}`);
      const toKey = (method: Method) => `webhook ${method} ${name}`;
      const toLabel = () => `event ${name}`;
      calls.push(
        ...readItem({ document, kind: 'webhook', path: name, item, schemes, isSecured, toKey, toLabel, depth: 0 }),
      );
    });
  }
  return { document, calls };
}

/** A path template whose parameters have no names: they are not on the wire. */
export function toShape(path: string): string {
  return path.replace(/\{[^}]*\}/g, '{}');
}

function readItem(frame: Frame): WireCall[] {
  const calls: WireCall[] = [];
  for (const method of methodsOf(frame.item.node)) {
    const call = readCall(frame, method);
    calls.push(call);
    if (frame.depth < CALLBACK_DEPTH) calls.push(...readCallbacks(frame, call));
  }
  return calls;
}

// OpenAPI 3.2 adds `query` and a map of further methods.
function methodsOf(item: JsonObject): Method[] {
  const known = [...METHODS, 'query' as Method].filter((method) => item[method] !== undefined);
  return [...known, ...(Object.keys(asObject(item['additionalOperations'])) as Method[])];
}

function readCall(frame: Frame, method: Method): WireCall {
  const { document, item, kind, path, schemes } = frame;
  const at =
    item.node[method] === undefined ? `${item.pointer}/additionalOperations/${method}` : `${item.pointer}/${method}`;
  const operation = resolveAt(document, at);
  const body = readBody(document, operation);
  return {
    kind,
    key: frame.toKey(method),
    label: frame.toLabel(method),
    method,
    path,
    document,
    pointer: operation.pointer,
    node: operation.node,
    parameters: readParameters(document, path, item, operation),
    ...(body && { body }),
    replies: readReplies(document, operation),
    ...readAlternatives(document, operation, schemes, frame),
    ...readServers(document, item, operation),
  };
}

function readCallbacks(frame: Frame, owner: WireCall): WireCall[] {
  const { document, schemes, isSecured } = frame;
  const calls: WireCall[] = [];
  forEachMember(owner.node['callbacks'], (_, token, name) => {
    const callback = resolveAt(document, `${owner.pointer}/callbacks/${token}`);
    forEachMember(callback.node, (__, expressionToken, expression) => {
      if (expression.startsWith('x-')) return;
      const item = resolveAt(document, `${callback.pointer}/${expressionToken}`);
      const toKey = (method: Method) => `callback ${method} ${owner.key} ${expression} ${name}`;
      const toLabel = () => `callback ${name} of ${owner.label}`;
      calls.push(
        ...readItem({
          document,
          kind: 'callback',
          path: expression,
          item,
          schemes,
          isSecured,
          toKey,
          toLabel,
          depth: frame.depth + 1,
        }),
      );
    });
  });
  return calls;
}
