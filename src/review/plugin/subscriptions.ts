/** Where receivers register: the operation that takes their URL, and what belongs to it. */
import { parsePointer } from '../../contract/pointer.ts';
import { asObject, asText, isObject } from '../../contract/value.ts';
import type { CallbackUrl } from './deliveries.ts';
import { isEventsName, isSecretName, isSubscriptionPath, isUrlName } from './names.ts';
import { bodyOf, isJson } from './operations.ts';
import type { Operation } from './operations.ts';
import { itemsOf, propertiesOf, propertyAt, typesOf } from './schema.ts';
import type { Property } from './schema.ts';
import { memberOf } from './spot.ts';
import type { ObjectSpot, Reader, Spot } from './spot.ts';

/** A kind of receiver: an operation that takes a URL which is called later. */
export interface Subscription {
  /** Registers one. */
  readonly create: Operation;
  /** The operations on its path and below, `create` first. */
  readonly operations: readonly Operation[];
  /** The URL in the body of `create`. */
  readonly url: Property;
  /** The events a receiver asks for, in the body of `create`; absent where it gets all of them. */
  readonly events?: Property;
  /** What a single event of {@link events} may be: the items of a list, or the property itself. */
  readonly event?: ObjectSpot;
  /** Name of the entry under `x-resource`, where it says which resource this is, and the entry. */
  readonly resource?: { readonly name: string; readonly spot: ObjectSpot };
}

/** A property of the stored resource that holds its signing secret, in the answer or request that names it. */
export interface SecretPlace {
  readonly operation: Operation;
  /** Status of the answer; absent for the request. */
  readonly status?: string;
  readonly property: Property;
}

/** Every kind of receiver of a document. */
export function readSubscriptions(
  reader: Reader,
  root: ObjectSpot,
  operations: readonly Operation[],
  callbackUrls: readonly CallbackUrl[],
): Subscription[] {
  const resources = readResources(root);
  return operations.flatMap((create) => {
    if (!['post', 'put', 'patch'].includes(create.method)) return [];
    const schema = bodyOf(create);
    const resource = resources.find(({ spot }) => isCreate(create, asObject(spot.value)));
    const subscriber = asObject(asObject(resource?.spot.value)['subscriber']);
    const callback = callbackUrls.find(({ operation }) => operation.spot.value === create.spot.value);
    const path = resource ? parsePointer(asText(subscriber['url'])) : callback?.path;
    // A URL for the answers to this one request is no receiver that is kept.
    const isKept = create.method === 'post' && !/\{[^}]*\}\/?$/.test(create.path) && isSubscriptionPath(create.path);
    if (!resource && !isKept) return [];
    const url = path ? propertyAt(reader, schema, path) : findProperty(reader, schema, isUrl, 2);
    if (!url) return [];
    const eventsPath = parsePointer(asText(subscriber['events']));
    const events =
      eventsPath.length > 0 ? propertyAt(reader, schema, eventsPath) : findProperty(reader, schema, isEvents);
    const event = events && (itemsOf(reader, events.schema) ?? events.schema);
    const below = operations.filter(
      (other) => other !== create && (other.path === create.path || other.path.startsWith(`${create.path}/`)),
    );
    // An operation that takes the webhooks of others keeps nothing that one can look at, and asks for no events.
    if (!resource && !callback && !events && below.length === 0) return [];
    return [
      {
        create,
        operations: [create, ...below],
        url,
        ...(events && { events, event: event! }),
        ...(resource && { resource }),
      },
    ];
  });

  function isUrl({ name, schema }: Property): boolean {
    return isUrlName(name) && typesOf(reader, schema).every((type) => type === 'string');
  }
  function isEvents({ name, schema }: Property): boolean {
    const isText = (spot: Spot): boolean => typesOf(reader, spot).every((type) => type === 'string');
    return isEventsName(name) && isText(itemsOf(reader, schema) ?? schema);
  }
}

/** Every place in the requests and successful answers of a receiver's operations that names its secret. */
export function readSecrets(reader: Reader, { operations, resource }: Subscription): SecretPlace[] {
  const stated = parsePointer(asText(asObject(asObject(resource?.spot.value)['secret'])['property'])).at(-1);
  const isSecret = ({ name, schema }: Property): boolean =>
    (stated === undefined ? isSecretName(name) : name === stated) &&
    typesOf(reader, schema).every((type) => type === 'string');
  return operations.flatMap((operation) => {
    const request = findProperty(reader, bodyOf(operation), isSecret);
    const answers = operation.responses
      .filter(({ status }) => status.startsWith('2'))
      .flatMap(({ status, content }) => {
        const property = findProperty(reader, content.find(({ type }) => isJson(type))?.schema, isSecret);
        return property ? [{ operation, status, property }] : [];
      });
    return [...(request ? [{ operation, property: request }] : []), ...answers];
  });
}

function readResources(root: ObjectSpot): { name: string; spot: ObjectSpot }[] {
  const holder = memberOf(root, 'x-resource');
  return Object.entries(asObject(holder?.value)).flatMap(([name, value]) => {
    const spot = memberOf(holder, name);
    return isObject(value) && isObject(value['subscriber']) ? [{ name, spot: spot as ObjectSpot }] : [];
  });
}

/** Whether an operation creates what an entry of `x-resource` describes: named there, else POST on its path. */
function isCreate({ path, method, spot }: Operation, resource: Record<string, unknown>): boolean {
  const named = asText(asObject(asObject(resource['operations'])['create'])['operation']);
  return named === '' ? method === 'post' && path === resource['path'] : spot.value['operationId'] === named;
}

/**
 * The first property that fits, the nearest to the top; envelopes and lists are looked into.
 * @param levels how deep. Default 4
 */
export function findProperty(
  reader: Reader,
  schema: Spot | undefined,
  fits: (property: Property) => boolean,
  levels = 4,
): Property | undefined {
  let level: (Spot | undefined)[] = [schema];
  for (let depth = 0; depth < levels; depth += 1) {
    const properties = level.flatMap((spot) => [...propertiesOf(reader, itemsOf(reader, spot) ?? spot).values()]);
    const found = properties.find(fits);
    if (found) return found;
    level = properties.map((property) => property.schema);
  }
  return undefined;
}
