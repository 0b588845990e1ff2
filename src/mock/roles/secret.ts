/** Signing secrets of a resource: issued on create and rotate, shown where the contract says so. */
import type { Resource } from '../../contract/behaviour.ts';
import { copyWith, parsePointer } from '../../contract/pointer.ts';
import { expandTemplate } from '../../contract/template.ts';
import { toIsoSeconds } from '../../contract/time.ts';
import type { Secret, StoredResource } from '../collection.ts';
import type { MockContext } from '../context.ts';

/**
 * The resource with a new secret among its properties; one whose kind has no secret stays as it is.
 * @param overlap milliseconds for which the predecessors stay valid
 */
export function issueSecret(
  context: MockContext,
  resource: Resource,
  stored: StoredResource,
  overlap = 0,
): StoredResource {
  if (!resource.secret) return stored;
  const secret = expandTemplate(resource.secret.generate, context);
  const value = copyWith(stored.value, parsePointer(resource.secret.property), secret);
  const current = { value: secret, validUntil: Number.POSITIVE_INFINITY };
  return { ...stored, value, secrets: [current, ...keepPredecessors(stored.secrets, context.now(), overlap)] };
}

function keepPredecessors(secrets: readonly Secret[], now: number, overlap: number): Secret[] {
  if (overlap === 0) return [];
  return secrets
    .map((secret) => ({ ...secret, validUntil: Math.min(secret.validUntil, now + overlap) }))
    .filter((secret) => secret.validUntil >= now);
}

/** Roots that let an answer speak of the secret: `$secret.value`, `$secret.previousValidUntil`. */
export function toSecretRoots(stored: StoredResource): Record<string, unknown> {
  const [current, previous] = stored.secrets;
  if (current === undefined) return {};
  const until = previous === undefined ? undefined : toIsoSeconds(previous.validUntil);
  return { secret: { value: current.value, previousValidUntil: until } };
}
