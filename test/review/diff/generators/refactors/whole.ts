/** Refactors of the whole document. */
import { asNode, ensure, isOld, listOf, membersOf, type Node, nodesOf } from '../node.ts';
import { listCalls } from '../operations.ts';
import type { Random } from '../random.ts';
import { listSchemaSlots } from '../schema-slots.ts';
import type { Refactor } from './refactor.ts';

const keysReordered: Refactor = {
  kind: 'keys-reordered',
  apply(document, random) {
    reorder(document, random);
    return 'every object';
  },
};

const schemeRenamed: Refactor = {
  kind: 'security-scheme-renamed',
  apply(document, random) {
    const schemes = asNode(asNode(document['components'])?.['securitySchemes']) ?? {};
    const name = random.pick(Object.keys(schemes));
    if (name === undefined) return undefined;
    schemes[`${name}Renamed`] = schemes[name];
    delete schemes[name];
    const rename = (security: unknown): unknown =>
      Array.isArray(security)
        ? security.map((entry) =>
            Object.fromEntries(
              Object.entries(asNode(entry) ?? {}).map(([key, value]) => [key === name ? `${name}Renamed` : key, value]),
            ),
          )
        : security;
    for (const holder of [document, ...listCalls(document).map(({ operation }) => operation)]) {
      if (holder['security'] !== undefined) holder['security'] = rename(holder['security']);
    }
    return name;
  },
};

const securityMoved: Refactor = {
  kind: 'security-written-at-each-operation',
  apply(document) {
    const { security } = document;
    if (security === undefined) return undefined;
    for (const { operation } of listCalls(document)) operation['security'] ??= structuredClone(security);
    delete document['security'];
    return 'security';
  },
};

const alternativesReordered: Refactor = {
  kind: 'security-alternatives-reordered',
  apply(document) {
    const holders = [document, ...listCalls(document).map(({ operation }) => operation)];
    const several = holders.filter(({ security }) => listOf(security).length > 1);
    for (const holder of several) holder['security'] = listOf(holder['security']).toReversed();
    return several.length === 0 ? undefined : `${several.length} places`;
  },
};

const documentation: Refactor = {
  kind: 'documentation-rewritten',
  apply(document) {
    for (const { operation } of listCalls(document)) {
      operation['summary'] = 'In other words.';
      operation['description'] = 'Told again.';
      operation['tags'] = ['all'];
      for (const [, response] of membersOf(operation['responses'])) {
        if (response['$ref'] === undefined) response['description'] = 'An answer.';
      }
    }
    document['tags'] = [{ name: 'all', description: 'Everything.' }];
    return 'summaries, descriptions, tags';
  },
};

const unknownExtension: Refactor = {
  kind: 'unknown-extension-added',
  apply(document) {
    for (const { operation } of listCalls(document)) operation['x-owner'] = { team: 'blue' };
    return 'x-owner';
  },
};

const newForm: Refactor = {
  kind: 'raised-to-openapi-3-1',
  apply(document) {
    if (!isOld(document)) return undefined;
    const slots = listSchemaSlots(document);
    // A reader of 3.1 heeds what stands beside a `$ref`, one of 3.0 does not.
    if (slots.some(({ schema }) => schema['$ref'] !== undefined && Object.keys(schema).length > 1)) return undefined;
    if (slots.some(({ schema }) => schema['nullable'] === true && typeof schema['type'] !== 'string')) return undefined;
    // Whether an enum of 3.0 lets null pass beside `nullable` is read in two ways.
    if (slots.some(({ schema }) => schema['nullable'] === true && !listOf(schema['enum'] ?? [null]).includes(null))) {
      return undefined;
    }
    if (slots.some(({ schema }) => schema['format'] === 'binary' || schema['format'] === 'byte')) return undefined;
    for (const { schema } of slots) raise(schema);
    document['openapi'] = '3.1.0';
    if (document['x-webhooks'] !== undefined) {
      document['webhooks'] = document['x-webhooks'];
      delete document['x-webhooks'];
    }
    return `${slots.length} schemas`;
  },
};

const serverSpelled: Refactor = {
  kind: 'server-described',
  apply(document) {
    const servers = nodesOf(document['servers']);
    for (const server of servers) server['description'] = 'The one.';
    ensure(document, 'info')['description'] = 'Told again.';
    return servers.length === 0 ? undefined : 'servers';
  },
};

function raise(schema: Node): void {
  const { nullable, type } = schema;
  delete schema['nullable'];
  if (nullable === true) schema['type'] = [type, 'null'];
  for (const [flag, bound] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ] as const) {
    const isExclusive = schema[flag] === true;
    if (typeof schema[flag] === 'boolean') delete schema[flag];
    if (!isExclusive) continue;
    schema[flag] = schema[bound];
    delete schema[bound];
  }
}

function reorder(value: unknown, random: Random): void {
  if (Array.isArray(value)) for (const entry of value) reorder(entry, random);
  const node = asNode(value);
  if (node === undefined) return;
  const entries = random.shuffle(Object.entries(node));
  for (const [name] of entries) delete node[name];
  for (const [name, member] of entries) {
    node[name] = member;
    reorder(member, random);
  }
}

export const wholeRefactors: readonly Refactor[] = [
  keysReordered,
  schemeRenamed,
  securityMoved,
  alternativesReordered,
  documentation,
  unknownExtension,
  newForm,
  serverSpelled,
];
