/** Reads security requirements by the credentials that travel. */
import { resolveAt, type Resolved } from '../../../contract/content.ts';
import { forEachMember } from '../../../contract/source/place.ts';
import type { JsonObject } from '../../../contract/types.ts';
import { asArray, asObject, asText } from '../../../contract/value.ts';
import type { WireAlternative, WireCall } from './api.ts';

/** Name of each scheme → what it puts on the wire. */
export function readSchemeIdentities(document: JsonObject): Map<string, string> {
  const identities = new Map<string, string>();
  forEachMember(asObject(document['components'])['securitySchemes'], (_, token, name) => {
    identities.set(name, toIdentity(resolveAt(document, `/components/securitySchemes/${token}`).node));
  });
  return identities;
}

/** The alternatives of an operation; a document without `security` lets everybody in. */
export function readAlternatives(
  document: JsonObject,
  operation: Resolved,
  schemes: ReadonlyMap<string, string>,
): Pick<WireCall, 'security' | 'securityPointer'> {
  const own = operation.node['security'] !== undefined;
  const written = asArray(own ? operation.node['security'] : document['security']);
  const alternatives = written.map((requirement) => {
    const entries = Object.entries(asObject(requirement)).map(
      ([scheme, scopes]) => [schemes.get(scheme) ?? `scheme ${scheme}`, asArray(scopes).map(asText)] as const,
    );
    return new Map(entries) satisfies WireAlternative;
  });
  return {
    security: alternatives.length === 0 ? [new Map()] : alternatives,
    securityPointer: own ? `${operation.pointer}/security` : '/security',
  };
}

function toIdentity(scheme: JsonObject): string {
  const type = asText(scheme['type']);
  if (type === 'http') return `http ${asText(scheme['scheme']).toLowerCase()}`;
  if (type !== 'apiKey') return type;
  const place = asText(scheme['in']);
  const name = asText(scheme['name']);
  return `apiKey ${place} ${place === 'header' ? name.toLowerCase() : name}`;
}
