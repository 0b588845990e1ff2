/** Signs with a key that is not written as the contract's secrets are. */
import { encode } from '../../signing/encoding.ts';
import type { Delivery } from './delivery.ts';
import type { ForgeryRun } from './define.ts';

/** The delivery, signed with these bytes. */
export function signWithKey(run: ForgeryRun, delivery: Delivery, key: Uint8Array): Delivery {
  const scheme = { ...run.scheme, secret: { decode: 'hex', prefix: '', strip: false } } as const;
  return run.sign(delivery, { scheme, secrets: [encode(key, 'hex')] });
}
