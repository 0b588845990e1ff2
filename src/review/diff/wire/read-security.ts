/** Reads security requirements by the credentials that travel. */
import { resolveAt, type Resolved } from '../../../contract/content.ts';
import { forEachMember } from '../../../contract/source/place.ts';
import type { JsonObject } from '../../../contract/types.ts';
import { asArray, asObject, asText } from '../../../contract/value.ts';
import type { WireAlternative, WireCall } from './api.ts';

/** What the schemes of a document put on the wire. */
export interface WireSchemes {
  /** Name of each scheme → the ways to meet it, of which one is needed: `http bearer`, `oauth2 clientCredentials`. */
  readonly ways: ReadonlyMap<string, readonly string[]>;
  /** Way → where its tokens come from. */
  readonly sources: ReadonlyMap<string, string>;
}

/** Reads the schemes of a document. */
export function readSchemes(document: JsonObject): WireSchemes {
  const ways = new Map<string, string[]>();
  const sources = new Map<string, string>();
  forEachMember(asObject(document['components'])['securitySchemes'], (_, token, name) => {
    const scheme = resolveAt(document, `/components/securitySchemes/${token}`).node;
    const flows = Object.entries(asObject(scheme['flows']));
    const isFlow = scheme['type'] === 'oauth2' && flows.length > 0;
    ways.set(name, isFlow ? flows.map(([flow]) => `oauth2 ${flow}`) : [toIdentity(scheme)]);
    for (const [flow, node] of flows) sources.set(`oauth2 ${flow}`, toSource(asObject(node)));
    if (scheme['type'] === 'openIdConnect') sources.set('openIdConnect', asText(scheme['openIdConnectUrl']));
  });
  return { ways, sources };
}

/**
 * The alternatives of an operation; a document without `security` lets everybody in. An event has those that stand on it:
 * the document's are about its operations, so where only those are given, nothing is known: the list is empty.
 */
export function readAlternatives(
  document: JsonObject,
  operation: Resolved,
  schemes: WireSchemes,
  { kind, isSecured }: { readonly kind: WireCall['kind']; readonly isSecured: boolean },
): Pick<WireCall, 'security' | 'securityPointer' | 'tokenSources'> {
  const isOwn = operation.node['security'] !== undefined || kind !== 'operation';
  const isUnknown = kind !== 'operation' && isSecured && operation.node['security'] === undefined;
  const written = asArray(isOwn ? operation.node['security'] : document['security']);
  const alternatives = written.flatMap((requirement) => toAlternatives(asObject(requirement), schemes));
  return {
    security: alternatives.length > 0 || isUnknown ? alternatives : [new Map()],
    securityPointer: isOwn ? `${operation.pointer}/security` : '/security',
    tokenSources: schemes.sources,
  };
}

/** One alternative for each way to meet all schemes of a requirement. */
function toAlternatives(requirement: JsonObject, { ways }: WireSchemes): WireAlternative[] {
  let alternatives: Map<string, readonly string[]>[] = [new Map()];
  for (const [scheme, list] of Object.entries(requirement)) {
    const scopes = asArray(list).map(asText);
    const identities = ways.get(scheme) ?? [`scheme ${scheme}`];
    alternatives = alternatives.flatMap((one) => identities.map((identity) => new Map(one).set(identity, scopes)));
  }
  return alternatives;
}

function toSource(flow: JsonObject): string {
  return ['authorizationUrl', 'tokenUrl', 'refreshUrl', 'deviceAuthorizationUrl']
    .flatMap((member) => (flow[member] === undefined ? [] : [asText(flow[member])]))
    .join(', ');
}

function toIdentity(scheme: JsonObject): string {
  const type = asText(scheme['type']);
  if (type === 'http') return `http ${asText(scheme['scheme']).toLowerCase()}`;
  if (type !== 'apiKey') return type;
  const place = asText(scheme['in']);
  const name = asText(scheme['name']);
  return `apiKey ${place} ${place === 'header' ? name.toLowerCase() : name}`;
}
