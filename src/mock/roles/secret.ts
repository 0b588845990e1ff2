/** Signing secrets of a resource: issued on create and rotate, shown where the contract says so. */
import type { Resource } from '../../contract/behaviour.ts';
import { copyJson } from '../../contract/value.ts';
import { setAt } from '../../contract/pointer.ts';
import { expandTemplate } from '../../contract/template.ts';
import { toIsoSeconds } from '../../contract/time.ts';
import type { StoredResource } from '../collection.ts';
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
  const until = context.now() + overlap;
  const secret = expandTemplate(resource.secret.generate, context);
  const kept =
    overlap > 0 ? stored.secrets.map((entry) => ({ ...entry, validUntil: Math.min(entry.validUntil, until) })) : [];
  const value = setAt(copyJson(stored.value), resource.secret.property, secret) as Record<string, unknown>;
  const secrets = [
    { value: secret, validUntil: Number.POSITIVE_INFINITY },
    ...kept.filter((entry) => entry.validUntil >= context.now()),
  ];
  return { ...stored, value, secrets };
}

/** Roots that let an answer speak of the secret: `$secret.value`, `$secret.previousValidUntil`. */
export function toSecretRoots(stored: StoredResource): Record<string, unknown> {
  const [current, previous] = stored.secrets;
  if (current === undefined) return {};
  const until = previous === undefined ? undefined : toIsoSeconds(previous.validUntil);
  return { secret: { value: current.value, previousValidUntil: until } };
}
