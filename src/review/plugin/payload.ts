/** The body of a delivery: which event it is, and what an envelope holds. */
import { asObject, asText } from '../../contract/value.ts';
import type { Delivery } from './deliveries.ts';
import { headersOf } from './headers.ts';
import { isTypeName } from './names.ts';
import { bodyOf } from './operations.ts';
import { listedValues, partsOf, propertiesOf, schemasOf } from './schema.ts';
import type { Property } from './schema.ts';
import { memberOf, objectItems } from './spot.ts';
import type { ObjectSpot, Reader, Spot } from './spot.ts';
import type { WebhookApi } from './webhook-api.ts';

/** The forms a payload may have: itself, or each of its `oneOf` and `anyOf`. */
export function variantsOf(reader: Reader, schema: Spot | undefined): Spot[] {
  if (!schema) return [];
  const choices = partsOf(reader, schema).flatMap((part) =>
    ['oneOf', 'anyOf'].flatMap((keyword) => objectItems(reader, memberOf(part, keyword))),
  );
  return choices.length === 0 ? [schema] : choices;
}

/**
 * The property that says which event a payload is: one that may be the name of an event, else one that is called so and
 * may be any text. The `type` of an order is none: what it lists are no events.
 * @param names names of events, and keys of deliveries
 */
export function typePropertyOf(
  reader: Reader,
  schema: Spot | undefined,
  names: ReadonlySet<unknown>,
): Property | undefined {
  const properties = [...propertiesOf(reader, schema).values()].map((property) => ({
    property,
    values: valuesOf(reader, schema, property.name),
  }));
  const found =
    properties.find(({ values }) => values?.some((value) => names.has(value))) ??
    properties.find(
      ({ property, values }) => isTypeName(property.name) && (values === undefined || values.length === 1),
    );
  return found?.property;
}

/** The values that a property may have: those in every list that holds for it; undefined where there is none. */
export function valuesOf(reader: Reader, schema: Spot | undefined, name: string): readonly unknown[] | undefined {
  const lists = schemasOf(reader, schema, name).flatMap((spot) => {
    const values = listedValues(reader, spot);
    return values ? [values.map(({ value }) => value)] : [];
  });
  return lists.length === 0 ? undefined : lists.reduce((all, list) => all.filter((value) => list.includes(value)));
}

/** Names that a `discriminator` maps to payloads; empty where there is none. */
export function mappedNames(reader: Reader, schema: Spot | undefined): string[] {
  return partsOf(reader, schema, true).flatMap(({ value }) =>
    Object.keys(asObject(asObject(value['discriminator'])['mapping'])),
  );
}

/** The names of the events that a delivery may be: what its payload or its header fixes, and its key. */
export function eventNamesOf(api: WebhookApi, delivery: Delivery): string[] {
  const { reader } = api;
  const names = new Set([delivery.name]);
  const inBody = [bodyOf(delivery), ...variantsOf(reader, bodyOf(delivery))].flatMap((variant) => {
    const property = typePropertyOf(reader, variant, names);
    return property ? (valuesOf(reader, variant, property.name) ?? []) : [];
  });
  const inHeader = headersOf(api, delivery)
    .filter(({ name }) => isTypeName(name.replace(/^x-/i, '').split('-').slice(-1)[0]!))
    .flatMap(({ schema }) => listedValues(reader, schema) ?? [])
    .map(({ value }) => value);
  // One entry may stand for many events; one that has the name of an event stands for that alone.
  const mapped = mappedNames(reader, bodyOf(delivery));
  const values = [...inBody, ...inHeader, ...mapped].map(asText).filter((value) => value !== '');
  return values.includes(delivery.name) ? [delivery.name] : [...new Set([delivery.name, ...values])];
}

/** An entry of an envelope: at the top of a payload, or in an object that is about the event and not its subject. */
export function envelopeOf(reader: Reader, schema: Spot | undefined): Property[] {
  const top = [...propertiesOf(reader, schema).values()];
  const inner = top.filter(({ name }) => /^(event|meta|metadata|envelope|headers?|notification|context)$/i.test(name));
  return [
    ...top,
    ...inner.flatMap((holder) =>
      [...propertiesOf(reader, holder.schema).values()].map((property) => ({
        ...property,
        required: property.required && holder.required,
      })),
    ),
  ];
}

/** Every schema in a payload, itself first. */
export function schemasIn(reader: Reader, schema: Spot | undefined): ObjectSpot[] {
  const found = new Map<unknown, ObjectSpot>();
  const visit = (spot: Spot | undefined): void => {
    for (const part of partsOf(reader, spot, true)) {
      if (found.has(part.value)) continue;
      found.set(part.value, part);
      for (const { schema: property } of propertiesOf(reader, part).values()) visit(property);
      visit(memberOf(part, 'items'));
    }
  };
  visit(schema);
  return [...found.values()];
}
