/** Which id a request addresses. */
import { getAt } from '../contract/pointer.ts';
import type { Exchange } from './exchange.ts';
import { toRequestPlace } from './input.ts';
import { parseJson } from './parse-json.ts';

/** The id that a request addresses: the last value in its path, query or body that looks like one. */
export function readAddressedId({ request, variant }: Exchange): string | undefined {
  const place = toRequestPlace(variant.id);
  if (!place) return undefined;
  if (place.in === 'body') return String(getAt(parseJson(request.body ?? ''), place.pointer));
  const url = new URL(request.url);
  if (place.in === 'query') return url.searchParams.get(place.name) ?? undefined;
  const index = variant.operation.path.split('/').indexOf(`{${place.name}}`);
  return url.pathname.split('/').at(index - variant.operation.path.split('/').length);
}
