/** Refactors of what stands where: in place, or under a name that several places share. */
import { getAt } from '../../../../../src/contract/pointer.ts';
import { asNode, ensure, listOf, membersOf, type Node } from '../node.ts';
import { listCalls } from '../operations.ts';
import { listSchemaSlots, replaceSchema } from '../schema-slots.ts';
import type { Refactor } from './refactor.ts';

const SCHEMAS = '#/components/schemas/';

function schemasOf(document: Node): Node {
  return ensure(ensure(document, 'components'), 'schemas');
}

/** Names of components that a discriminator may name without a `$ref`. */
function guidedNames(document: Node): Set<string> {
  const unions = listSchemaSlots(document).filter(({ schema }) => schema['discriminator'] !== undefined);
  const names = unions.flatMap(({ schema }) => JSON.stringify(schema).match(/components\/schemas\/[^"/]+/g) ?? []);
  return new Set(names.map((name) => name.slice('components/schemas/'.length)));
}

const inlineRef: Refactor = {
  kind: 'component-written-in-place',
  apply(document, random) {
    const slots = listSchemaSlots(document).filter(
      ({ schema, isGuided, isComponent }) =>
        typeof schema['$ref'] === 'string' && schema['$ref'].startsWith('#/') && !isGuided && !isComponent,
    );
    const done = random.shuffle(slots).slice(0, 4);
    for (const slot of done) {
      const { $ref, ...rest } = slot.schema;
      const target = asNode(getAt(document, decodeURIComponent(String($ref).slice(1))));
      // In 3.0 neighbours of a `$ref` say nothing; there the few that exist are texts.
      if (target !== undefined && Object.keys(rest).length === 0) replaceSchema(slot, structuredClone(target));
    }
    return done.length === 0 ? undefined : done.map(({ schema }) => schema['$ref']).join(', ');
  },
};

const extractRef: Refactor = {
  kind: 'component-drawn-out',
  apply(document, random) {
    const slots = listSchemaSlots(document).filter(
      ({ schema, isGuided, isComponent }) => schema['$ref'] === undefined && !isGuided && !isComponent,
    );
    const slot = random.pick(slots);
    if (slot === undefined) return undefined;
    schemasOf(document)['DrawnOut'] = slot.schema;
    replaceSchema(slot, { $ref: `${SCHEMAS}DrawnOut` });
    return String(slot.key);
  },
};

const renameSchema: Refactor = {
  kind: 'component-renamed',
  apply(document, random) {
    const guided = guidedNames(document);
    const schemas = schemasOf(document);
    const name = random.pick(Object.keys(schemas).filter((entry) => !guided.has(entry) && /^[\w-]+$/.test(entry)));
    if (name === undefined) return undefined;
    schemas[`${name}Renamed`] = schemas[name];
    delete schemas[name];
    renameRefs(document, `${SCHEMAS}${name}`, `${SCHEMAS}${name}Renamed`);
    return name;
  },
};

const aliasSchema: Refactor = {
  kind: 'component-behind-an-alias',
  apply(document, random) {
    const slots = listSchemaSlots(document).filter(
      ({ schema, isGuided, isComponent }) => typeof schema['$ref'] === 'string' && !isGuided && !isComponent,
    );
    const slot = random.pick(slots);
    if (slot === undefined) return undefined;
    schemasOf(document)['Alias'] = { $ref: slot.schema['$ref'] };
    replaceSchema(slot, { ...slot.schema, $ref: `${SCHEMAS}Alias` });
    return String(slot.schema['$ref']);
  },
};

const unused: Refactor = {
  kind: 'unused-component-added',
  apply(document) {
    schemasOf(document)['NobodyRefersToThis'] = {
      type: 'object',
      required: ['a'],
      properties: { a: { type: 'string' } },
    };
    return 'NobodyRefersToThis';
  },
};

/** Moves something of an operation to components, or back. */
function defineSharing(
  kind: string,
  group: string,
  holdersOf: (document: Node) => [Node | unknown[], string | number][],
): Refactor {
  return {
    kind,
    apply(document, random) {
      const found = random.pick(holdersOf(document));
      if (found === undefined) return undefined;
      const [holder, key] = found as [Node, string];
      const value = asNode(holder[key])!;
      if (typeof value['$ref'] === 'string') {
        const target = asNode(getAt(document, decodeURIComponent(value['$ref'].slice(1))));
        if (target === undefined) return undefined;
        holder[key] = structuredClone(target);
      } else {
        ensure(ensure(document, 'components'), group)['Shared'] = value;
        holder[key] = { $ref: `#/components/${group}/Shared` };
      }
      return String(key);
    },
  };
}

const operationsOf = (document: Node): Node[] => listCalls(document).map(({ operation }) => operation);
const keysOf = (node: unknown): [Node, string][] => membersOf(node).map(([name]) => [asNode(node)!, name]);

export const referenceRefactors: readonly Refactor[] = [
  inlineRef,
  extractRef,
  renameSchema,
  aliasSchema,
  unused,
  defineSharing('response-shared-or-not', 'responses', (document) =>
    operationsOf(document).flatMap(({ responses }) => keysOf(responses)),
  ),
  defineSharing('body-shared-or-not', 'requestBodies', (document) =>
    operationsOf(document).flatMap((operation) =>
      asNode(operation['requestBody']) ? [[operation, 'requestBody']] : [],
    ),
  ),
  defineSharing('parameter-shared-or-not', 'parameters', (document) =>
    operationsOf(document).flatMap(({ parameters }) =>
      listOf(parameters).map((_, index): [unknown[], number] => [listOf(parameters), index]),
    ),
  ),
  defineSharing('header-shared-or-not', 'headers', (document) =>
    operationsOf(document)
      .flatMap(({ responses }) => membersOf(responses))
      .flatMap(([, { headers }]) => keysOf(headers)),
  ),
];

/** Gives a reference another target, in every spelling that a document has for it. */
export function renameRefs(value: unknown, from: string, to: string): void {
  if (value === null || typeof value !== 'object') return;
  for (const [name, member] of Object.entries(value)) {
    if (member === from || (typeof member === 'string' && member.startsWith(`${from}/`))) {
      (value as Node)[name] = to + member.slice(from.length);
    } else renameRefs(member, from, to);
  }
}
