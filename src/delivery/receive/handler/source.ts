/** What a receiver must know of a provider, as data: the generated `webhooks.ts` of a contract exports it. */
import type { DeliveryPlace } from '../../../contract/identify-event.ts';
import type { SignatureScheme } from '../../../signing/scheme.ts';

/** How deliveries of one provider are verified and told apart. */
export interface WebhookSource {
  /** How they are signed. */
  readonly scheme: SignatureScheme;
  /** Where the name of the event stands: a header, or a property as a JSON pointer, e.g. `{ property: '/type' }`. */
  readonly event: DeliveryPlace;
  /**
   * What stays the same when a delivery comes twice; needed for `seen` alone. `body` takes the digest of the raw body,
   * for providers that send no id: two events of the same bytes are then one.
   */
  readonly id?: DeliveryPlace | 'body' | undefined;
  /** Names of every event; a handler for any other name is a mistake that is told at once. Default: any name goes. */
  readonly events?: readonly string[] | undefined;
}
