/** Which properties a request may set, and what it sets them to. */
import type { Resource, RoleSpec } from '../../contract/behaviour.ts';
import { getTokens, parsePointer, setMember } from '../../contract/pointer.ts';
import type { Contract, Operation } from '../../contract/types.ts';
import { copyJson } from '../../contract/value.ts';
import { findDefaults, findProperties } from '../shape.ts';
import { toName } from './show.ts';

/** Reads the settable properties out of a request body. */
export interface WriteShape {
  /** Properties the request names, server-owned ones left out. */
  read(body: unknown): Record<string, unknown>;
  /** The same, and the defaults of those it does not name. */
  create(body: unknown): Record<string, unknown>;
}

/** Prepares the reading of an operation's request body for a resource. */
export function createWriteShape(
  contract: Contract,
  resource: Resource,
  spec: RoleSpec,
  operation: Operation,
): WriteShape {
  const schema = operation.requestBody?.content[0]?.schema;
  const bodyAt = parsePointer(spec.body);
  const stored = findProperties(contract, { $ref: `#${resource.schema}` }, '', 'object');
  const settable = findProperties(contract, schema, spec.body, 'object') ?? stored;
  // The id and the secret are the server's, even where a request carries the id to address the resource.
  const owned = new Set(
    [resource.id?.property, resource.secret?.property, ...spec.immutable].filter(isText).map(toName),
  );
  const requestDefaults = bodyAt.length === 0 ? findDefaults(contract, schema) : new Map<string, unknown>();
  const defaults = [...findDefaults(contract, { $ref: `#${resource.schema}` }), ...requestDefaults];
  const isSettable = (name: string) =>
    !owned.has(name) && (!settable || settable.has(name)) && (!stored || stored.has(name));

  function readInto(properties: Record<string, unknown>, body: unknown): Record<string, unknown> {
    const source = getTokens(body, bodyAt);
    if (source === null || typeof source !== 'object') return properties;
    for (const name of Object.keys(source)) {
      if (isSettable(name)) setMember(properties, name, (source as Record<string, unknown>)[name]);
    }
    return properties;
  }
  return {
    read: (body) => readInto({}, body),
    create(body) {
      const properties: Record<string, unknown> = {};
      for (const [name, value] of defaults) setMember(properties, name, copyJson(value));
      return readInto(properties, body);
    },
  };
}

function isText(value: string | undefined): value is string {
  return value !== undefined;
}
