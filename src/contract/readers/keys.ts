/** Reads `x-keys`: the credentials the mock knows. */
import type { Key, Keys } from '../behaviour.ts';
import { didYouMean } from '../nearest.ts';
import { toPointer } from '../pointer.ts';
import type { Json } from '../types.ts';
import { asArray, asObject, asText } from '../value.ts';
import { checkTemplateAt, hasForm, maybe, type Reading, report, withoutEvidence } from './reading.ts';

const POINTER = '/x-keys';

/** The YAML form. */
interface RawKeys extends Partial<Omit<Keys, 'list'>> {
  readonly list?: readonly (Partial<Key> & Pick<Key, 'name' | 'token'>)[];
}

/** The keys of a document; `fresh` comes out anchored. */
export function readKeys(reading: Reading): Keys | undefined {
  const value = reading.document['x-keys'];
  if (value === undefined || !hasForm(reading, 'x-keys', value, POINTER)) return undefined;
  const raw = withoutEvidence(value) as unknown as RawKeys;
  const used = listScopes(reading);
  const scopes = raw.scopes ?? [...new Set(used.map(({ scope }) => scope))];
  const prefix = raw.prefix ?? '';
  for (const { scope, pointer } of used) checkScope(reading, scope, scopes, pointer);
  for (const [property, template] of Object.entries(raw.tenant ?? {})) {
    checkTemplateAt(reading, template, `${POINTER}/tenant${toPointer([property])}`);
  }
  const list = (raw.list ?? []).map((key, index) => readKey(reading, key, { scopes, prefix, plan: raw.plan }, index));
  for (const member of ['name', 'token'] as const) checkDistinct(reading, list, member);
  return {
    ...maybe('fresh', readFresh(reading, raw.fresh)),
    prefix,
    scopes,
    ...maybe('plan', raw.plan),
    tenant: raw.tenant ?? {},
    list,
  };
}

function readKey(
  reading: Reading,
  raw: NonNullable<RawKeys['list']>[number],
  keys: { readonly scopes: readonly string[]; readonly prefix: string; readonly plan: string | undefined },
  index: number,
): Key {
  const pointer = `${POINTER}/list/${index}`;
  raw.scopes?.forEach((scope, place) => checkScope(reading, scope, keys.scopes, `${pointer}/scopes/${place}`));
  if (!raw.token.startsWith(keys.prefix)) {
    report(
      reading,
      `${pointer}/token`,
      `The key "${raw.name}" does not begin with the prefix "${keys.prefix}"; mend one of them.`,
    );
  }
  return {
    name: raw.name,
    token: raw.token,
    tenant: raw.tenant ?? raw.name,
    scopes: raw.scopes ?? keys.scopes,
    ...maybe('plan', raw.plan ?? keys.plan),
    status: raw.status ?? 'active',
    unmetered: raw.unmetered ?? false,
    description: raw.description ?? '',
  };
}

function readFresh(reading: Reading, pattern: string | undefined): string | undefined {
  if (pattern === undefined) return undefined;
  try {
    return new RegExp(`^(?:${pattern})$`, 'u').source;
  } catch (error) {
    report(reading, `${POINTER}/fresh`, `"fresh" is not a pattern: ${(error as Error).message}.`);
    return undefined;
  }
}

function checkScope(reading: Reading, scope: string, known: readonly string[], pointer: string): void {
  if (known.includes(scope)) return;
  const hint = didYouMean(scope, known);
  report(reading, pointer, `The scope "${scope}" is not listed in x-keys/scopes; add it there, or mend it.${hint}`);
}

function checkDistinct(reading: Reading, list: readonly Key[], member: 'name' | 'token'): void {
  list.forEach((key, index) => {
    if (list.findIndex((other) => other[member] === key[member]) === index) return;
    const message = `Two keys have the ${member} "${key[member]}"; each needs its own.`;
    report(reading, `${POINTER}/list/${index}/${member}`, message);
  });
}

/** Every scope that some `security` asks for, with its place. */
function listScopes(reading: Reading): { scope: string; pointer: string }[] {
  const places: [Json | undefined, string][] = [
    [reading.document['security'], '/security'],
    ...reading.operations.map(({ node, pointer }) => [node['security'], `${pointer}/security`] as [Json, string]),
  ];
  return places.flatMap(([security, pointer]) =>
    asArray(security).flatMap((alternative, index) =>
      Object.entries(asObject(alternative)).flatMap(([scheme, scopes]) =>
        asArray(scopes).map((scope, place) => ({
          scope: asText(scope),
          pointer: `${pointer}/${index}${toPointer([scheme, place])}`,
        })),
      ),
    ),
  );
}
