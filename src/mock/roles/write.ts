/** Which properties a request may set, and what it sets them to. */
import type { Resource, RoleSpec } from '../../contract/behaviour.ts';
import { getAt, parsePointer } from '../../contract/pointer.ts';
import type { Contract, Operation } from '../../contract/types.ts';
import { findDefaults, findProperties } from '../shape.ts';
import { toName } from './show.ts';

/** Reads the settable properties out of a request body. */
export interface WriteShape {
  /** Properties the request names, server-owned ones left out. */
  read(body: unknown): Record<string, unknown>;
  /** Values of absent properties on create. */
  readonly defaults: ReadonlyMap<string, unknown>;
}

/** Prepares the reading of an operation's request body for a resource. */
export function createWriteShape(
  contract: Contract,
  resource: Resource,
  spec: RoleSpec,
  operation: Operation,
): WriteShape {
  const schema = operation.requestBody?.content[0]?.schema;
  const stored = findProperties(contract, { $ref: `#${resource.schema}` }, '', 'object');
  const settable = findProperties(contract, schema, spec.body, 'object') ?? stored;
  // The id and the secret are the server's, even where a request carries the id to address the resource.
  const owned = new Set(
    [resource.id?.property, resource.secret?.property, ...spec.immutable].filter(isText).map(toName),
  );
  const requestDefaults =
    parsePointer(spec.body).length === 0 ? findDefaults(contract, schema) : new Map<string, unknown>();
  const defaults = new Map([...findDefaults(contract, { $ref: `#${resource.schema}` }), ...requestDefaults]);
  return {
    defaults,
    read(body) {
      const source = getAt(body, spec.body);
      const properties: Record<string, unknown> = {};
      if (source === null || typeof source !== 'object') return properties;
      for (const [name, value] of Object.entries(source)) {
        if (owned.has(name) || (settable && !settable.has(name)) || (stored && !stored.has(name))) continue;
        Object.defineProperty(properties, name, { value, writable: true, enumerable: true, configurable: true });
      }
      return properties;
    },
  };
}

function isText(value: string | undefined): value is string {
  return value !== undefined;
}
