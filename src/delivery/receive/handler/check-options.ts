/** Options that can never work are told when the handler is made, not at the first delivery. */
import { didYouMean } from '../../../contract/nearest.ts';
import type { Secrets, WebhookHandlerOptions } from './options.ts';

/** @throws TypeError what is wrong and what to do */
export function assertOptions<Events extends object>(options: WebhookHandlerOptions<Events>): void {
  const { events, id, on, scheme, secrets, seen, url } = options;
  if (typeof secrets !== 'function') assertSecrets(secrets);
  if (seen && id === undefined)
    throw new TypeError("seen needs id: say where a delivery's id stands, e.g. id: { property: '/id' } or id: 'body'");
  if (url === undefined && scheme.content.includes('$url'))
    throw new TypeError('The provider signs the URL of the receiver: give url, as it is registered there');
  const unknown = events && Object.keys(on).find((name) => !events.includes(name));
  if (unknown !== undefined)
    throw new TypeError(`on has a handler for "${unknown}", which is no event.${didYouMean(unknown, events!)}`);
}

/** @throws TypeError no secret, or an empty one */
export function assertSecrets(secrets: Secrets): asserts secrets is string | readonly string[] {
  const list = typeof secrets === 'string' ? [secrets] : (secrets ?? []);
  if (list.length === 0 || list.some((secret) => typeof secret !== 'string' || secret === ''))
    throw new TypeError('secrets holds no secret, or an empty one. Is the variable of the environment set?');
}

/** The secrets as they are now. @throws TypeError no secret, or an empty one */
export async function readSecrets<Events extends object>(
  secrets: WebhookHandlerOptions<Events>['secrets'],
): Promise<string | readonly string[]> {
  const now: Secrets = typeof secrets === 'function' ? await secrets() : secrets;
  assertSecrets(now);
  return now;
}
