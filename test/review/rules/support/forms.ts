/** The forms in which a document can say that it sends events. */
import type { JsonObject } from '../../../../src/contract/types.ts';
import { isObject } from '../../../../src/contract/value.ts';

/** Turns a 3.1 document with `webhooks` into one that says the same in another form. */
export const forms: Readonly<Record<string, (document: JsonObject) => JsonObject>> = {
  '3.0 x-webhooks': (document) => {
    const { webhooks, ...rest } = toOlder(document) as JsonObject;
    return { ...rest, openapi: '3.0.3', 'x-webhooks': webhooks ?? {} };
  },
  '3.0 callbacks': (document) => toCallbacks({ ...(toOlder(document) as JsonObject), openapi: '3.0.3' }),
  '3.1 webhooks': (document) => document,
  '3.1 callbacks': toCallbacks,
  '3.2 webhooks': (document) => ({ ...document, openapi: '3.2.0' }),
};

/** The entries of `webhooks` as callbacks of the operation that takes the URL. */
function toCallbacks({ webhooks, ...rest }: JsonObject): JsonObject {
  const document = structuredClone(rest) as { paths: Record<string, { post: Record<string, unknown> }> };
  const entries = Object.entries((webhooks ?? {}) as JsonObject);
  document.paths['/webhooks']!.post['callbacks'] = Object.fromEntries(
    entries.map(([name, item]) => [name, { '{$request.body#/url}': item }]),
  );
  return document as unknown as JsonObject;
}

/** 3.0 has no `const`. */
function toOlder(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(toOlder);
  if (!isObject(node)) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => (key === 'const' ? ['enum', [value]] : [key, toOlder(value)])),
  );
}
