/** What reading a body ends in. */
import type { MediaType } from '../../contract/types.ts';

/** A body that was read, or why it could not be. */
export type BodyReading =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'value';
      readonly value: unknown;
      readonly mediaType: MediaType;
      /** The schema does not speak of this text: it describes an XML tree, or an object in a notation nobody here parses. */
      readonly isOpaque?: true;
    }
  | { readonly kind: 'malformed'; readonly reason: string }
  | { readonly kind: 'mediaType'; readonly reason: string };

/** Reads the bytes of a body whose media type has been chosen. */
export type BytesReader = (bytes: Uint8Array) => BodyReading;

/** A body that is not what its media type says. */
export function toMalformed(reason: string): BodyReading {
  return { kind: 'malformed', reason };
}
