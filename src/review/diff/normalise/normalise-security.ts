/** Security in its plain form: schemes are called by what they put on the wire. */
import { resolveAt } from '../../../contract/content.ts';
import { forEachMember } from '../../../contract/source/place.ts';
import type { Json, JsonObject } from '../../../contract/types.ts';
import { asArray, asObject, asText, isObject } from '../../../contract/value.ts';
import { sort } from './normalise-messages.ts';
import type { Scope } from './scope.ts';

type Draft = Record<string, Json>;

/** The schemes of a document under their new names. */
export interface Schemes {
  readonly schemes: Draft;
  /** New name of a scheme; its own where there is no such scheme. */
  nameOf(name: string): string;
}

/** Reads the schemes; two that are alike on the wire become one. */
export function normaliseSchemes(scope: Scope): Schemes {
  const schemes: Draft = {};
  const names = new Map<string, string>();
  forEachMember(asObject(scope.document['components'])['securitySchemes'], (_, token, name) => {
    const { node, pointer } = resolveAt(scope.document, `/components/securitySchemes/${token}`);
    const plain = toPlain(node);
    const text = JSON.stringify(plain);
    const base = toName(plain);
    let own = base;
    for (let count = 2; Object.hasOwn(schemes, own) && JSON.stringify(schemes[own]) !== text; count++)
      own = `${base}_${count}`;
    schemes[own] ??= scope.track(plain, pointer);
    names.set(name, own);
  });
  return { schemes: sort(schemes), nameOf: (name) => names.get(name) ?? name };
}

/** A list of alternatives: schemes and scopes sorted, each alternative once. */
export function normaliseSecurity(scope: Scope, list: Json, at: string, { nameOf }: Schemes): Json {
  const alternatives = asArray(list).map((requirement) => {
    const entries = Object.entries(asObject(requirement)).map(([name, scopes]): [string, Json] => [
      nameOf(name),
      [...asArray(scopes)].sort(),
    ]);
    return sort(Object.fromEntries(entries));
  });
  const unique = new Map(alternatives.map((alternative) => [JSON.stringify(alternative), alternative]));
  const sorted = [...unique].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, alternative]) => alternative);
  return scope.track(sorted, at);
}

function toPlain(node: JsonObject): Draft {
  const kept = ['type', 'in', 'name', 'openIdConnectUrl'].flatMap((key) =>
    node[key] === undefined ? [] : [[key, node[key]] as const],
  );
  const plain: Draft = Object.fromEntries(kept);
  if (node['scheme'] !== undefined) plain['scheme'] = asText(node['scheme']).toLowerCase();
  if (plain['in'] === 'header') plain['name'] = asText(plain['name']).toLowerCase();
  if (isObject(node['flows'])) plain['flows'] = toFlows(node['flows']);
  return plain;
}

function toFlows(flows: JsonObject): Json {
  const plain = Object.entries(flows).flatMap(([name, flow]): [string, Json][] => {
    if (!isObject(flow)) return [];
    const scopes = Object.keys(asObject(flow['scopes']))
      .sort()
      .map((scope) => [scope, '']);
    return [[name, sort({ ...(flow as Draft), scopes: Object.fromEntries(scopes) as Json })]];
  });
  return sort(Object.fromEntries(plain));
}

function toName({ type, scheme, in: place, name }: Draft): string {
  return [type, scheme, place, name]
    .filter((part) => typeof part === 'string')
    .join('_')
    .replace(/[^\w.-]/g, '_');
}
