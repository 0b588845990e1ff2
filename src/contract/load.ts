/** Loads a contract: finished before and unchanged since, or from its files. */
import { findPlan, keepPlan } from './cache/plan.ts';
import { indexDocument, toContract } from './index-document.ts';
import type { LoadOptions } from './load-options.ts';
import { findOrigin } from './origin.ts';
import { findPlace } from './source/place.ts';
import type { Contract, JsonObject, Location } from './types.ts';

export type { LoadOptions } from './load-options.ts';

/**
 * Loads a contract and freezes it. Any OpenAPI 3.0 or 3.1 document will do, with or without extensions. A document that
 * was found good is kept between runs, see `HOOKSPEC_CACHE`; the contract is the same with and without.
 * @param source a name in redocly.yaml, a path (with a slash or a `.yaml`, `.yml`, `.json` ending), or a document
 * @throws HookspecError `UnknownContract`, `FileNotFound`, `UnreadableFile`, `RefRefused`, and `InvalidContract` with
 * every problem at once, one `file:line:column` each
 * @example const contract = await loadContract('openapi/shop.yaml');
 */
export async function loadContract(source: string | JsonObject, options: LoadOptions = {}): Promise<Contract> {
  const origin = await findOrigin(source, options);
  const { name } = origin;
  const lenient = options.lenient === true && !origin.registered;
  const plan = findPlan({ ...origin, options });
  if (plan !== undefined) return toContract({ ...plan, name, lenient }, indexDocument(plan.document));
  // Imported at first need: with all it imports in turn it takes longer to load than a finished document.
  const { compileDocument } = await import('./compile.ts');
  const compiled = await compileDocument(source, origin, options);
  keepPlan({ ...origin, options }, compiled);
  const { openapi, files, warnings, places, indexed } = compiled;
  const locate = (pointer: string): Location => findPlace(places, pointer);
  return toContract({ name, lenient, openapi, files, warnings, locate }, indexed);
}
