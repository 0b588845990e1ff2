/** Finds extensions in a document. */
import { isObject } from '../../contract/value.ts';
import type { Spot } from './spot.ts';

/** Members whose own members have names that people choose, so that `x-` begins no extension there. */
const NAMED = new Set(
  (
    'headers properties patternProperties dependentSchemas dependentRequired $defs definitions schemas responses ' +
    'parameters requestBodies securitySchemes links callbacks pathItems mediaTypes scopes variables mapping content encoding'
  ).split(' '),
);

/** Members that hold a value of any form. */
const VALUES = new Set(['example', 'examples', 'default', 'enum', 'const', 'value', 'dataValue']);

/** An extension: its name, and its value with its place. */
export interface Extension {
  readonly name: string;
  readonly spot: Spot;
}

/** Every member whose name begins with `x-`, at any depth; what stands inside one is not looked into. */
export function listExtensions(root: Spot): Extension[] {
  const found: Extension[] = [];
  const seen = new Set<unknown>();
  const visit = (spot: Spot, isNamed: boolean): void => {
    const { value, at } = spot;
    if (value === null || typeof value !== 'object' || seen.has(value)) return;
    seen.add(value);
    for (const [key, member] of Object.entries(value)) {
      // YAML aliases and `$ref`s that were put in make a member appear twice: the first place is enough.
      const child = { value: member, at: at.child([key]) };
      if (!isNamed && key.startsWith('x-') && key !== 'x-webhooks') found.push({ name: key, spot: child });
      else if (isNamed || !VALUES.has(key)) visit(child, !isNamed && NAMED.has(key) && isObject(member));
    }
  };
  visit(root, false);
  return found;
}

/** Every object with `x-evidence` in it, extensions included. */
export function listEvidence(root: Spot): Spot[] {
  const found: Spot[] = [];
  const visit = ({ value, at }: Spot): void => {
    if (value === null || typeof value !== 'object') return;
    for (const [key, member] of Object.entries(value)) {
      const child = { value: member, at: at.child([key]) };
      if (key === 'x-evidence') found.push(child);
      else visit(child);
    }
  };
  visit(root);
  return found;
}
