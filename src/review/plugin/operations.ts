/** The operations of a document, with what rules ask of them. */
import type { JsonObject } from '../../contract/types.ts';
import { asText } from '../../contract/value.ts';
import { find, findObject, memberOf, objectItems, objectMembers } from './spot.ts';
import type { ObjectSpot, Reader, Spot } from './spot.ts';

/** Methods of OpenAPI 3.0 to 3.2. */
const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'];

/** A body in one media type. */
export interface Media {
  /** As written, e.g. `application/json`. */
  readonly type: string;
  /** The media type object. */
  readonly spot: ObjectSpot;
  /** Its schema as written; absent where it has none. */
  readonly schema?: Spot<JsonObject>;
}

/** One documented response. */
export interface Response {
  /** As written: `201`, `2XX`, `default`. */
  readonly status: string;
  readonly spot: ObjectSpot;
  readonly content: readonly Media[];
  /** Header objects by name, as written. */
  readonly headers: ReadonlyMap<string, ObjectSpot>;
}

/** A request that somebody sends: to the provider, or by the provider. */
export interface Operation {
  /** Key of its path item: a path template, the name of a webhook, or a callback's expression. */
  readonly path: string;
  /** In lower case. */
  readonly method: string;
  readonly spot: ObjectSpot;
  /** The path item it stands in. */
  readonly item: ObjectSpot;
  /** Its operationId, else method and path: what messages call it. */
  readonly label: string;
  /** Its parameters and those of the path item. */
  readonly parameters: readonly ObjectSpot[];
  /** The request body object; absent where there is none. */
  readonly body?: ObjectSpot;
  /** Its media types, JSON first. */
  readonly content: readonly Media[];
  readonly responses: readonly Response[];
}

/** Operations of a map of path items: `paths`, `webhooks`, or one callback. */
export function readOperations(reader: Reader, items: Spot | undefined): Operation[] {
  return objectMembers(reader, items).flatMap(([path, item]) => {
    const more = objectMembers(reader, memberOf(item, 'additionalOperations'));
    const known = METHODS.flatMap((method) => {
      const spot = findObject(reader, item, method);
      return spot ? [[method, spot] as const] : [];
    });
    return [...known, ...more].map(([method, spot]) => readOperation(reader, path, item, method.toLowerCase(), spot));
  });
}

function readOperation(reader: Reader, path: string, item: ObjectSpot, method: string, spot: ObjectSpot): Operation {
  const body = findObject(reader, spot, 'requestBody');
  return {
    path,
    method,
    spot,
    item,
    label: asText(spot.value['operationId']) || `${method.toUpperCase()} ${path}`,
    parameters: [spot, item].flatMap((holder) => objectItems(reader, memberOf(holder, 'parameters'))),
    ...(body && { body }),
    content: readContent(reader, body),
    responses: objectMembers(reader, memberOf(spot, 'responses')).map(([status, response]) => ({
      status,
      spot: response,
      content: readContent(reader, response),
      headers: new Map(objectMembers(reader, memberOf(response, 'headers'))),
    })),
  };
}

function readContent(reader: Reader, holder: ObjectSpot | undefined): Media[] {
  const media = objectMembers(reader, find(reader, holder, 'content')).map(([type, spot]) => {
    const schema = memberOf(spot, 'schema') as Spot<JsonObject> | undefined;
    return { type, spot, ...(schema && { schema }) };
  });
  return media.toSorted((a, b) => Number(isJson(b.type)) - Number(isJson(a.type)));
}

/** Whether a media type is JSON: `application/json`, `…+json`, any parameters. */
export function isJson(type: string): boolean {
  return /^[^;]*[/+]json\s*(;|$)/i.test(type);
}

/** Schema of an operation's JSON body; that of a form where there is no JSON. */
export function bodyOf({ content }: Operation): Spot | undefined {
  return content[0]?.schema;
}

/** A documented response of a status: named itself, by its class (`4XX`), or by `default`. */
export function responseOf({ responses }: Operation, status: number): Response | undefined {
  const names = [String(status), `${String(status)[0]}XX`, `${String(status)[0]}xx`, 'default'];
  return names
    .map((name) => responses.find((response) => response.status === name))
    .find((found) => found !== undefined);
}

/** What an operation's prose says: its summary and description. */
export function proseOf({ spot }: Operation): string {
  return [asText(spot.value['summary']), asText(spot.value['description'])].join(' ');
}

/** The map of an operation's responses; the operation itself where it has none. */
export function responsesSpot({ spot }: Operation): Spot {
  return memberOf(spot, 'responses') ?? spot;
}
