/** The checks of deliveries: first what sets them off, then what looks at all that has come. */
import type { CaseCheck } from '../../case.ts';
import { deliveryArrives } from './delivery-arrives.ts';
import { deliveryBody } from './delivery-body.ts';
import { deliveryContentType } from './delivery-content-type.ts';
import { deliveryDeleted } from './delivery-deleted.ts';
import { deliveryEvent } from './delivery-event.ts';
import { deliveryGone } from './delivery-gone.ts';
import { deliveryHeaders } from './delivery-headers.ts';
import { deliveryId } from './delivery-id.ts';
import { deliveryInactive } from './delivery-inactive.ts';
import { deliveryLeak } from './delivery-leak.ts';
import { deliveryLog } from './delivery-log.ts';
import { deliveryMoved } from './delivery-moved.ts';
import { deliveryPayload } from './delivery-payload.ts';
import { deliveryRedirect } from './delivery-redirect.ts';
import { deliveryRetryAfter } from './delivery-retry-after.ts';
import { deliveryRetry } from './delivery-retry.ts';
import { deliveryRotation } from './delivery-rotation.ts';
import { deliverySecret } from './delivery-secret.ts';
import { deliverySignature } from './delivery-signature.ts';
import { deliverySubscription } from './delivery-subscription.ts';
import { deliverySuccess } from './delivery-success.ts';
import { deliveryTest } from './delivery-test.ts';
import { deliveryTimeout } from './delivery-timeout.ts';
import { deliveryTimestamp } from './delivery-timestamp.ts';
import { deliveryUrl } from './delivery-url.ts';

/** In the order of the phase. */
export const deliveryChecks: readonly CaseCheck[] = [
  deliveryArrives,
  deliveryTest,
  deliverySubscription,
  deliverySecret,
  deliveryRotation,
  deliveryMoved,
  deliveryInactive,
  deliveryDeleted,
  deliverySuccess,
  deliveryLog,
  deliveryRedirect,
  deliveryGone,
  deliveryTimeout,
  deliveryRetry,
  deliveryRetryAfter,
  deliveryUrl,
  deliveryHeaders,
  deliverySignature,
  deliveryTimestamp,
  deliveryContentType,
  deliveryBody,
  deliveryPayload,
  deliveryEvent,
  deliveryId,
  deliveryLeak,
];
