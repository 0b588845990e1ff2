/** Finds the documented media type that a content type belongs to. */
import type { MediaType, ResponseSpec } from '../contract/types.ts';

/** Exact type first, then ranges such as `text/*`; parameters such as the charset do not count. */
export function findMedia(documented: ResponseSpec, contentType: string): MediaType | undefined {
  const type = essence(contentType);
  const group = `${type.split('/')[0]}/*`;
  const find = (wanted: string): MediaType | undefined =>
    documented.content.find((media) => essence(media.type) === wanted);
  return type === '' ? undefined : (find(type) ?? find(group) ?? find('*/*'));
}

function essence(type: string): string {
  return type.split(';')[0]!.trim().toLowerCase();
}
