/** Refactors of operations: the same on the wire, in another place, order or spelling. */
import { asNode, ensure, isOld, listOf, membersOf, type Node, nodesOf, resolve } from '../node.ts';
import { listCalls } from '../operations.ts';
import { renameRefs } from './references.ts';
import type { Refactor } from './refactor.ts';

const paramsUp: Refactor = {
  kind: 'parameters-moved-to-the-path',
  apply(document, random) {
    const items = random.shuffle(membersOf(document['paths']));
    for (const [path, item] of items) {
      const operations = listCalls({ paths: { [path]: item } }).map(({ operation }) => operation);
      const [first] = operations;
      const shared = listOf(first?.['parameters']).filter((entry) =>
        operations.every(({ parameters }) => listOf(parameters).some((other) => isSame(entry, other))),
      );
      if (shared.length === 0) continue;
      item['parameters'] = [...listOf(item['parameters']), ...shared];
      for (const operation of operations) {
        operation['parameters'] = listOf(operation['parameters']).filter(
          (entry) => !shared.some((other) => isSame(entry, other)),
        );
      }
      return path;
    }
    return undefined;
  },
};

const paramsDown: Refactor = {
  kind: 'parameters-moved-to-operations',
  apply(document, random) {
    const items = membersOf(document['paths']).filter(([, item]) => listOf(item['parameters']).length > 0);
    const [path, item] = random.pick(items) ?? [];
    if (item === undefined) return undefined;
    for (const { operation } of listCalls({ paths: { [String(path)]: item } })) {
      const own = listOf(operation['parameters']);
      const names = own.map((entry) => nameOf(document, entry));
      const more = listOf(item['parameters']).filter((entry) => !names.includes(nameOf(document, entry)));
      operation['parameters'] = [...own, ...structuredClone(more)];
    }
    delete item['parameters'];
    return path;
  },
};

const paramsReordered: Refactor = {
  kind: 'parameters-reordered',
  apply(document) {
    const calls = listCalls(document).filter(({ operation }) => listOf(operation['parameters']).length > 1);
    for (const { operation } of calls) operation['parameters'] = listOf(operation['parameters']).toReversed();
    return calls.length === 0 ? undefined : `${calls.length} operations`;
  },
};

const paramDefaults: Refactor = {
  kind: 'parameter-defaults-written',
  apply(document) {
    let count = 0;
    const styles: Record<string, string> = { query: 'form', cookie: 'form', path: 'simple', header: 'simple' };
    for (const { operation, item } of listCalls(document)) {
      for (const entry of [...nodesOf(operation['parameters']), ...nodesOf(item['parameters'])]) {
        const style = styles[String(entry['in'])];
        if (style === undefined || entry['content'] !== undefined) continue;
        entry['style'] ??= style;
        entry['explode'] ??= entry['style'] === 'form';
        entry['required'] ??= false;
        entry['deprecated'] ??= false;
        count++;
      }
    }
    return count === 0 ? undefined : `${count} parameters`;
  },
};

const pathParameter: Refactor = {
  kind: 'path-parameter-renamed',
  apply(document, random) {
    const text = JSON.stringify(document);
    const paths = asNode(document['paths']) ?? {};
    // What an expression, a link or another path says of the name would have to follow.
    const path = random.pick(
      Object.keys(paths).filter((entry) => /^[^{]*\{[\w-]+\}[^{]*$/.test(entry) && !/request\.path|"links"/.test(text)),
    );
    const name = /\{([\w-]+)\}/.exec(path ?? '')?.[1];
    if (path === undefined || name === undefined) return undefined;
    const item = asNode(paths[path])!;
    const next = `${name}Renamed`;
    for (const holder of [item, ...listCalls({ paths: { [path]: item } }).map(({ operation }) => operation)]) {
      if (!Array.isArray(holder['parameters'])) continue;
      holder['parameters'] = holder['parameters'].map((entry) => {
        const parameter = resolve(document, asNode(entry)!);
        return parameter?.['in'] === 'path' && parameter['name'] === name ? { ...parameter, name: next } : entry;
      });
    }
    document['paths'] = Object.fromEntries(
      Object.entries(paths).map(([key, value]) => [key === path ? path.replace(`{${name}}`, `{${next}}`) : key, value]),
    );
    return path;
  },
};

const headerCase: Refactor = {
  kind: 'header-names-in-lower-case',
  apply(document) {
    let count = 0;
    for (const { operation } of listCalls(document)) {
      for (const [, response] of membersOf(operation['responses'])) {
        const headers = asNode(response['headers']);
        if (headers === undefined) continue;
        count += Object.keys(headers).filter((name) => name !== name.toLowerCase()).length;
        response['headers'] = Object.fromEntries(
          Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
        );
      }
      for (const parameter of nodesOf(operation['parameters'])) {
        if (parameter['in'] !== 'header') continue;
        parameter['name'] = String(parameter['name']).toLowerCase();
        count++;
      }
    }
    return count === 0 ? undefined : `${count} headers`;
  },
};

const mediaTypeCase: Refactor = {
  kind: 'media-type-spelled-otherwise',
  apply(document, random) {
    const bodies = listCalls(document).flatMap(({ operation }) => [
      asNode(operation['requestBody']),
      ...membersOf(operation['responses']).map(([, response]) => response),
    ]);
    const holder = random.pick(bodies.filter((body) => asNode(body?.['content'])?.['application/json'] !== undefined));
    if (holder === undefined) return undefined;
    const content = asNode(holder?.['content']) ?? {};
    holder['content'] = Object.fromEntries(
      Object.entries(content).map(([type, media]) => [type === 'application/json' ? 'Application/JSON' : type, media]),
    );
    return 'Application/JSON';
  },
};

const bodyNotRequired: Refactor = {
  kind: 'body-says-it-is-optional',
  apply(document) {
    const bodies = listCalls(document).flatMap(({ operation }) => nodesOf([operation['requestBody']]));
    const silent = bodies.filter((body) => body['required'] === undefined && body['$ref'] === undefined);
    for (const body of silent) body['required'] = false;
    return silent.length === 0 ? undefined : `${silent.length} bodies`;
  },
};

const pathItemShared: Refactor = {
  kind: 'path-item-shared',
  apply(document, random) {
    const paths = asNode(document['paths']) ?? {};
    const path = random.pick(membersOf(paths).filter(([, item]) => item['$ref'] === undefined));
    if (isOld(document) || path === undefined) return undefined;
    ensure(ensure(document, 'components'), 'pathItems')['Shared'] = path[1];
    paths[path[0]] = { $ref: '#/components/pathItems/Shared' };
    // What named the item by its path has to follow.
    const from = `#/paths/${path[0].replaceAll('~', '~0').replaceAll('/', '~1')}`;
    renameRefs(document, from, '#/components/pathItems/Shared');
    return path[0];
  },
};

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function nameOf(document: Node, entry: unknown): string {
  const parameter = resolve(document, asNode(entry) ?? {});
  return `${String(parameter?.['in'])} ${String(parameter?.['name'])}`;
}

export const wireRefactors: readonly Refactor[] = [
  paramsUp,
  paramsDown,
  paramsReordered,
  paramDefaults,
  pathParameter,
  headerCase,
  mediaTypeCase,
  bodyNotRequired,
  pathItemShared,
];
