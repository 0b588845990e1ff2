/**
 * `hookspec/redocly-plugin`: the rules as a plugin of Redocly's, for anybody's redocly.yaml.
 *
 * ```yaml
 * plugins: [hookspec/redocly-plugin]
 * extends: [recommended, hookspec/recommended]
 * ```
 */
import type { Plugin } from '@redocly/openapi-core';
import { rules } from '../rules/registry.ts';
import type { Rule } from './rule.ts';
import { toVisitor } from './to-visitor.ts';

/**
 * Makes the plugin `hookspec`: the rules `hookspec/<name>` and the presets `hookspec/recommended` and `hookspec/strict`.
 * Redocly calls it; it imports nothing, so any version of Redocly CLI from 2.0 on can load it.
 */
export default function createPlugin(): Plugin {
  return {
    id: 'hookspec',
    rules: { oas3: Object.fromEntries(rules.map((rule) => [rule.name, toVisitor(rule)])) },
    configs: {
      recommended: { rules: toLevels((rule) => rule.recommended) },
      strict: { rules: toLevels((rule) => rule.strict) },
    },
  };
}

function toLevels(levelOf: (rule: Rule) => Rule['strict']): Record<string, Rule['strict']> {
  return Object.fromEntries(rules.map((rule) => [`hookspec/${rule.name}`, levelOf(rule)]));
}
