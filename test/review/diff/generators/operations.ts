/** The calls of a document: operations, webhooks and callbacks. */
import { asNode, membersOf, type Node, nodesOf, resolve } from './node.ts';

/** One call. */
export interface Call {
  readonly kind: 'operation' | 'event';
  /** The map that the path item stands in, its key there, and the item itself. */
  readonly items: Node;
  readonly path: string;
  readonly item: Node;
  readonly method: string;
  readonly operation: Node;
}

export const METHODS = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options', 'trace'];

/** All of them. */
export function listCalls(document: Node): Call[] {
  const paths = callsOf(document, document['paths'], 'operation');
  const hooks = callsOf(document, document['webhooks'] ?? document['x-webhooks'], 'event');
  const callbacks = paths.flatMap(({ operation }) =>
    membersOf(operation['callbacks']).flatMap(([, callback]) =>
      callsOf(document, resolve(document, callback), 'event'),
    ),
  );
  return [...paths, ...hooks, ...callbacks];
}

function callsOf(document: Node, items: unknown, kind: Call['kind']): Call[] {
  return membersOf(items).flatMap(([path, entry]) => {
    const item = resolve(document, entry);
    if (item === undefined || path.startsWith('x-')) return [];
    return METHODS.flatMap((method) => {
      const operation = asNode(item[method]);
      return operation === undefined ? [] : [{ kind, items: items as Node, path, item, method, operation }];
    });
  });
}

/** Resolved parameters of a call, those of its path included. */
export function parametersOf(document: Node, { item, operation }: Call): Node[] {
  const entries = [...nodesOf(operation['parameters']), ...nodesOf(item['parameters'])];
  return nodesOf(entries.map((entry) => resolve(document, entry)));
}

/** Resolved answers of a call with their statuses. */
export function answersOf(document: Node, { operation }: Call): [string, Node][] {
  return membersOf(operation['responses']).flatMap(([status, entry]) => {
    const answer = resolve(document, entry);
    return answer === undefined ? [] : [[status, answer] as [string, Node]];
  });
}

/** The resolved body of a call. */
export function bodyOf(document: Node, { operation }: Call): Node | undefined {
  const body = asNode(operation['requestBody']);
  return body === undefined ? undefined : resolve(document, body);
}

/** Media types of JSON in a body or an answer. */
export function jsonOf(holder: Node | undefined): Node[] {
  return membersOf(holder?.['content'])
    .filter(([type]) => /^application\/([\w.+-]+\+)?json\b/i.test(type))
    .map(([, media]) => media);
}
