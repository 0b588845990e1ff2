/** Where something is, as SARIF 2.1.0 (OASIS) says it. */
import type { Finding } from './finding.ts';
import { toPlace } from './words.ts';

/** A node of a document, and what it belongs to. */
export interface SarifPlace {
  /** `file:line:column`. */
  readonly location?: string | undefined;
  /** JSON pointer. */
  readonly pointer?: string | undefined;
  readonly operations?: readonly string[];
}

/** A location object; undefined for what has no place. Files below the current folder are relative to `SRCROOT`. */
export function toSarifLocation({ location, pointer, operations = [] }: SarifPlace): object | undefined {
  const place = toPlace(location);
  if (!place) return undefined;
  const isAddress = /^https?:/.test(place.file);
  const isOutside = isAddress || place.file.startsWith('/') || place.file.startsWith('..');
  const names = [
    ...(pointer === undefined ? [] : [{ fullyQualifiedName: pointer, kind: 'member' }]),
    ...operations.map((name) => ({ name, kind: 'function' })),
  ];
  return {
    physicalLocation: {
      artifactLocation: {
        uri: isAddress ? place.file : encodeURI(place.file),
        ...(!isOutside && { uriBaseId: 'SRCROOT' }),
      },
      region: { startLine: place.line, startColumn: place.column },
    },
    ...(names.length > 0 && { logicalLocations: names }),
  };
}

/** The place of a finding. */
export function toSarifPlace({ contractLocation, contractPointer, operation }: Finding): SarifPlace {
  return { location: contractLocation, pointer: contractPointer, ...(operation && { operations: [operation] }) };
}
