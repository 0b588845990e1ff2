/** The headers of a delivery. */
import { asArray, asObject, asText } from '../../contract/value.ts';
import type { Delivery } from './deliveries.ts';
import { findObject, objectItems, memberOf } from './spot.ts';
import type { ObjectSpot, Spot } from './spot.ts';
import type { WebhookApi } from './webhook-api.ts';

/** A header that a delivery declares. */
export interface DeliveryHeader {
  /** As written. */
  readonly name: string;
  /** Where it is declared: a parameter, or a security scheme. */
  readonly spot: ObjectSpot;
  /** Whether every delivery has it. */
  readonly required: boolean;
  /** Its schema; absent for a security scheme. */
  readonly schema?: Spot;
}

/** Headers declared as parameters, and those that a security scheme of the delivery's own puts its key into. */
export function headersOf({ reader, root }: WebhookApi, delivery: Delivery): DeliveryHeader[] {
  const declared = delivery.parameters
    .filter(({ value }) => value['in'] === 'header')
    .map((spot) => {
      const schema = memberOf(spot, 'schema');
      return {
        name: asText(spot.value['name']),
        spot,
        required: spot.value['required'] === true,
        ...(schema && { schema }),
      };
    });
  const schemes = objectItems(reader, memberOf(delivery.spot, 'security')).flatMap((requirement) =>
    Object.keys(requirement.value).flatMap(
      (name) => findObject(reader, root, 'components', 'securitySchemes', name) ?? [],
    ),
  );
  const keys = schemes
    .filter(({ value }) => value['type'] === 'apiKey' && value['in'] === 'header')
    .map((spot) => ({ name: asText(spot.value['name']), spot, required: true }));
  return [...declared, ...keys];
}

/** Whether a delivery proves its sender by a security scheme of its own: mutual TLS, or a token that the receiver gave. */
export function hasOwnSecurity({ root, operations }: WebhookApi, { spot }: Delivery): boolean {
  const apis = new Set([root, ...operations.map((operation) => operation.spot)].flatMap(schemesOf));
  return schemesOf(spot).some((name) => !apis.has(name));
}

function schemesOf({ value }: ObjectSpot): string[] {
  return asArray(value['security']).flatMap((requirement) => Object.keys(asObject(requirement)));
}

/** Name of the signature's header as `x-webhook-signature` states it; '' where nothing does. */
export function statedSignature({ root }: WebhookApi): string {
  return asText(asObject(root.value['x-webhook-signature'])['header']);
}

/** The header that carries the signature of a delivery: the stated one, else the one that is called so. */
export function signatureOf(api: WebhookApi, delivery: Delivery): DeliveryHeader | undefined {
  const stated = statedSignature(api).toLowerCase();
  const isSignature = (name: string): boolean =>
    stated === '' ? /signature|hmac/i.test(name) : name.toLowerCase() === stated;
  return headersOf(api, delivery).find(({ name }) => isSignature(name));
}
