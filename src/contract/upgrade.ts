/** OpenAPI 3.0 → 3.1 with Scalar's upgrader: the only file that knows it. */
import type { Draft } from './overlay.ts';
import { restore, shield } from './upgrade-shield.ts';
import type { Json } from './types.ts';
import { asObject, asText } from './value.ts';

/**
 * Upgrades a 3.0 document in place; a newer one is left alone. `nullable` becomes a type, `example` becomes
 * `examples`, `x-webhooks` becomes `webhooks`; extensions, samples and other data come through as they were written,
 * and places follow what was renamed.
 * @param draft a bundled document
 */
export async function upgrade(draft: Draft): Promise<void> {
  if (!asText(asObject(draft.value)['openapi']).startsWith('3.0')) return;
  // Imported at first need: 3.1 documents do without.
  const { upgradeFromThreeToThreeOne } = await import('@scalar/openapi-upgrader/3.0-to-3.1');
  const shielded = shield(draft.value);
  const upgraded = upgradeFromThreeToThreeOne(shielded.document as Record<string, unknown>) as Json;
  restore(draft, upgraded, shielded);
}
