/** The one table of rules, in the order of docs/rules. */
import type { Rule } from '../plugin/rule.ts';
import { deliveryHasEvent } from './delivery-has-event.ts';
import { endpointUrlBounded } from './endpoint-url-bounded.ts';
import { endpointUrlHttps } from './endpoint-url-https.ts';
import { eventEnum } from './event-enum.ts';
import { eventHasDelivery } from './event-has-delivery.ts';
import { eventId } from './event-id.ts';
import { eventNameShape } from './event-name-shape.ts';
import { eventTimestamp } from './event-timestamp.ts';
import { eventTypeConst } from './event-type-const.ts';
import { payloadOpen } from './payload-open.ts';
import { payloadRequired } from './payload-required.ts';
import { secretOnce } from './secret-once.ts';
import { secretRotatable } from './secret-rotatable.ts';
import { secretShaped } from './secret-shaped.ts';
import { signatureHeader } from './signature-header.ts';
import { signatureTimestamp } from './signature-timestamp.ts';

/** Every rule: its file is `<name>.ts`, its page `docs/rules/<name>.md`. */
export const rules: readonly Rule[] = [
  endpointUrlHttps,
  endpointUrlBounded,
  secretOnce,
  secretShaped,
  secretRotatable,
  eventEnum,
  eventHasDelivery,
  deliveryHasEvent,
  eventNameShape,
  eventTypeConst,
  eventId,
  eventTimestamp,
  signatureHeader,
  signatureTimestamp,
  payloadRequired,
  payloadOpen,
];

/** What each rule asks for, by the name that redocly.yaml and findings have for it. */
export const ruleSummaries: Readonly<Record<string, string>> = Object.fromEntries(
  rules.map(({ name, summary }) => [`hookspec/${name}`, summary]),
);
