/** Lints inline YAML with one rule of the plugin, as Redocly runs it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BaseResolver, createConfig, lintFromString } from '@redocly/openapi-core';
import { parse, stringify } from 'yaml';
import type { JsonObject } from '../../../../src/contract/types.ts';
import { isObject } from '../../../../src/contract/value.ts';
import createPlugin from '../../../../src/review/plugin/redocly-plugin.ts';
import { root } from '../../../support/cli.ts';

/** The document that keeps every rule. */
export const base = parse(readFileSync(join(root, 'docs/rules/contract.yaml'), 'utf8')) as JsonObject;

/** Configurations by their rules: the same ones are asked for again and again. */
const configs: Record<string, ReturnType<typeof createConfig>> = {};

/** A finding, without what every one of a rule has. */
export interface Found {
  /** JSON pointer of the place. */
  readonly at: string;
  readonly message: string;
}

/**
 * Findings of one rule in a document.
 * @param rule its name without `hookspec/`; several for several rules
 * @param yaml the whole document
 */
export async function lint(rule: string | readonly string[], yaml: string): Promise<Found[]> {
  const names = [rule].flat();
  const rules = Object.fromEntries(names.map((name) => [`hookspec/${name}`, 'error']));
  configs[names.join()] ??= createConfig({ plugins: [createPlugin()], rules } as never);
  const config = await configs[names.join()]!;
  const problems = await lintFromString({
    source: yaml,
    absoluteRef: '/openapi.yaml',
    config,
    externalRefResolver: new BaseResolver(),
  });
  return problems.map(({ message, location: [place] }) => ({ at: place!.pointer!.replace(/^#\/?/, '/'), message }));
}

/** As {@link lint}, for the base document with changes: objects are merged, `null` removes, the rest replaces. */
export function lintChanged(rule: string | readonly string[], changes: string): Promise<Found[]> {
  return lint(rule, stringify(change(changes)));
}

/** The base document with changes. */
export function change(changes: string): JsonObject {
  return merge(base, parse(changes)) as JsonObject;
}

function merge(node: unknown, changes: unknown): unknown {
  if (!isObject(changes) || '$ref' in changes) return changes;
  const merged: Record<string, unknown> = isObject(node) && !('$ref' in node) ? { ...node } : {};
  for (const [key, value] of Object.entries(changes)) {
    if (value === null) delete merged[key];
    else merged[key] = merge(merged[key], value);
  }
  return merged;
}
