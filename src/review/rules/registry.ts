/** The one table of rules, in the order of docs/rules. */
import type { Rule } from '../plugin/rule.ts';
import { createAnswer } from './create-answer.ts';
import { createRepeatable } from './create-repeatable.ts';
import { deliveryAny2xx } from './delivery-any-2xx.ts';
import { deliveryGone } from './delivery-gone.ts';
import { deliveryHasEvent } from './delivery-has-event.ts';
import { deliveryNoServers } from './delivery-no-servers.ts';
import { deliveryPolicy } from './delivery-policy.ts';
import { deliverySecurity } from './delivery-security.ts';
import { endpointPrivateAddress } from './endpoint-private-address.ts';
import { endpointUrlBounded } from './endpoint-url-bounded.ts';
import { endpointUrlHttps } from './endpoint-url-https.ts';
import { errorAuth } from './error-auth.ts';
import { errorInvalid } from './error-invalid.ts';
import { errorLimit } from './error-limit.ts';
import { errorLimitCode } from './error-limit-code.ts';
import { errorOneSchema } from './error-one-schema.ts';
import { errorRateLimit } from './error-rate-limit.ts';
import { eventEnum } from './event-enum.ts';
import { eventHasDelivery } from './event-has-delivery.ts';
import { eventId } from './event-id.ts';
import { eventNameShape } from './event-name-shape.ts';
import { eventTimestamp } from './event-timestamp.ts';
import { eventTypeConst } from './event-type-const.ts';
import { eventValuesOpen } from './event-values-open.ts';
import { exampleDirection } from './example-direction.ts';
import { exampleOwnEvent } from './example-own-event.ts';
import { examplePresent } from './example-present.ts';
import { extensionEvidence } from './extension-evidence.ts';
import { extensionForm } from './extension-form.ts';
import { extensionLimit } from './extension-limit.ts';
import { extensionName } from './extension-name.ts';
import { extensionOutcome } from './extension-outcome.ts';
import { extensionSecret } from './extension-secret.ts';
import { payloadOpen } from './payload-open.ts';
import { payloadRequired } from './payload-required.ts';
import { secretOnce } from './secret-once.ts';
import { secretRotatable } from './secret-rotatable.ts';
import { secretShaped } from './secret-shaped.ts';
import { signatureHeader } from './signature-header.ts';
import { signatureTimestamp } from './signature-timestamp.ts';
import { versionPinned } from './version-pinned.ts';

/** Every rule: its file is `<name>.ts`, its page `docs/rules/<name>.md`. */
export const rules: readonly Rule[] = [
  endpointUrlHttps,
  endpointUrlBounded,
  endpointPrivateAddress,
  secretOnce,
  secretShaped,
  secretRotatable,
  eventEnum,
  eventHasDelivery,
  eventNameShape,
  eventTypeConst,
  eventId,
  eventTimestamp,
  eventValuesOpen,
  deliveryHasEvent,
  deliveryAny2xx,
  deliveryGone,
  deliveryPolicy,
  deliveryNoServers,
  deliverySecurity,
  signatureHeader,
  signatureTimestamp,
  payloadRequired,
  payloadOpen,
  createAnswer,
  createRepeatable,
  errorOneSchema,
  errorAuth,
  errorInvalid,
  errorRateLimit,
  errorLimit,
  errorLimitCode,
  examplePresent,
  exampleDirection,
  exampleOwnEvent,
  versionPinned,
  extensionName,
  extensionForm,
  extensionOutcome,
  extensionSecret,
  extensionLimit,
  extensionEvidence,
];

/** What each rule asks for, by the name that redocly.yaml and findings have for it. */
export const ruleSummaries: Readonly<Record<string, string>> = Object.fromEntries(
  rules.map(({ name, summary }) => [`hookspec/${name}`, summary]),
);
