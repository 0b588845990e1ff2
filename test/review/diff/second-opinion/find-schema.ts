/** Finds the schema of a site by itself, from the words of the report. */
import { getAt, toPointer } from '../../../../src/contract/pointer.ts';
import type { JsonObject } from '../../../../src/contract/types.ts';
import { isObject } from '../../../../src/contract/value.ts';
import type { Site } from '../../../../src/report/diff-report.ts';

type Found = { readonly node: JsonObject; readonly pointer: string };

/** JSON pointer of the schema in one version of the document; undefined where that version has none there. */
export function findSchema(document: JsonObject, site: Site): string | undefined {
  const [call, item] = findCall(document, site.operation) ?? [];
  if (call === undefined) return undefined;
  const answer = site.status === undefined ? undefined : findAnswer(document, call, site.status);
  if (site.status !== undefined && answer === undefined) return undefined;
  if (site.part === 'parameter') return findParameter(document, [call, item], site);
  if (site.part === 'header' && answer !== undefined) return findHeader(document, answer, site);
  if (site.part === 'header') return findParameter(document, [call, item], { ...site, in: 'header' });
  return findContent(document, answer ?? at(document, `${call.pointer}/requestBody`), site.mediaType);
}

/** `POST /orders`, `event order.paid`, `callback shipped of POST /orders`. */
function findCall(document: JsonObject, label: string): [Found, Found] | undefined {
  const callback = /^callback (\S+) of (.*)$/.exec(label);
  if (callback !== null) {
    const [owner] = findCall(document, callback[2] ?? '') ?? [];
    if (owner === undefined) return undefined;
    const all = at(document, `${owner.pointer}/callbacks/${escape(callback[1] ?? '')}`);
    const item = firstMember(document, all);
    return item === undefined ? undefined : toCall(document, item);
  }
  if (label.startsWith('event ')) {
    const name = escape(label.slice('event '.length));
    const item = at(document, `/webhooks/${name}`) ?? at(document, `/x-webhooks/${name}`);
    return item === undefined ? undefined : toCall(document, item);
  }
  const [method = '', path = ''] = label.split(' ');
  const shape = toShape(path);
  // Two paths may differ in the name of a parameter alone, and share the methods between them.
  const names = Object.keys(asObject(document['paths'])).filter((entry) => toShape(entry) === shape);
  for (const name of [path, ...names]) {
    const item = at(document, toPointer(['paths', name]));
    const call = item === undefined ? undefined : at(document, `${item.pointer}/${method.toLowerCase()}`);
    if (item !== undefined && call !== undefined) return [call, item];
  }
  return undefined;
}

function toCall(document: JsonObject, item: Found): [Found, Found] | undefined {
  const method = ['post', 'put', 'patch', 'get', 'delete'].find((name) => item.node[name] !== undefined);
  const call = method === undefined ? undefined : at(document, `${item.pointer}/${method}`);
  return call === undefined ? undefined : [call, item];
}

function findAnswer(document: JsonObject, call: Found, status: string): Found | undefined {
  const names = [status, `${status[0]}XX`, `${status[0]}xx`, 'default'];
  for (const name of names) {
    const answer = at(document, `${call.pointer}/responses/${name}`);
    if (answer !== undefined) return answer;
  }
  return undefined;
}

function findContent(document: JsonObject, owner: Found | undefined, mediaType = ''): string | undefined {
  const types = Object.keys(asObject(owner?.node['content']));
  const wanted = essence(mediaType);
  const type = types.find((name) => essence(name) === wanted) ?? types.find((name) => covers(essence(name), wanted));
  if (owner === undefined || type === undefined) return undefined;
  const media = at(document, `${owner.pointer}${toPointer(['content', type])}`);
  return media?.node['schema'] === undefined ? undefined : `${media.pointer}/schema`;
}

function findHeader(document: JsonObject, answer: Found, site: Site): string | undefined {
  const wanted = site.name?.toLowerCase();
  const name = Object.keys(asObject(answer.node['headers'])).find((entry) => entry.toLowerCase() === wanted);
  const header = name === undefined ? undefined : at(document, `${answer.pointer}${toPointer(['headers', name])}`);
  return header === undefined ? undefined : schemaOf(document, header);
}

function findParameter(document: JsonObject, owners: readonly (Found | undefined)[], site: Site): string | undefined {
  const all = owners.flatMap((owner) => {
    const list = owner?.node['parameters'];
    return (Array.isArray(list) ? list : []).flatMap((_, i) => at(document, `${owner!.pointer}/parameters/${i}`) ?? []);
  });
  const inPlace = all.filter(({ node }) => node['in'] === site.in);
  const same = inPlace.find(({ node }) => node['name'] === site.name);
  const alike = inPlace.find(({ node }) => String(node['name']).toLowerCase() === site.name?.toLowerCase());
  const alone = site.in === 'path' && inPlace.length === 1 ? inPlace[0] : undefined;
  const parameter = same ?? (site.in === 'header' ? alike : alone);
  return parameter === undefined ? undefined : schemaOf(document, parameter);
}

function schemaOf(document: JsonObject, node: Found): string | undefined {
  if (node.node['schema'] !== undefined) return `${node.pointer}/schema`;
  return findContent(document, node, Object.keys(asObject(node.node['content']))[0]);
}

function firstMember(document: JsonObject, owner: Found | undefined): Found | undefined {
  const [name] = Object.keys(owner?.node ?? {});
  return owner === undefined || name === undefined ? undefined : at(document, owner.pointer + toPointer([name]));
}

function at(document: JsonObject, pointer: string): Found | undefined {
  const node = getAt(document, pointer);
  if (!isObject(node)) return undefined;
  const { $ref } = node;
  return typeof $ref === 'string' ? at(document, decodeURIComponent($ref.slice(1))) : { node, pointer };
}

function asObject(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

function escape(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

function toShape(path: string): string {
  return path.replace(/\{[^}]*\}/g, '{}');
}

function essence(type: string): string {
  return (type.split(';')[0] ?? '').trim().toLowerCase();
}

function covers(range: string, type: string): boolean {
  return range === '*/*' || (range.endsWith('/*') && type.startsWith(range.slice(0, -1)));
}
